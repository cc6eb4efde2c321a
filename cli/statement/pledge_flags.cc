// SPDX-License-Identifier: Apache-2.0
#include "cli/statement/pledge_flags.h"

#include <array>

namespace pledgebook::cli {
namespace {

constexpr std::array kPledge{
    BodyFlag{"--title", "title", Shape::text, "TEXT", "its title, at most 200 characters"},
    BodyFlag{"--description", "description", Shape::text, "TEXT", "what is pledged, in full"},
    BodyFlag{"--type", "type", Shape::text, "financial|programme|policy|advocacy",
             "what kind of pledge it is"},
    BodyFlag{"--focus-area", "focus_area", Shape::text, "ID", "the focus area it counts under"},
    BodyFlag{"--secondary", "secondary_focus_areas", Shape::texts, "ID",
             "a focus area that it serves besides"},
    BodyFlag{"--value", "value", Shape::money, "AMOUNT",
             "the amount pledged, as \"155000000 EUR\""},
    BodyFlag{"--nature", "nature", Shape::text, "cash|own-capex|in-kind|loan|guarantee",
             "what the amount consists of"},
    BodyFlag{"--additionality", "additionality", Shape::text, "new|expansion|continuation",
             "whether the effort is new"},
    BodyFlag{"--scope", "scope", Shape::text, "global|region|countries", "where it applies"},
    BodyFlag{"--country", "countries", Shape::country, "ISO3",
             "a country, as GHA or, with its per cent of the value, GHA=60"},
    BodyFlag{"--start", "start", Shape::text, "DAY", "its first day, as 2026-01-01"},
    BodyFlag{"--end", "end", Shape::text, "DAY", "its last day"},
    BodyFlag{"--target", "targets", Shape::target, "TARGET",
             "a target: ID:TITLE:UNIT:BASELINE:GOAL:DUE"},
    BodyFlag{"--beneficiaries", "beneficiaries", Shape::beneficiary, "GROUP=COUNT",
             "people who gain by it"},
    BodyFlag{"--partner", "partners", Shape::partner, "NAME",
             "a partner's name; party:ID where it is a party of the ledger"},
    BodyFlag{"--sdg", "sdgs", Shape::texts, "ID", "a sustainable development goal, 1 to 17"},
    BodyFlag{"--goal", "goals", Shape::texts, "ID", "a goal of the ITU"},
    BodyFlag{"--wsis", "wsis", Shape::texts, "ID", "a WSIS action line"},
    BodyFlag{"--related", "related", Shape::related, "PLEDGE",
             "a related pledge; PLEDGE=\"AMOUNT\" where both count the same money"}};

constexpr std::array kBehalf{BodyFlag{"--on-behalf-of", "on_behalf_of", Shape::text, "ID",
                                      "the member that the registrar enters this for"},
                             BodyFlag{"--source", "source", Shape::text, "TEXT",
                                      "where the registrar has it from: a letter, a web page"}};

}  // namespace

std::span<const BodyFlag> pledge_flags() { return kPledge; }
std::span<const BodyFlag> behalf_flags() { return kBehalf; }

}  // namespace pledgebook::cli
