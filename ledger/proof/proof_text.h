// SPDX-License-Identifier: Apache-2.0
// The common parts of the text formats of proofs (c2sp.org): lines that end with LF, decimal
// numbers in one spelling, and hashes in base64, one a line. How to show a name in them to a person
// is in ledger/domain/values/text.h. Any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/hash.h"
#include "ledger/domain/values/text.h"
#include "ledger/error.h"

namespace pledgebook::ledger {

// The largest tree and index that are read or written: other programs use 63 bits.
inline constexpr std::uint64_t kTreeSizeMax = 0x7FFF'FFFF'FFFF'FFFF;
// The most hashes that a proof of inclusion or consistency can have in such a tree.
inline constexpr std::size_t kProofHashesMax = 63;

// Takes lines from the front of a text.
class LineReader {
 public:
  explicit LineReader(std::string_view text) noexcept : rest_(text) {}

  // The next line without its LF; nothing if no LF is left.
  [[nodiscard]] std::optional<std::string_view> take() noexcept;
  // The rest of the text.
  [[nodiscard]] std::string_view rest() const noexcept { return rest_; }

 private:
  std::string_view rest_;
};

// Digits without leading zeros and without a sign, 0 to kTreeSizeMax.
[[nodiscard]] std::optional<std::uint64_t> parse_decimal(std::string_view text) noexcept;

[[nodiscard]] std::optional<crypto::Hash> parse_base64_hash(std::string_view text);
[[nodiscard]] std::string to_base64(const crypto::Hash& hash);

// Reads lines of hashes and the empty line that ends them. Errc::corrupt for any other line, for
// more than kProofHashesMax and for a missing empty line; `whole` names the text, as in "the
// receipt".
[[nodiscard]] Result<std::vector<crypto::Hash>> take_proof(LineReader& lines,
                                                           std::string_view whole);
// The lines of take_proof, including the empty one.
[[nodiscard]] std::string encode_proof(const std::vector<crypto::Hash>& proof);

}  // namespace pledgebook::ledger
