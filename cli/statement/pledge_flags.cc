// SPDX-License-Identifier: Apache-2.0
#include "cli/statement/pledge_flags.h"

#include <array>

namespace pledgebook::cli {
namespace {

constexpr std::array kPledge{
    BodyFlag{"--title", "title", Shape::text, "TEXT", "the title, at most 600 characters"},
    BodyFlag{"--description", "description", Shape::text, "TEXT", "the full description"},
    BodyFlag{"--type", "type", Shape::text, "financial|programme|policy|advocacy",
             "the kind of pledge"},
    BodyFlag{"--focus-area", "focus_area", Shape::text, "ID", "the focus area in which it counts",
             "focus-area"},
    BodyFlag{"--secondary", "secondary_focus_areas", Shape::texts, "ID",
             "another focus area that it serves", "focus-area"},
    BodyFlag{"--value", "value", Shape::money, "AMOUNT",
             "the amount pledged, such as \"155000000 EUR\""},
    BodyFlag{"--estimated", "value/estimated", Shape::yes, "", "the amount is an estimate"},
    BodyFlag{"--nature", "nature", Shape::text, "cash|own-capex|in-kind|loan|guarantee",
             "the nature of the amount"},
    BodyFlag{"--additionality", "additionality", Shape::text, "new|expansion|continuation",
             "whether the effort is new"},
    BodyFlag{"--scope", "scope", Shape::text, "global|region|countries",
             "where the pledge applies"},
    BodyFlag{"--country", "countries", Shape::country, "ISO3",
             "a country, such as GHA, or GHA=60 with its percentage of the value"},
    BodyFlag{"--start", "start", Shape::text, "DAY", "the first day, such as 2026-01-01"},
    BodyFlag{"--end", "end", Shape::text, "DAY", "the last day"},
    BodyFlag{"--target", "targets", Shape::target, "TARGET",
             "a target: ID:TITLE:UNIT:BASELINE:GOAL:DUE"},
    BodyFlag{"--beneficiaries", "beneficiaries", Shape::beneficiary, "GROUP=COUNT",
             "people who benefit", "beneficiary-group"},
    BodyFlag{"--partner", "partners", Shape::partner, "NAME",
             "a partner's name, or party:ID if it is a party of the ledger"},
    BodyFlag{"--sdg", "sdgs", Shape::texts, "ID", "a Sustainable Development Goal, 1 to 17", "sdg"},
    BodyFlag{"--goal", "goals", Shape::texts, "ID", "an ITU goal",
             "strategic-goal|connect-2030-goal"},
    BodyFlag{"--wsis", "wsis", Shape::texts, "ID", "a WSIS action line", "wsis-action-line"},
    BodyFlag{"--framework", "frameworks", Shape::texts, "ID",
             "a framework of the published list, such as the Global Digital Compact", "framework"},
    BodyFlag{"--event", "event", Shape::text, "ID", "the event at which it was pledged",
             "pledging-event"},
    BodyFlag{"--related", "related", Shape::related, "PLEDGE",
             "a related pledge, or PLEDGE=\"AMOUNT\" if both count the same money"}};

constexpr std::array kLists{
    BodyFlag{"--add-country", "+countries", Shape::country, "ISO3", "a country to add"},
    BodyFlag{"--remove-country", "-countries", Shape::texts, "ISO3", "a country to remove"},
    BodyFlag{"--add-target", "+targets", Shape::target, "TARGET", "a target to add or change"},
    BodyFlag{"--remove-target", "-targets", Shape::texts, "ID", "a target to remove"},
    BodyFlag{"--add-partner", "+partners", Shape::partner, "NAME", "a partner to add"},
    BodyFlag{"--remove-partner", "-partners", Shape::texts, "NAME", "a partner to remove"},
    BodyFlag{"--add-sdg", "+sdgs", Shape::texts, "ID", "a goal to add", "sdg"},
    BodyFlag{"--remove-sdg", "-sdgs", Shape::texts, "ID", "a goal to remove", "sdg"}};

constexpr std::array kBehalf{BodyFlag{"--on-behalf-of", "on_behalf_of", Shape::text, "ID",
                                      "the member for which the registrar enters this"},
                             BodyFlag{"--source", "source", Shape::text, "TEXT",
                                      "the registrar's source: a letter, a web page"}};

}  // namespace

std::span<const BodyFlag> pledge_flags() { return kPledge; }
std::span<const BodyFlag> list_flags() { return kLists; }
std::span<const BodyFlag> behalf_flags() { return kBehalf; }

}  // namespace pledgebook::cli
