// SPDX-License-Identifier: Apache-2.0
// Spreadsheets: whatever the bytes are, a sheet is read or refused with a sentence; a mapping can
// be drafted and read again, and gives lines of JSON and faults that name cells of the sheet.
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <string>

#include "server/sheet/mapping_draft.h"
#include "server/sheet/sheet_lines.h"
#include "tests/fuzz/input.h"

namespace pledgebook {

namespace {

void import_lines(const server::Sheet& sheet) {
  const auto draft = server::draft_mapping(sheet, "fuzz", "2026-01-01T00:00:00Z");
  if (!draft) return fuzz::promise_sentence(draft.error().sentence);
  const auto mapping =
      server::read_mapping("fuzz", boost::json::serialize(server::to_json(draft->mapping)));
  fuzz::promise(mapping.has_value());
  const auto lines = server::lines_of(sheet, *mapping, {});
  if (!lines) return fuzz::promise_sentence(lines.error().sentence);
  fuzz::promise(lines->lines.size() == lines->rows.size());
  for (const std::string& line : lines->lines) fuzz::promise(boost::json::parse(line).is_object());
  for (const server::CellFault& fault : lines->faults) {
    fuzz::promise(fault.row > mapping->headings_row);
    fuzz::promise(!fault.heading.empty() && !fault.trouble.sentence.empty());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto sheet = server::read_sheet("fuzz", fuzz::text_of(data, size), std::nullopt);
  if (sheet) {
    import_lines(*sheet);
  } else {
    fuzz::promise_sentence(sheet.error().sentence);
  }
  return 0;
}

}  // namespace pledgebook
