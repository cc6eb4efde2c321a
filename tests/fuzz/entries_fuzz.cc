// SPDX-License-Identifier: Apache-2.0
// A bundle of records that is read is encoded to the same bytes, or it is refused. The first byte
// is its width.
#include "ledger/big_endian.h"
#include "ledger/proof/follow/tile_source.h"
#include "tests/fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes = pledgebook::fuzz::text_of(data + 1, size - 1);
  const auto records = pledgebook::ledger::parse_entries(bytes, data[0], "/tile/entries/000");
  if (!records) {
    pledgebook::fuzz::promise_sentence(records.error().detail);
    return 0;
  }
  pledgebook::fuzz::promise(records->size() == data[0]);
  std::string again;
  for (const std::string& record : *records) {
    pledgebook::ledger::put_big_endian(again, static_cast<std::uint16_t>(record.size()));
    again += record;
  }
  pledgebook::fuzz::promise(again == bytes);
  return 0;
}
