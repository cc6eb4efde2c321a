// SPDX-License-Identifier: Apache-2.0
// IATI: whatever the bytes are, activities are read or refused with a sentence, and give lines of
// JSON.
#include <boost/json/parse.hpp>
#include <string>

#include "cli/iati/iati_lines.h"
#include "tests/fuzz/input.h"

namespace pledgebook {

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto today = ledger::parse_date("2026-01-01");
  const auto lines =
      cli::lines_of_iati("fuzz", fuzz::text_of(data, size),
                         {.source = "fuzz", .focus_area = "access", .today = *today}, {});
  if (!lines) {
    fuzz::promise_sentence(lines.error().sentence);
    return 0;
  }
  fuzz::promise(lines->lines.size() == lines->activities.size());
  for (const std::string& line : lines->lines) fuzz::promise(boost::json::parse(line).is_object());
  return 0;
}

}  // namespace pledgebook
