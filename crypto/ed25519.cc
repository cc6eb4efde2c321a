// SPDX-License-Identifier: Apache-2.0
// Ed25519 by libsodium.
#include "crypto/ed25519.h"

#include <sodium.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "crypto/sha256.h"

namespace pledgebook::crypto {
namespace {

static_assert(Signature::kSize == crypto_sign_BYTES);
static_assert(PublicKey::kSize == crypto_sign_PUBLICKEYBYTES);
static_assert(SecretKey::kSeedSize == crypto_sign_SEEDBYTES);

// Runs once in the process, in the first thread that needs it. Without it libsodium has no random
// source and keeps its slow code paths; it fails only if the system has no randomness, and then
// nothing here is safe.
void ensure_sodium() noexcept {
  static const bool ready = sodium_init() >= 0;
  if (!ready) std::abort();
}

unsigned char* bytes(std::byte* bytes) noexcept { return reinterpret_cast<unsigned char*>(bytes); }
const unsigned char* bytes(const std::byte* bytes) noexcept {
  return reinterpret_cast<const unsigned char*>(bytes);
}

}  // namespace

std::optional<Signature> Signature::from_bytes(Bytes bytes) noexcept {
  if (bytes.size() != kSize) return std::nullopt;
  Signature signature;
  std::memcpy(signature.bytes.data(), bytes.data(), kSize);
  return signature;
}

std::optional<PublicKey> PublicKey::parse(Bytes bytes) noexcept {
  if (bytes.size() != kSize) return std::nullopt;
  ensure_sodium();
  if (crypto_core_ed25519_is_valid_point(crypto::bytes(bytes.data())) != 1) return std::nullopt;
  std::array<std::byte, kSize> copy{};
  std::ranges::copy(bytes, copy.begin());
  return PublicKey(copy);
}

Hash PublicKey::id() const noexcept { return sha256(bytes_); }

SecretKey SecretKey::generate() {
  std::array<std::byte, kSeedSize> seed{};
  random_bytes(seed);
  SecretKey key = from_seed(seed);
  sodium_memzero(seed.data(), seed.size());
  return key;
}

SecretKey SecretKey::from_seed(std::span<const std::byte, kSeedSize> seed) {
  ensure_sodium();
  SecretKey key(PublicKey(std::array<std::byte, PublicKey::kSize>{}));
  crypto_sign_seed_keypair(bytes(key.public_key_.bytes_.data()), bytes(key.secret_.data()),
                           bytes(seed.data()));
  return key;
}

SecretKey::SecretKey(SecretKey&& other) noexcept
    : secret_(other.secret_), public_key_(other.public_key_) {
  sodium_memzero(other.secret_.data(), other.secret_.size());
}

SecretKey& SecretKey::operator=(SecretKey&& other) noexcept {
  if (this != &other) {
    secret_ = other.secret_;
    public_key_ = other.public_key_;
    sodium_memzero(other.secret_.data(), other.secret_.size());
  }
  return *this;
}

SecretKey::~SecretKey() { sodium_memzero(secret_.data(), secret_.size()); }

Signature SecretKey::sign(Bytes message) const noexcept {
  Signature signature;
  crypto_sign_detached(bytes(signature.bytes.data()), nullptr, bytes(message.data()),
                       message.size(), bytes(secret_.data()));
  return signature;
}

bool verify(const PublicKey& key, Bytes message, const Signature& signature) noexcept {
  ensure_sodium();
  return crypto_sign_verify_detached(bytes(signature.bytes.data()), bytes(message.data()),
                                     message.size(), bytes(key.bytes().data())) == 0;
}

void random_bytes(std::span<std::byte> out) noexcept {
  ensure_sodium();
  randombytes_buf(out.data(), out.size());
}

}  // namespace pledgebook::crypto
