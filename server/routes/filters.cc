// SPDX-License-Identifier: Apache-2.0
#include "server/routes/filters.h"

#include <set>
#include <string>
#include <utility>

#include "server/routes/notes.h"

namespace pledgebook::server {
namespace {

using enum ParameterType;

constexpr Parameter kAsOf{.name = "as_of",
                          .type = time,
                          .description = "The state at this time, inclusive; a day means its end."};
constexpr Parameter kAxis{
    .name = "axis",
    .type = choice,
    .description =
        "Which clock `as_of` is held against: what the ledger knew (`recorded`), or "
        "what had happened by then as parties state it (`stated`).",
    .choices = "recorded, stated"};

constexpr Parameter kPage{.name = "page",
                          .type = integer,
                          .description = "The page, from 1.",
                          .min = 1,
                          .max = projections::kPagesMax};
constexpr Parameter kPerPage{.name = "per_page",
                             .type = integer,
                             .description = "Rows a page; 50 if absent.",
                             .min = 1,
                             .max = projections::kPerPageMax};

constexpr Parameter kFilters[] = {
    {.name = "q",
     .description = "Words that title, id, number or the member's name contain, in any case."},
    {.name = "focus_area", .type = id, .description = "The primary focus area.", .repeats = true},
    {.name = "group", .type = id, .description = "A group of countries.", .repeats = true},
    {.name = "country", .type = country, .description = "ISO 3166-1 alpha-3.", .repeats = true},
    {.name = "region", .type = id, .description = "A region of the ITU.", .repeats = true},
    {.name = "member", .type = id, .description = "The party that pledges.", .repeats = true},
    {.name = "sector", .type = text, .description = "The member's sector.", .repeats = true},
    {.name = "status",
     .type = text,
     .description = "The lifecycle, such as `IN_PROGRESS`.",
     .repeats = true},
    {.name = "type", .type = text, .description = "The type of pledge.", .repeats = true},
    {.name = "sdg", .type = id, .description = "A Sustainable Development Goal.", .repeats = true},
    {.name = "from", .type = date, .description = "Published on this day or later."},
    {.name = "to", .type = date, .description = "Published on this day or earlier."},
    kAsOf,
    kAxis,
    {.name = "sort",
     .type = choice,
     .description = "The order of a list of pledges; `-` turns it round.",
     .choices = "id, title, member, announced, published, activity, status, -id, -title, -member, "
                "-announced, -published, -activity, -status"},
    kPage,
    kPerPage,
    kMinSize,
};

constexpr Parameter kLanguage{
    .name = "language",
    .description =
        "Titles in this language (BCP 47) where the list has it, else in English; all "
        "of them if absent."};

}  // namespace

std::vector<Parameter> filter_parameters() { return {std::begin(kFilters), std::end(kFilters)}; }
std::vector<Parameter> time_parameters() { return {kAsOf, kAxis, kPage, kPerPage, kMinSize}; }
std::vector<Parameter> page_parameters() { return {kPage, kPerPage}; }
std::vector<Parameter> reference_parameters() { return {kLanguage, kMinSize}; }

ledger::Admitted<projections::Query> parse_filters(const Request& request) {
  std::vector<std::pair<std::string, std::string>> pairs;
  pairs.reserve(request.target.query.size());
  for (const QueryParameter& given : request.target.query) {
    if (given.name == kMinSize.name || given.name == kLanguage.name) continue;
    pairs.emplace_back(given.name, given.value);
  }
  return projections::Query::parse(pairs);
}

std::string normal_form(const Request& request) {
  std::string form;
  for (const std::string& segment : request.target.path) form += segment + '\n';
  std::set<std::pair<std::string_view, std::string_view>> parameters;
  for (const QueryParameter& given : request.target.query) {
    if (!given.value.empty() && given.name != kMinSize.name)
      parameters.emplace(given.name, given.value);
  }
  for (const auto& [name, value] : parameters) {
    form += '\t';
    form += name;
    form += '\n';
    form += value;
  }
  return form;
}

}  // namespace pledgebook::server
