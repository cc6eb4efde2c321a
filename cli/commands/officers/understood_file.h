// SPDX-License-Identifier: Apache-2.0
// UnderstoodFile: what `pledgebook import` has understood of a spreadsheet or an IATI file before
// its lines are imported: the lines, words for a person to agree to, and where each line is from.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/book/book.h"
#include "cli/shell/outcome.h"
#include "ledger/domain/values/refusal.h"

namespace pledgebook::cli {

struct UnderstoodFile {
  std::vector<std::string> lines;  // of an import
  std::string words;               // what would be signed, and what was not understood
  boost::json::object counted;     // the same for programs
  // Where a line that the ledger refuses is from, and why, for people: "row 10, column E (Montant):
  // …"; and for programs. Lines count from 1.
  std::function<std::string(std::uint64_t line, const ledger::Refusal&)> place;
  std::function<boost::json::object(std::uint64_t line, const ledger::Refusal&)> place_json;
};

[[nodiscard]] Outcome<UnderstoodFile> understand_sheet(Book& book, const std::string& file,
                                                       const std::string& mapping);
[[nodiscard]] Outcome<UnderstoodFile> understand_iati(Book& book, const std::string& file,
                                                      const std::optional<std::string>& focus_area);

// Writes a mapping for a sheet to FILE.mapping.json, and prints what to look at.
[[nodiscard]] Outcome<void> make_mapping(const std::string& file);

}  // namespace pledgebook::cli
