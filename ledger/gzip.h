// SPDX-License-Identifier: Apache-2.0
// Gzip: RFC 1952, of a text that is held whole, or as it goes, so that neither side holds the
// whole.
//
// Threads: the functions, any; an object, one at a time.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/byte_source.h"
#include "ledger/error.h"

namespace pledgebook::ledger {

class GzipPacker {
 public:
  GzipPacker();
  ~GzipPacker();
  GzipPacker(GzipPacker&&) noexcept;
  GzipPacker& operator=(GzipPacker&&) noexcept;

  // Adds to `packed` what comes out for `bytes`; perhaps nothing yet. Errc::storage where there is
  // no memory.
  [[nodiscard]] Result<void> add(std::string_view bytes, std::string& packed);
  // Adds the rest. Once, at the end.
  [[nodiscard]] Result<void> finish(std::string& packed);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// `body` packed, quickly rather than as small as can be. Nothing where zlib has no memory.
[[nodiscard]] std::optional<std::string> gzip(std::string_view body);

// `packed` if it does not begin as gzip does; else what was packed. One member, and nothing behind
// it: Errc::corrupt for anything else. How much comes out is for the reader to bound, who takes it
// piece by piece; memory does not grow with it.
[[nodiscard]] ByteSource gunzipped(ByteSource packed);

}  // namespace pledgebook::ledger
