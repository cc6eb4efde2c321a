// SPDX-License-Identifier: Apache-2.0
#include "server/routes/filters.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "server/routes/message_filter.h"
#include "server/routes/notes.h"

namespace pledgebook::server {
namespace {

using enum ParameterType;

constexpr Parameter kRecorded{
    .name = "recorded",
    .type = time,
    .description =
        "What the ledger knew at this time, inclusive; a date means the end of that "
        "day."};
constexpr Parameter kStated{
    .name = "stated",
    .type = time,
    .description =
        "What had happened by this time, as the parties state it, of what the ledger "
        "knew at `recorded`."};
constexpr Parameter kAsOf{
    .name = "as_of",
    .type = time,
    .description = "The short form of `recorded` or, with axis=stated, of `stated`."};
constexpr Parameter kAxis{
    .name = "axis",
    .type = choice,
    .description =
        "Which time `as_of` means: when the ledger recorded a statement (`recorded`), or "
        "when the event took place, as the party states (`stated`).",
    .choices = "recorded, stated"};

constexpr Parameter kPage{.name = "page",
                          .type = integer,
                          .description = "The number of the page, from 1.",
                          .min = 1,
                          .max = projections::kPagesMax};
constexpr Parameter kPerPage{.name = "per_page",
                             .type = integer,
                             .description = "Rows per page; 50 if absent.",
                             .min = 1,
                             .max = projections::kPerPageMax};

constexpr Parameter kQuestion{
    .name = "q",
    .description =
        "Words of the title, description, id or number, of a report on the pledge, or of the "
        "member's name: all of them, in any form, of the last one a beginning."};

constexpr Parameter kFilters[] = {
    kQuestion,
    {.name = "focus_area", .type = id, .description = "The primary focus area.", .repeats = true},
    {.name = "group", .type = id, .description = "A group of countries.", .repeats = true},
    {.name = "country", .type = country, .description = "ISO 3166-1 alpha-3.", .repeats = true},
    {.name = "region", .type = id, .description = "An ITU region.", .repeats = true},
    {.name = "member",
     .type = id,
     .description = "The member that makes the pledge.",
     .repeats = true},
    {.name = "sector", .type = text, .description = "The member's sector.", .repeats = true},
    {.name = "status",
     .type = text,
     .description = "The lifecycle, such as `IN_PROGRESS`.",
     .repeats = true},
    {.name = "timeliness",
     .type = text,
     .description = "`CURRENT`, `DUE` or `INACTIVE`: by the days since publication or the last "
                    "report. A pledge of which no report is expected has none of them.",
     .repeats = true},
    {.name = "type", .type = text, .description = "The type of pledge.", .repeats = true},
    {.name = "sdg", .type = id, .description = "A Sustainable Development Goal.", .repeats = true},
    {.name = "goal",
     .type = id,
     .description = "A strategic goal, or one of Connect 2030.",
     .repeats = true},
    {.name = "wsis", .type = id, .description = "A WSIS action line.", .repeats = true},
    {.name = "framework", .type = id, .description = "A framework's item.", .repeats = true},
    {.name = "event",
     .type = id,
     .description = "The event at which it was pledged.",
     .repeats = true},
    {.name = "beneficiary", .type = id, .description = "A group of people.", .repeats = true},
    {.name = "scope",
     .type = text,
     .description = "`global`, `region` or `countries`.",
     .repeats = true},
    {.name = "assurance",
     .type = text,
     .description = "Who has checked it, such as `VERIFIED`.",
     .repeats = true},
    {.name = "usd_value",
     .type = choice,
     .description = "Whether its announced value has a value in USD.",
     .choices = "with, without"},
    {.name = "reported",
     .type = choice,
     .description = "Whether its member has ever reported on it.",
     .choices = "yes, no"},
    {.name = "from", .type = date, .description = "Published on this day or later."},
    {.name = "to", .type = date, .description = "Published on this day or earlier."},
    kRecorded,
    kStated,
    kAsOf,
    kAxis,
    {.name = "sort",
     .type = choice,
     .description = "The order of a list of pledges; with `-` before it, descending. If absent, "
                    "by relevance with `q`, else by id.",
     .choices = "id, title, member, announced, published, activity, status, relevance, -id, "
                "-title, -member, -announced, -published, -activity, -status, -relevance"},
    kPage,
    kPerPage,
    kMinSize,
};

constexpr Parameter kLanguage{
    .name = "language",
    .description =
        "Titles in this language (BCP 47) if the list has it, else in English; all "
        "languages if absent."};

}  // namespace

std::vector<Parameter> filter_parameters() { return {std::begin(kFilters), std::end(kFilters)}; }
std::vector<Parameter> time_parameters() {
  return {kRecorded, kStated, kAsOf, kAxis, kPage, kPerPage, kMinSize};
}
std::vector<Parameter> search_parameters() {
  return {kQuestion, kRecorded, kStated, kAsOf, kAxis, kMinSize};
}
std::vector<Parameter> page_parameters() { return {kPage, kPerPage}; }
std::vector<Parameter> reference_parameters() { return {kLanguage, kMinSize}; }

ledger::Admitted<projections::Query> parse_filters(const Request& request) {
  std::vector<std::pair<std::string, std::string>> pairs;
  pairs.reserve(request.target.query.size());
  for (const QueryParameter& given : request.target.query) {
    constexpr auto kOthers =
        std::to_array({kMinSize.name, kLanguage.name, kTopic.name, kAnswered.name});
    if (std::ranges::find(kOthers, std::string_view(given.name)) != kOthers.end()) continue;
    pairs.emplace_back(given.name, given.value);
  }
  return projections::Query::parse(pairs);
}

}  // namespace pledgebook::server
