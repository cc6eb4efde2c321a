// SPDX-License-Identifier: Apache-2.0
// SHA-256 by OpenSSL's SHA256_Init, _Update and _Final. OpenSSL 3 calls them deprecated, yet they
// use the processor's SHA instructions, need no allocation and are the fastest on a tree node: 125
// ns for 65 bytes, where a fetched EVP_MD with a reused context took 165 ns and the one-shot
// functions several times that.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "crypto/sha256.h"

#include <openssl/sha.h>

#include <memory>
#include <new>
#include <type_traits>

namespace pledgebook::crypto {
namespace {

static_assert(std::is_trivially_copyable_v<SHA256_CTX>);

SHA256_CTX& as_context(std::byte* bytes) noexcept {
  return *std::launder(reinterpret_cast<SHA256_CTX*>(bytes));
}

Hash final_of(SHA256_CTX& context) noexcept {
  Hash hash;
  SHA256_Final(reinterpret_cast<unsigned char*>(hash.bytes.data()), &context);
  return hash;
}

}  // namespace

Sha256::Sha256() noexcept {
  static_assert(sizeof(SHA256_CTX) == kContextBytes);
  static_assert(alignof(SHA256_CTX) <= alignof(std::max_align_t));
  auto* context = std::construct_at(reinterpret_cast<SHA256_CTX*>(context_.data()));
  SHA256_Init(context);
}

Sha256& Sha256::update(Bytes bytes) noexcept {
  SHA256_Update(&as_context(context_.data()), bytes.data(), bytes.size());
  return *this;
}

Hash Sha256::finish() noexcept {
  SHA256_CTX& context = as_context(context_.data());
  const Hash hash = final_of(context);
  SHA256_Init(&context);
  return hash;
}

Hash sha256(Bytes bytes) noexcept { return sha256({bytes}); }

Hash sha256(std::initializer_list<Bytes> parts) noexcept {
  SHA256_CTX context;
  SHA256_Init(&context);
  for (const Bytes part : parts) SHA256_Update(&context, part.data(), part.size());
  return final_of(context);
}

}  // namespace pledgebook::crypto
