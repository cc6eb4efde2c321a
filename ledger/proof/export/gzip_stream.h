// SPDX-License-Identifier: Apache-2.0
// GzipPacker and gunzipping: RFC 1952 as it goes, so that neither side holds the whole.
//
// One thread at a time.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "ledger/error.h"
#include "ledger/proof/export/byte_source.h"

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

// `packed` if it does not begin as gzip does; else what was packed. One member, and nothing behind
// it: Errc::corrupt for anything else. How much comes out is for the reader to bound, who takes it
// piece by piece; memory does not grow with it.
[[nodiscard]] ByteSource gunzipped(ByteSource packed);

}  // namespace pledgebook::ledger
