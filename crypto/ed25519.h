// SPDX-License-Identifier: Apache-2.0
// Ed25519 (RFC 8032) by libsodium, which decides whether a signature is valid: canonical S,
// canonical A and R that are not of small order, and no cofactor. All functions may be called from
// any thread.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <optional>
#include <span>

#include "crypto/bytes.h"
#include "crypto/hash.h"

namespace pledgebook::crypto {

// 64 bytes, R and then S. They are not checked here: verify() does that.
struct Signature {
  static constexpr std::size_t kSize = 64;

  std::array<std::byte, kSize> bytes{};

  // Nothing unless `bytes` are exactly 64.
  [[nodiscard]] static std::optional<Signature> from_bytes(Bytes bytes) noexcept;

  friend bool operator==(const Signature&, const Signature&) = default;
  friend auto operator<=>(const Signature&, const Signature&) = default;
};

// A valid public key. Immutable; ordered by its bytes.
class PublicKey {
 public:
  static constexpr std::size_t kSize = 32;

  // Nothing unless `bytes` are 32, the canonical encoding of a point other than the identity, in
  // the prime-order subgroup. This is stricter than verify() alone: a key with a low-order
  // component is never admitted.
  [[nodiscard]] static std::optional<PublicKey> parse(Bytes bytes) noexcept;

  [[nodiscard]] std::span<const std::byte, kSize> bytes() const noexcept { return bytes_; }
  // The keyid: SHA-256 of the 32 bytes.
  [[nodiscard]] Hash id() const noexcept;

  friend bool operator==(const PublicKey&, const PublicKey&) = default;
  friend auto operator<=>(const PublicKey&, const PublicKey&) = default;

 private:
  friend class SecretKey;
  explicit PublicKey(const std::array<std::byte, kSize>& bytes) noexcept : bytes_(bytes) {}

  std::array<std::byte, kSize> bytes_;
};

// A key that signs. Its memory is wiped when it is destroyed or moved from; a key moved from may
// only be assigned to or destroyed.
class SecretKey {
 public:
  static constexpr std::size_t kSeedSize = 32;

  [[nodiscard]] static SecretKey generate();
  // RFC 8032 section 5.1.5: every seed is a key. The caller wipes its own copy.
  [[nodiscard]] static SecretKey from_seed(std::span<const std::byte, kSeedSize> seed);

  SecretKey(SecretKey&& other) noexcept;
  SecretKey& operator=(SecretKey&& other) noexcept;
  SecretKey(const SecretKey&) = delete;
  SecretKey& operator=(const SecretKey&) = delete;
  ~SecretKey();

  [[nodiscard]] const PublicKey& public_key() const noexcept { return public_key_; }
  // Deterministic: one key and message have one signature.
  [[nodiscard]] Signature sign(Bytes message) const noexcept;
  // The seed, valid as long as the key is. For writing key files; wipe every copy.
  [[nodiscard]] std::span<const std::byte, kSeedSize> seed() const noexcept {
    return std::span(secret_).first<kSeedSize>();
  }

 private:
  explicit SecretKey(const PublicKey& public_key) noexcept : public_key_(public_key) {}

  std::array<std::byte, 64> secret_{};  // libsodium's form: the seed, then the public key
  PublicKey public_key_;
};

[[nodiscard]] bool verify(const PublicKey& key, Bytes message, const Signature& signature) noexcept;

// Fills `out` from the system's cryptographic generator.
void random_bytes(std::span<std::byte> out) noexcept;

}  // namespace pledgebook::crypto
