// SPDX-License-Identifier: Apache-2.0
#include "crypto/verifier_key.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "crypto/base64.h"
#include "crypto/hex.h"
#include "crypto/sha256.h"
#include "crypto/utf8.h"

namespace pledgebook::crypto {
namespace {

using Unexpected = std::unexpected<std::string>;
using TypedKey = std::array<std::byte, 1 + PublicKey::kSize>;

// Unicode's property White_Space; it has not changed since Unicode 6.3.
bool is_space(char32_t c) noexcept {
  return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

TypedKey typed_key(NoteKeyType type, const PublicKey& key) {
  TypedKey typed{};
  typed[0] = std::byte{std::to_underlying(type)};
  std::ranges::copy(key.bytes(), typed.begin() + 1);
  return typed;
}

NoteKeyId key_id_of(std::string_view name, Bytes typed) {
  const Hash hash = sha256({as_bytes(name), as_bytes("\n"), typed});
  NoteKeyId id;
  std::ranges::copy(Bytes(hash.bytes).first(NoteKeyId::kSize), id.bytes.begin());
  return id;
}

// The signature types of c2sp.org/signed-note that we know by name but can't check.
std::string sentence_of_unknown_type(std::byte type) {
  const auto number = std::to_integer<unsigned>(type);
  const std::string_view what = number == 0x02   ? " (ECDSA)"
                                : number == 0x05 ? " (an RFC 6962 tree head)"
                                : number == 0x06 ? " (ML-DSA-44)"
                                                 : "";
  return "the verifier key is of type 0x" + to_hex(std::array{type}) + std::string(what) +
         ", which this program cannot check: give one of type 0x01 (Ed25519) or 0x04 (Ed25519 "
         "cosignature)";
}

std::expected<NoteKeyType, std::string> type_of(std::byte byte) {
  for (const NoteKeyType type : {NoteKeyType::ed25519, NoteKeyType::cosignature}) {
    if (std::byte{std::to_underlying(type)} == byte) return type;
  }
  return Unexpected(sentence_of_unknown_type(byte));
}

}  // namespace

bool is_key_name(std::string_view name) noexcept {
  return !name.empty() &&
         is_utf8_without(name, [](char32_t c) { return c < 0x20 || c == U'+' || is_space(c); });
}

VerifierKey::VerifierKey(std::string_view name, const PublicKey& key, NoteKeyType type)
    : name_(name), public_key_(key), type_(type), key_id_(key_id_of(name, typed_key(type, key))) {}

std::expected<VerifierKey, std::string> VerifierKey::of(std::string_view name, const PublicKey& key,
                                                        NoteKeyType type) {
  if (!is_key_name(name)) {
    return Unexpected(
        "the key's name is empty, or contains white space, a plus sign or a control character: "
        "write it like a URL without its scheme, such as example.org/log");
  }
  return VerifierKey(name, key, type);
}

std::expected<VerifierKey, std::string> VerifierKey::parse(std::string_view text) {
  // The name has no plus sign, the base64 at the end may have some.
  const std::size_t first = text.find('+');
  const std::size_t second = first == text.npos ? text.npos : text.find('+', first + 1);
  if (second == text.npos) {
    return Unexpected(
        "a verifier key is <name>+<8 hex digits>+<base64>: this one has fewer than two +");
  }
  const std::string_view name = text.substr(0, first);
  const auto id = from_hex(text.substr(first + 1, second - first - 1));
  if (!id || id->size() != NoteKeyId::kSize) {
    return Unexpected(
        "a verifier key has 8 lower-case hex digits between its first two +, and this one does "
        "not: copy it again");
  }
  const auto typed = from_base64(text.substr(second + 1));
  if (!typed || typed->empty()) {
    return Unexpected("the text after the verifier key's second + is not base64: copy it again");
  }
  const auto type = type_of(typed->front());
  if (!type) return Unexpected(type.error());
  const auto public_key = PublicKey::parse(Bytes(*typed).subspan(1));
  if (!public_key) {
    return Unexpected("the verifier key does not contain a valid Ed25519 public key of 32 bytes");
  }
  auto key = of(name, *public_key, *type);
  if (key && !std::ranges::equal(key->key_id().bytes, *id)) {
    return Unexpected(
        "the verifier key's id does not match its name and public key: it was altered or not "
        "copied completely");
  }
  return key;
}

std::string VerifierKey::text() const {
  return name_ + "+" + to_hex(key_id_.bytes) + "+" + to_base64(typed_key(type_, public_key_));
}

}  // namespace pledgebook::crypto
