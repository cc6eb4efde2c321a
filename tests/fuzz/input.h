// SPDX-License-Identifier: Apache-2.0
// What every fuzz target needs: its input as text, and an end that libFuzzer sees where a promise
// is broken.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace pledgebook::fuzz {

[[nodiscard]] inline std::string_view text_of(const std::uint8_t* data, std::size_t size) noexcept {
  return {reinterpret_cast<const char*>(data), size};
}

inline void promise(bool kept) noexcept {
  if (!kept) std::abort();
}

}  // namespace pledgebook::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
