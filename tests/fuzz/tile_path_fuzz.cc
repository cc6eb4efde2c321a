// SPDX-License-Identifier: Apache-2.0
// Paths of tiles have one encoding.
#include "ledger/proof/tile.h"
#include "tests/fuzz/input.h"

namespace pledgebook {

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view path = fuzz::text_of(data, size);
  if (const auto tile = ledger::parse_tile_path(path))
    fuzz::promise(ledger::tile_path(*tile) == path);
  return 0;
}

}  // namespace pledgebook
