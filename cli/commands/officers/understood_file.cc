// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/officers/understood_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <filesystem>
#include <memory>
#include <utility>

#include "cli/iati/iati_lines.h"
#include "cli/shell/input_file.h"
#include "cli/shell/output_file.h"
#include "cli/shell/table.h"
#include "cli/shell/terminal.h"
#include "cli/statement/reading_outcome.h"
#include "cli/text/answer_reading.h"
#include "cli/text/json_text.h"
#include "ledger/clock.h"
#include "server/sheet/mapping_draft.h"
#include "server/sheet/sheet_lines.h"

namespace pledgebook::cli {

namespace {

namespace json = boost::json;
using server::CellFault;
using server::draft_mapping;
using server::KnownParty;
using server::Mapping;
using server::MappingDraft;
using server::read_sheet;
using server::Sheet;
using server::SheetLines;
using server::SheetRow;

// What a person should know of how the file was read.
std::string reading_text(const std::string& file, const Sheet& sheet) {
  if (sheet.name.empty()) {
    const std::string_view between = sheet.delimiter == ';'    ? "semicolons"
                                     : sheet.delimiter == '\t' ? "tabs"
                                                               : "commas";
    return fmt::format("{}: {}, with {} between cells", one_line(file), sheet.encoding, between);
  }
  std::string text = fmt::format("{}: sheet {}", one_line(file), one_line(sheet.name));
  for (std::size_t i = 0; i < sheet.others.size(); ++i)
    text += fmt::format("{}{}", i == 0 ? "; not imported: " : ", ", one_line(sheet.others[i]));
  return text;
}

Outcome<std::vector<KnownParty>> known_parties(Book& book) {
  constexpr std::size_t kPage = 1'000;
  std::vector<KnownParty> known;
  for (std::size_t page = 1; known.size() == (page - 1) * kPage; ++page) {
    LEDGER_TRY(
        const json::object answer,
        book.ask("parties", {{"page", std::to_string(page)}, {"per_page", std::to_string(kPage)}}));
    LEDGER_CHECK(read_answer([&] {
      for (const json::value& row : answer.at("rows").as_array())
        known.push_back(
            {std::string(row.at("party").as_string()), std::string(row.at("name").as_string())});
    }));
    if (known.empty()) break;
  }
  return known;
}

std::string count_text(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", with_separators(count), count == 1 ? one : many);
}

struct SheetToImport {
  Sheet sheet;
  Mapping mapping;
  SheetLines lines;
};

// The row of the line, and the column that the refusal is about.
CellFault cell_of(const SheetToImport& read, std::uint64_t line, const ledger::Refusal& refusal) {
  CellFault fault;
  const auto& rows = read.lines.rows;
  fault.row = line > 0 && line <= rows.size() ? rows[line - 1] : 0;
  fault.trouble = {"refused", {}, sentence_of(refusal)};
  const auto field = server::field_of_pointer(refusal.pointer);
  const auto headings =
      std::ranges::find(read.sheet.rows, read.mapping.headings_row, &SheetRow::number);
  for (const auto& [heading, meaning] : read.mapping.columns) {
    if (!field || meaning != field || headings == read.sheet.rows.end()) continue;
    const auto column = std::ranges::find(headings->cells, heading, &server::Cell::text);
    fault.heading = heading;
    fault.column = static_cast<std::size_t>(column - headings->cells.begin());
  }
  return fault;
}

std::string fault_text(const CellFault& fault) {
  if (fault.heading.empty()) return fmt::format("row {}: {}", fault.row, fault.trouble.sentence);
  return fmt::format("row {}, column {} ({}): {}", fault.row, server::column_letters(fault.column),
                     one_line(fault.heading), fault.trouble.sentence);
}

std::string sums_text(const std::map<std::string, ledger::Decimal>& announced) {
  std::string text;
  for (const auto& [currency, amount] : announced)
    text += fmt::format("  {} {}\n", currency, with_separators(amount.text()));
  return text;
}

// A heading and the sentences below it, the first ones of many.
std::string list_text(const std::string& heading, const std::vector<std::string>& sentences) {
  constexpr std::size_t kShown = 200;
  if (sentences.empty()) return {};
  std::string text = heading + ":\n";
  for (std::size_t i = 0; i < std::min(kShown, sentences.size()); ++i)
    text += "  " + one_line(sentences[i]) + "\n";
  if (sentences.size() > kShown)
    text += fmt::format("  and {} more: --json has all\n", sentences.size() - kShown);
  return text;
}

std::string words_of(const SheetLines& lines) {
  std::string text = fmt::format(
      "{} below the headings give {} of {}, {} of them new\n",
      count_text(lines.rows_read, "row", "rows"), count_text(lines.pledges, "pledge", "pledges"),
      count_text(lines.new_members.size() + lines.known_members, "member", "members"),
      lines.new_members.size());
  text += sums_text(lines.announced);
  for (const auto& [area, count] : lines.areas)
    text += fmt::format("  {}: {}\n", one_line(area), count_text(count, "pledge", "pledges"));
  std::vector<std::string> faults;
  for (const CellFault& fault : lines.faults) faults.push_back(fault_text(fault));
  return text + list_text(count_text(faults.size(), "cell is", "cells are") +
                              " not understood; their rows are left out",
                          faults);
}

std::string words_of(const IatiLines& lines) {
  std::string text = fmt::format("{} give {}, {} and {}\n",
                                 count_text(lines.activities_read, "activity", "activities"),
                                 count_text(lines.pledges, "pledge", "pledges"),
                                 count_text(lines.amendments, "amendment", "amendments"),
                                 count_text(lines.reports, "report", "reports"));
  text += sums_text(lines.announced);
  const auto sentences = [](const std::vector<ActivityFault>& faults) {
    std::vector<std::string> all;
    for (const ActivityFault& fault : faults) all.push_back(fault.activity + ": " + fault.sentence);
    return all;
  };
  text += list_text(count_text(lines.faults.size(), "activity is", "activities are") + " left out",
                    sentences(lines.faults));
  return text + list_text("look at", sentences(lines.remarks));
}

json::array activities_json(const std::vector<ActivityFault>& faults) {
  json::array all;
  for (const ActivityFault& fault : faults)
    all.push_back(json::object{{"activity", fault.activity}, {"what", fault.sentence}});
  return all;
}

}  // namespace

Outcome<void> make_mapping(const std::string& file) {
  LEDGER_TRY(const std::string bytes, read_whole(file, server::kSheetBytesMax));
  LEDGER_TRY(const Sheet sheet, outcome(read_sheet(file, bytes, std::nullopt)));
  const auto now = std::chrono::floor<std::chrono::seconds>(ledger::SystemClock().now());
  LEDGER_TRY(const MappingDraft draft,
             outcome(draft_mapping(sheet, std::filesystem::path(file).filename().string(),
                                   ledger::to_text(now))));
  const std::string path = file + ".mapping.json";
  LEDGER_CHECK(write_new(path, laid_out(server::to_json(draft.mapping)) + "\n"));
  fmt::print("{}\nheadings in row {}:\n", reading_text(file, sheet), draft.mapping.headings_row);
  for (const auto& [heading, field] : draft.mapping.columns)
    fmt::print("  {:<28} {}\n", one_line(heading), field ? name_of(*field) : "not imported");
  if (draft.mapping.amounts) fmt::print("amounts are written as {}\n", *draft.mapping.amounts);
  if (draft.mapping.days) fmt::print("days are written as {}\n", *draft.mapping.days);
  if (!draft.remarks.empty()) fmt::print("look at:\n");
  for (const std::string& remark : draft.remarks) fmt::print("  - {}\n", one_line(remark));
  fmt::print(
      "the mapping is {}: read it, correct it, then try\n"
      "  pledgebook import {} --mapping {} --check --key …\n",
      path, file, path);
  return {};
}

Outcome<UnderstoodFile> understand_sheet(Book& book, const std::string& file,
                                         const std::string& mapping) {
  constexpr std::size_t kMappingBytesMax = std::size_t{4} * 1'024 * 1'024;
  // Shared by the functions that say where a line is from.
  auto read = std::make_shared<SheetToImport>();
  LEDGER_TRY(const std::string text, read_whole(mapping, kMappingBytesMax));
  LEDGER_TRY(read->mapping, outcome(server::read_mapping(mapping, text)));
  LEDGER_TRY(const std::string bytes, read_whole(file, server::kSheetBytesMax));
  LEDGER_TRY(read->sheet, outcome(read_sheet(file, bytes, read->mapping.sheet)));
  LEDGER_TRY(const std::vector<KnownParty> known, known_parties(book));
  LEDGER_TRY(read->lines, outcome(server::lines_of(read->sheet, read->mapping, known)));
  json::array bad;
  for (const CellFault& fault : read->lines.faults) bad.push_back(server::to_json(fault));
  return UnderstoodFile{.lines = read->lines.lines,
                        .words = words_of(read->lines),
                        .counted = {{"rows", read->lines.rows_read},
                                    {"pledges", read->lines.pledges},
                                    {"bad_cells", std::move(bad)}},
                        .place =
                            [read](std::uint64_t line, const ledger::Refusal& refusal) {
                              return fault_text(cell_of(*read, line, refusal));
                            },
                        .place_json =
                            [read](std::uint64_t line, const ledger::Refusal& refusal) {
                              return server::to_json(cell_of(*read, line, refusal));
                            }};
}

Outcome<UnderstoodFile> understand_iati(Book& book, const std::string& file,
                                        const std::optional<std::string>& focus_area) {
  LEDGER_TRY(const std::string bytes, read_whole(file, kIatiBytesMax));
  LEDGER_TRY(const std::vector<KnownParty> known, known_parties(book));
  LEDGER_TRY(const IatiLines lines,
             lines_of_iati(file, bytes,
                           {.source = std::filesystem::path(file).filename().string(),
                            .focus_area = focus_area,
                            .today = ledger::date_of(ledger::SystemClock().now())},
                           known));
  const auto activity_of = [activities = lines.activities](std::uint64_t line) {
    return line > 0 && line <= activities.size() ? activities[line - 1] : std::string();
  };
  return UnderstoodFile{.lines = lines.lines,
                        .words = words_of(lines),
                        .counted = {{"activities", lines.activities_read},
                                    {"pledges", lines.pledges},
                                    {"amendments", lines.amendments},
                                    {"reports", lines.reports},
                                    {"bad_activities", activities_json(lines.faults)},
                                    {"remarks", activities_json(lines.remarks)}},
                        .place =
                            [activity_of](std::uint64_t line, const ledger::Refusal& refusal) {
                              return activity_of(line) + ": " + sentence_of(refusal);
                            },
                        .place_json =
                            [activity_of](std::uint64_t line, const ledger::Refusal& refusal) {
                              return json::object{{"activity", activity_of(line)},
                                                  {"what", sentence_of(refusal)}};
                            }};
}

}  // namespace pledgebook::cli
