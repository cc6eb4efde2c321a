// SPDX-License-Identifier: Apache-2.0
#include "cli/book/filters.h"

#include <utility>

#include "ledger/domain/values/names.h"
#include "projections/query/query.h"

namespace pledgebook::cli {
namespace {

// "a|b|c", as option values are written.
template <class E>
std::string words_of() {
  std::string words;
  for (const auto& [value, word] : names_of(E{})) {
    if (!words.empty()) words += '|';
    words += word;
  }
  return words;
}

}  // namespace

Parameters Filters::parameters() const {
  Parameters parameters;
  const auto add = [&](const char* name, const std::optional<std::string>& value) {
    if (value) parameters.emplace_back(name, *value);
  };
  const auto add_number = [&](const char* name, const std::optional<std::uint64_t>& value) {
    if (value) parameters.emplace_back(name, std::to_string(*value));
  };
  const auto add_all = [&](const char* name, const std::vector<std::string>& values) {
    for (const std::string& value : values) parameters.emplace_back(name, value);
  };
  add("as_of", as_of);
  add("axis", axis);
  add("recorded", recorded);
  add("stated", stated);
  add("q", q);
  add("from", from);
  add("to", to);
  add("sort", sort);
  add_number("page", page);
  add_number("per_page", per_page);
  add_all("focus_area", focus_areas);
  add_all("group", groups);
  add_all("country", countries);
  add_all("region", regions);
  add_all("member", members);
  add_all("sector", sectors);
  add_all("status", states);
  add_all("timeliness", timeliness);
  add_all("type", types);
  add_all("sdg", sdgs);
  return parameters;
}

void add_as_of(Command& command, Filters& filters) {
  command
      .option(filters.as_of, {.names = "--as-of",
                              .value = "TIME",
                              .description = "the state at the end of a day, such as 2026-11-21, "
                                             "or at a time, such as 2026-11-21T10:00:00Z"})
      .option(filters.axis,
              {.names = "--axis",
               .value = "recorded|stated",
               .description = "date by: recorded, when the ledger recorded it (default), or "
                              "stated, when it took place as parties state"})
      .option(filters.recorded, {.names = "--recorded",
                                 .value = "TIME",
                                 .description = "what the ledger knew at this time"})
      .option(filters.stated, {.names = "--stated",
                               .value = "TIME",
                               .description = "what had happened by this time, as parties state "
                                              "it; with --recorded: of what the ledger knew then"});
}

void add_filters(Command& command, Filters& filters) {
  add_as_of(command, filters);
  command
      .list(filters.members,
            {.names = "--member", .value = "ID", .description = "only this member"})
      .list(filters.focus_areas,
            {.names = "--focus-area", .value = "ID", .description = "only this focus area"})
      .list(filters.states, {.names = "--status",
                             .value = words_of<ledger::Lifecycle>(),
                             .description = "only this lifecycle state"})
      .list(filters.timeliness,
            {.names = "--timeliness",
             .value = words_of<ledger::Timeliness>(),
             .description = "only current, due (after a year without a report) or inactive (two)"})
      .list(filters.types, {.names = "--type",
                            .value = words_of<ledger::PledgeType>(),
                            .description = "only this type"})
      .list(filters.sectors, {.names = "--sector",
                              .value = words_of<ledger::Sector>(),
                              .description = "only members of this sector"})
      .list(filters.countries,
            {.names = "--country", .value = "ISO3", .description = "only this country"})
      .list(filters.groups,
            {.names = "--group", .value = "ID", .description = "only this country group"})
      .list(filters.regions,
            {.names = "--region", .value = "ID", .description = "only this region"})
      .list(filters.sdgs, {.names = "--sdg", .value = "ID", .description = "only this goal"})
      .option(filters.from,
              {.names = "--from", .value = "DAY", .description = "published on this day or later"})
      .option(filters.to,
              {.names = "--to", .value = "DAY", .description = "published on this day or earlier"})
      .option(filters.q, {.names = "--search",
                          .value = "WORDS",
                          .description = "only with these words in any text or name"});
}

void add_paging(Command& command, Filters& filters) {
  command
      .option(filters.sort, {.names = "--sort",
                             .value = "KEY",
                             .description = "by id, title, member, announced, published, activity, "
                                            "status or relevance; -KEY: descending"})
      .option(filters.page, {.names = "--page", .value = "N", .description = "page number, from 1"})
      .option(filters.per_page,
              {.names = "--per-page", .value = "N", .description = "rows a page, 1 to 1,000"});
}

}  // namespace pledgebook::cli
