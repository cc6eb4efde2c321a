// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/proof_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "crypto/base64.h"

namespace pledgebook::ledger {

std::optional<std::string_view> LineReader::take() noexcept {
  const std::size_t end = rest_.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = rest_.substr(0, end);
  rest_.remove_prefix(end + 1);
  return line;
}

std::optional<std::uint64_t> parse_decimal(std::string_view text) noexcept {
  const bool digits = std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  if (text.empty() || !digits || (text.size() > 1 && text.starts_with('0'))) return std::nullopt;
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || value > kTreeSizeMax) return std::nullopt;
  return value;
}

std::optional<crypto::Hash> parse_base64_hash(std::string_view text) {
  const auto bytes = crypto::from_base64(text);
  if (!bytes) return std::nullopt;
  return crypto::Hash::from_bytes(*bytes);
}

std::string to_base64(const crypto::Hash& hash) { return crypto::to_base64(hash.bytes); }

Result<std::vector<crypto::Hash>> take_proof(LineReader& lines, std::string_view whole) {
  std::vector<crypto::Hash> proof;
  while (const auto line = lines.take()) {
    if (line->empty()) return proof;
    if (proof.size() == kProofHashesMax) {
      return std::unexpected(Error{
          Errc::corrupt, fmt::format("{} has a proof of more than {} hashes, which is too many",
                                     whole, kProofHashesMax)});
    }
    const auto hash = parse_base64_hash(*line);
    if (!hash) {
      return std::unexpected(Error{
          Errc::corrupt,
          fmt::format("hash {} of the proof in {} is not 32 bytes in base64: get the file again",
                      proof.size() + 1, whole)});
    }
    proof.push_back(*hash);
  }
  return std::unexpected(Error{
      Errc::corrupt,
      fmt::format("{} has no empty line after its proof: it was cut off, get it again", whole)});
}

std::string encode_proof(const std::vector<crypto::Hash>& proof) {
  std::string lines;
  for (const crypto::Hash& hash : proof) lines.append(to_base64(hash)).append("\n");
  return lines.append("\n");
}

}  // namespace pledgebook::ledger
