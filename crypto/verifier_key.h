// SPDX-License-Identifier: Apache-2.0
// VerifierKey: a public key with the name under which it signs notes (c2sp.org/signed-note,
// "Verifier keys"). As text `<name>+<8 hex digits of the key id>+<base64 of type and public key>`,
// where key id = SHA-256(name, LF, type, public key)[:4].
//
// Any thread.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "crypto/ed25519.h"

namespace pledgebook::crypto {

// The types of signature that we make and check. Notes may contain lines of other types (ECDSA,
// TreeHeadSignature, ML-DSA-44); a key of such a type is refused.
enum class NoteKeyType : std::uint8_t {
  ed25519 = 0x01,     // signs the note's text
  cosignature = 0x04  // Ed25519; signs a checkpoint's text and a time (c2sp.org/tlog-cosignature)
};

// Short on purpose: it only finds the key of a signature; it proves nothing.
struct NoteKeyId {
  static constexpr std::size_t kSize = 4;

  std::array<std::byte, kSize> bytes{};

  friend bool operator==(const NoteKeyId&, const NoteKeyId&) = default;
  friend auto operator<=>(const NoteKeyId&, const NoteKeyId&) = default;
};

// Whether `name` may name a key: UTF-8, not empty, no Unicode white space, no plus sign, and none
// of the control characters that a note may not hold.
[[nodiscard]] bool is_key_name(std::string_view name) noexcept;

// Immutable.
class VerifierKey {
 public:
  // The unexpected value is a sentence for a person: what is wrong with the text and what is
  // expected. The public key must pass PublicKey::parse, and the key id must match the name and
  // public key.
  [[nodiscard]] static std::expected<VerifierKey, std::string> parse(std::string_view text);
  // Refuses a name that is_key_name refuses.
  [[nodiscard]] static std::expected<VerifierKey, std::string> of(std::string_view name,
                                                                  const PublicKey& key,
                                                                  NoteKeyType type);

  // Exactly what parse() reads.
  [[nodiscard]] std::string text() const;
  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] const NoteKeyId& key_id() const noexcept { return key_id_; }
  [[nodiscard]] NoteKeyType type() const noexcept { return type_; }
  [[nodiscard]] const PublicKey& public_key() const noexcept { return public_key_; }

  friend bool operator==(const VerifierKey&, const VerifierKey&) = default;

 private:
  VerifierKey(std::string_view name, const PublicKey& key, NoteKeyType type);

  std::string name_;
  PublicKey public_key_;
  NoteKeyType type_;
  NoteKeyId key_id_;
};

}  // namespace pledgebook::crypto
