// SPDX-License-Identifier: Apache-2.0
// Bytes: a view of bytes that it does not own, and the two casts between bytes and text.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace pledgebook::crypto {

using Bytes = std::span<const std::byte>;

// The bytes of `text`; valid as long as the text is.
[[nodiscard]] inline Bytes as_bytes(std::string_view text) noexcept {
  return std::as_bytes(std::span(text));
}

// The same bytes seen as text; valid as long as `bytes` is. The encoding is not checked.
[[nodiscard]] inline std::string_view as_text(Bytes bytes) noexcept {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace pledgebook::crypto
