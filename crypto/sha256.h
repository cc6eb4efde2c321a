// SPDX-License-Identifier: Apache-2.0
// SHA-256 (FIPS 180-4).
#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>

#include "crypto/bytes.h"
#include "crypto/hash.h"

namespace pledgebook::crypto {

// A digest that is being computed. A value: a copy continues from the same bytes. One thread at a
// time.
class Sha256 {
 public:
  Sha256() noexcept;

  Sha256& update(Bytes bytes) noexcept;
  // The digest of all bytes since construction or the last finish(); then the object starts again.
  [[nodiscard]] Hash finish() noexcept;

 private:
  // OpenSSL's context, kept as bytes so that its header stays out of ours; sha256.cc asserts the
  // size.
  static constexpr std::size_t kContextBytes = 112;
  alignas(std::max_align_t) std::array<std::byte, kContextBytes> context_{};
};

[[nodiscard]] Hash sha256(Bytes bytes) noexcept;
// The digest of the parts, one after the other.
[[nodiscard]] Hash sha256(std::initializer_list<Bytes> parts) noexcept;

}  // namespace pledgebook::crypto
