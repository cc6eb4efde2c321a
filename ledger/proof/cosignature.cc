// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/cosignature.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <utility>

#include "crypto/bytes.h"
#include "ledger/big_endian.h"

namespace pledgebook::ledger {
namespace {

constexpr std::uint64_t kTimeMax = 253'402'300'799;  // the last second of the year 9999

bool can_be_stated(std::uint64_t posix_seconds) noexcept {
  return posix_seconds > 0 && posix_seconds <= kTimeMax;
}

// The time of the line, if the line is a valid cosignature of the text.
std::optional<Instant> time_of(const crypto::NoteSignature& line, std::string_view text,
                               const crypto::PublicKey& key) {
  if (line.bytes.size() != kCosignatureBytes) return std::nullopt;
  ByteReader bytes(crypto::as_text(line.bytes));
  const auto posix_seconds = bytes.take<std::uint64_t>();
  crypto::Signature signature;
  bytes.take(signature.bytes);
  if (!can_be_stated(posix_seconds)) return std::nullopt;
  const Instant time{std::chrono::seconds(static_cast<std::int64_t>(posix_seconds))};
  if (!crypto::verify(key, crypto::as_bytes(cosigned_message(text, time)), signature)) {
    return std::nullopt;
  }
  return time;
}

}  // namespace

std::string cosigned_message(std::string_view text, Instant time) {
  return fmt::format("cosignature/v1\ntime {}\n{}", time.time_since_epoch().count(), text);
}

Result<crypto::NoteSignature> cosign(const crypto::Note& note, Instant time,
                                     const crypto::VerifierKey& cosigner,
                                     const crypto::SecretKey& secret) {
  if (cosigner.type() != crypto::NoteKeyType::cosignature ||
      cosigner.public_key() != secret.public_key()) {
    return std::unexpected(Error{
        Errc::foreign, fmt::format("the secret key is not the cosignature key of {}: give the "
                                   "right one",
                                   cosigner.name())});
  }
  const auto posix_seconds = static_cast<std::uint64_t>(time.time_since_epoch().count());
  if (!can_be_stated(posix_seconds)) {
    return std::unexpected(
        Error{Errc::clock, "a cosignature can't state this time: set the machine's clock"});
  }
  std::string text;
  put_big_endian(text, posix_seconds);
  const std::string message = cosigned_message(note.text, time);
  text += crypto::as_text(secret.sign(crypto::as_bytes(message)).bytes);
  const crypto::Bytes bytes = crypto::as_bytes(text);
  return crypto::NoteSignature{cosigner.name(), cosigner.key_id(), {bytes.begin(), bytes.end()}};
}

Result<std::optional<Instant>> earliest_cosignature(const crypto::Note& note,
                                                    const crypto::VerifierKey& cosigner) {
  std::optional<Instant> earliest;
  if (cosigner.type() != crypto::NoteKeyType::cosignature) return earliest;
  for (const crypto::NoteSignature& line : note.signatures) {
    if (!crypto::is_of(line, cosigner)) continue;
    const auto time = time_of(line, note.text, cosigner.public_key());
    if (!time) {
      return std::unexpected(
          Error{Errc::unproven, fmt::format("the cosignature of {} on the checkpoint is invalid: "
                                            "it was altered, or belongs to another checkpoint",
                                            cosigner.name())});
    }
    earliest = std::min(earliest.value_or(*time), *time);
  }
  return earliest;
}

}  // namespace pledgebook::ledger
