// SPDX-License-Identifier: Apache-2.0
// Gzip: RFC 1952, of a whole text or of a stream; for a stream, neither side holds the whole in
// memory.
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

  // Compresses `bytes` and appends the output to `packed`; it may be empty for now. Errc::storage
  // if there is not enough memory.
  [[nodiscard]] Result<void> add(std::string_view bytes, std::string& packed);
  // Appends the rest of the output. Call it once, at the end.
  [[nodiscard]] Result<void> finish(std::string& packed);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// `body` compressed, for speed rather than size. Nothing if zlib has not enough memory.
[[nodiscard]] std::optional<std::string> gzip(std::string_view body);

// The decompressed bytes of `packed`, or `packed` itself if it does not begin as gzip. Only one
// gzip member, with nothing after it: else Errc::corrupt. Memory does not grow with the output; the
// caller, who reads it piece by piece, must limit its size.
[[nodiscard]] ByteSource gunzipped(ByteSource packed);

}  // namespace pledgebook::ledger
