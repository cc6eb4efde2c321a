// SPDX-License-Identifier: Apache-2.0
// Keys in PEM. Unencrypted keys have a fixed prefix (RFC 8410 section 7), so they are written here;
// OpenSSL does encryption, and reads armour and DER. Its buffers with secrets are freed by calls
// that wipe them first.
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <utility>

#include "crypto/key_file.h"

namespace pledgebook::crypto {
namespace {

using Unexpected = std::unexpected<std::string>;

template <auto kFree>
struct Deleter {
  template <class T>
  void operator()(T* object) const noexcept {
    kFree(object);
  }
};
using Bio = std::unique_ptr<BIO, Deleter<&BIO_free_all>>;
using Pkcs8 = std::unique_ptr<PKCS8_PRIV_KEY_INFO, Deleter<&PKCS8_PRIV_KEY_INFO_free>>;
using EncryptedPkcs8 = std::unique_ptr<X509_SIG, Deleter<&X509_SIG_free>>;
using Pbe2 = std::unique_ptr<PBE2PARAM, Deleter<&PBE2PARAM_free>>;
using Pbkdf2 = std::unique_ptr<PBKDF2PARAM, Deleter<&PBKDF2PARAM_free>>;
using Spki = std::unique_ptr<X509_PUBKEY, Deleter<&X509_PUBKEY_free>>;

// DER up to the 32 bytes of the key: version 0, the algorithm 1.3.101.112 and the headers of two
// byte strings.
constexpr std::array<std::uint8_t, 16> kSecretPrefix = {
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20};
// The algorithm and the header of a bit string.
constexpr std::array<std::uint8_t, 12> kPublicPrefix = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03,
                                                        0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};
constexpr std::string_view kSecretLabel = PEM_STRING_PKCS8INF;
constexpr std::string_view kEncryptedLabel = PEM_STRING_PKCS8;
constexpr std::string_view kPublicLabel = PEM_STRING_PUBLIC;
constexpr std::string_view kWhiteSpace = " \t\r\n";

constexpr std::uint64_t kScryptN = 16'384;
constexpr std::uint64_t kScryptR = 8;
constexpr std::uint64_t kScryptP = 5;
constexpr std::size_t kSaltBytes = 16;

// OpenSSL leaves errors in a queue of the thread, where the next caller would find ours.
struct ErrorQueueCleaner {
  ErrorQueueCleaner() = default;
  ErrorQueueCleaner(const ErrorQueueCleaner&) = delete;
  ErrorQueueCleaner& operator=(const ErrorQueueCleaner&) = delete;
  ~ErrorQueueCleaner() { ERR_clear_error(); }
};

// One PEM block: its label and its bytes, wiped on destruction.
class PemBlock {
 public:
  static std::expected<PemBlock, std::string> parse(std::string_view text);

  PemBlock(PemBlock&& other) noexcept
      : label_(std::exchange(other.label_, nullptr)),
        bytes_(std::exchange(other.bytes_, nullptr)),
        size_(std::exchange(other.size_, 0)) {}
  PemBlock& operator=(PemBlock&&) = delete;
  ~PemBlock() {
    OPENSSL_secure_free(label_);
    OPENSSL_secure_clear_free(bytes_, static_cast<std::size_t>(size_));
  }

  [[nodiscard]] std::string_view label() const noexcept { return label_; }
  [[nodiscard]] std::span<const unsigned char> bytes() const noexcept {
    return {bytes_, static_cast<std::size_t>(size_)};
  }

 private:
  PemBlock() = default;

  char* label_ = nullptr;
  unsigned char* bytes_ = nullptr;
  long size_ = 0;
};

std::expected<PemBlock, std::string> PemBlock::parse(std::string_view text) {
  if (text.size() > kKeyFileBytesMax) {
    return Unexpected("too long for a key; give a PEM file of at most 16,384 bytes");
  }
  const Bio bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  PemBlock block;
  char* header = nullptr;
  const int read = PEM_read_bio_ex(bio.get(), &block.label_, &header, &block.bytes_, &block.size_,
                                   PEM_FLAG_SECURE);
  const bool has_header = header != nullptr && *header != '\0';
  OPENSSL_secure_free(header);
  if (read != 1 && text.starts_with("ssh-"))
    return Unexpected("OpenSSH keys are not supported; make one with `pledgebook key new`");
  if (read != 1) {
    return Unexpected(
        "not a complete PEM text; give the whole file from its BEGIN line to its END line");
  }
  if (has_header) {
    return Unexpected(
        "the key is in the old PEM format with headers; convert it with \"openssl pkcs8 -topk8\"");
  }
  const char* rest = nullptr;
  const auto rest_bytes = static_cast<std::size_t>(BIO_get_mem_data(bio.get(), &rest));
  if (std::string_view(rest, rest_bytes).find_first_not_of(kWhiteSpace) != std::string_view::npos) {
    return Unexpected("there is text after the key; give a file with one key only");
  }
  return block;
}

constexpr std::string_view kMakeOne = "make one with `pledgebook key new`";

std::string wrong_label(std::string_view label, std::string_view wanted) {
  if (label == kPublicLabel) return "this is a public key; give the secret key (PRIVATE KEY)";
  if (label == "OPENSSH PRIVATE KEY") {
    return std::string("OpenSSH keys are not supported; ").append(kMakeOne);
  }
  if (label.ends_with(kSecretLabel)) {
    if (wanted == kPublicLabel) return "this is a secret key; give the public key (PUBLIC KEY)";
    return std::string("the key is of another kind than Ed25519 in PKCS#8; ").append(kMakeOne);
  }
  return std::string("the PEM holds no ").append(wanted).append("; give another file");
}

std::string wrong_algorithm(const ASN1_OBJECT* algorithm) {
  const int nid = OBJ_obj2nid(algorithm);
  const std::string name = nid == NID_undef ? "of an unknown kind" : OBJ_nid2ln(nid);
  return "the key is " + name + ", not Ed25519; " + std::string(kMakeOne);
}

std::expected<SecretKey, std::string> secret_key_of(const PKCS8_PRIV_KEY_INFO& info) {
  const ASN1_OBJECT* algorithm = nullptr;
  const unsigned char* bytes = nullptr;
  int size = 0;
  if (PKCS8_pkey_get0(&algorithm, &bytes, &size, nullptr, &info) != 1 ||
      OBJ_obj2nid(algorithm) != NID_ED25519) {
    return Unexpected(wrong_algorithm(algorithm));
  }
  // RFC 8410 section 7: an OCTET STRING within the OCTET STRING.
  const std::span wrapped(bytes, static_cast<std::size_t>(size));
  if (wrapped.size() != SecretKey::kSeedSize + 2 || wrapped[0] != 0x04 || wrapped[1] != 0x20) {
    return Unexpected("the Ed25519 key is damaged; restore it from its backup");
  }
  return SecretKey::from_seed(std::as_bytes(wrapped).last<SecretKey::kSeedSize>());
}

std::expected<SecretKey, std::string> parse_plain(std::span<const unsigned char> der) {
  const unsigned char* at = der.data();
  const Pkcs8 info(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, static_cast<long>(der.size())));
  if (!info || at != der.data() + der.size()) {
    return Unexpected("the key is not valid PKCS#8; restore it from its backup");
  }
  return secret_key_of(*info);
}

// The rounds of PBKDF2 that opening the key takes; 0 for another way to derive keys (RFC 8018).
std::int64_t pbkdf2_rounds(const X509_SIG& sealed) {
  const X509_ALGOR* algorithm = nullptr;
  X509_SIG_get0(&sealed, &algorithm, nullptr);
  const ASN1_OBJECT* name = nullptr;
  int type = 0;
  const void* value = nullptr;
  X509_ALGOR_get0(&name, &type, &value, algorithm);
  if (OBJ_obj2nid(name) != NID_pbes2 || type != V_ASN1_SEQUENCE) return 0;
  const Pbe2 pbe2(static_cast<PBE2PARAM*>(
      ASN1_item_unpack(static_cast<const ASN1_STRING*>(value), ASN1_ITEM_rptr(PBE2PARAM))));
  if (!pbe2) return 0;
  X509_ALGOR_get0(&name, &type, &value, pbe2->keyfunc);
  if (OBJ_obj2nid(name) != NID_id_pbkdf2 || type != V_ASN1_SEQUENCE) return 0;
  const Pbkdf2 pbkdf2(static_cast<PBKDF2PARAM*>(
      ASN1_item_unpack(static_cast<const ASN1_STRING*>(value), ASN1_ITEM_rptr(PBKDF2PARAM))));
  std::int64_t rounds = 0;
  if (!pbkdf2 || ASN1_INTEGER_get_int64(&rounds, pbkdf2->iter) != 1) return 0;
  return rounds;
}

std::expected<SecretKey, std::string> parse_encrypted(std::span<const unsigned char> der,
                                                      std::string_view passphrase) {
  if (passphrase.empty()) return Unexpected("the key is encrypted; give its passphrase");
  if (passphrase.size() > kPassphraseBytesMax) {
    return Unexpected("the passphrase is too long; give at most 1,024 bytes");
  }
  const unsigned char* at = der.data();
  const EncryptedPkcs8 sealed(d2i_X509_SIG(nullptr, &at, static_cast<long>(der.size())));
  if (!sealed || at != der.data() + der.size()) {
    return Unexpected("the encrypted key is not valid PKCS#8; restore it from its backup");
  }
  if (pbkdf2_rounds(*sealed) > kPbkdf2RoundsMax) {
    return Unexpected(
        "the key asks for more than 10,000,000 rounds of PBKDF2, which take minutes; encrypt it "
        "again with `openssl pkcs8 -topk8 -scrypt`");
  }
  const Pkcs8 info(
      PKCS8_decrypt(sealed.get(), passphrase.data(), static_cast<int>(passphrase.size())));
  if (!info) return Unexpected("the passphrase does not open the key; check it and try again");
  return secret_key_of(*info);
}

// Base64 of the bytes between the two lines, 64 characters a line.
template <class Range>
std::string armour(std::string_view label, const Range& range) {
  const Bytes bytes = std::as_bytes(std::span(range));
  // libsodium's encoder takes constant time, unlike ours: the bytes may be a secret.
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), 0);
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // the terminating NUL
  std::string pem;
  pem.reserve(2 * label.size() + text.size() + text.size() / 64 + 40);
  pem.append("-----BEGIN ").append(label).append("-----\n");
  for (std::size_t i = 0; i < text.size(); i += 64) {
    pem.append(text, i, 64).append(1, '\n');
  }
  pem.append("-----END ").append(label).append("-----\n");
  OPENSSL_cleanse(text.data(), text.size());
  return pem;
}

// The DER of a key: a fixed prefix and 32 bytes.
template <std::size_t kPrefixBytes>
std::array<std::byte, kPrefixBytes + 32> with_prefix(
    const std::array<std::uint8_t, kPrefixBytes>& prefix, std::span<const std::byte, 32> bytes) {
  std::array<std::byte, kPrefixBytes + 32> der;
  std::ranges::copy(std::as_bytes(std::span(prefix)), der.begin());
  std::ranges::copy(bytes, der.begin() + kPrefixBytes);
  return der;
}

}  // namespace

bool is_encrypted_pem(std::string_view pem) noexcept {
  constexpr std::string_view kBegin = "-----BEGIN ";
  std::size_t at = pem.find(kBegin);
  while (at != std::string_view::npos && at != 0 && pem[at - 1] != '\n') {
    at = pem.find(kBegin, at + 1);
  }
  if (at == std::string_view::npos) return false;
  std::string_view label = pem.substr(at + kBegin.size());
  if (!label.starts_with(kEncryptedLabel)) return false;
  label.remove_prefix(kEncryptedLabel.size());
  return label.starts_with("-----");
}

std::expected<SecretKey, std::string> parse_secret_key_pem(std::string_view pem,
                                                           std::string_view passphrase) {
  const ErrorQueueCleaner cleaner;
  const auto block = PemBlock::parse(pem);
  if (!block) return Unexpected(block.error());
  if (block->label() == kEncryptedLabel) return parse_encrypted(block->bytes(), passphrase);
  if (block->label() == kSecretLabel) return parse_plain(block->bytes());
  return Unexpected(wrong_label(block->label(), kSecretLabel));
}

std::string to_pem(const SecretKey& key) {
  auto der = with_prefix(kSecretPrefix, key.seed());
  std::string pem = armour(kSecretLabel, der);
  OPENSSL_cleanse(der.data(), der.size());
  return pem;
}

std::expected<std::string, std::string> to_encrypted_pem(const SecretKey& key,
                                                         std::string_view passphrase) {
  const ErrorQueueCleaner cleaner;
  if (passphrase.empty()) return Unexpected("the passphrase is empty; give one");
  if (passphrase.size() > kPassphraseBytesMax) {
    return Unexpected("the passphrase is too long; give at most 1,024 bytes");
  }
  auto der = with_prefix(kSecretPrefix, key.seed());
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const Pkcs8 info(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, static_cast<long>(der.size())));
  OPENSSL_cleanse(der.data(), der.size());
  std::array<unsigned char, kSaltBytes> salt{};
  random_bytes(std::as_writable_bytes(std::span(salt)));
  X509_ALGOR* algorithm = PKCS5_pbe2_set_scrypt(EVP_aes_256_cbc(), salt.data(), salt.size(),
                                                nullptr, kScryptN, kScryptR, kScryptP);
  EncryptedPkcs8 sealed;
  if (info && algorithm != nullptr) {
    sealed.reset(PKCS8_set0_pbe(passphrase.data(), static_cast<int>(passphrase.size()), info.get(),
                                algorithm));
  }
  if (!sealed) {  // otherwise `algorithm` is part of it
    X509_ALGOR_free(algorithm);
    return Unexpected("cannot encrypt the key; check that OpenSSL offers scrypt and AES");
  }
  unsigned char* sealed_der = nullptr;
  const int size = i2d_X509_SIG(sealed.get(), &sealed_der);
  if (size <= 0) return Unexpected("cannot encode the encrypted key; try again");
  std::string pem = armour(kEncryptedLabel, std::span(sealed_der, static_cast<std::size_t>(size)));
  OPENSSL_free(sealed_der);
  return pem;
}

std::expected<PublicKey, std::string> parse_public_key_pem(std::string_view pem) {
  const ErrorQueueCleaner cleaner;
  const auto block = PemBlock::parse(pem);
  if (!block) return Unexpected(block.error());
  if (block->label() != kPublicLabel) return Unexpected(wrong_label(block->label(), kPublicLabel));
  const std::span<const unsigned char> der = block->bytes();
  const unsigned char* at = der.data();
  const Spki info(d2i_X509_PUBKEY(nullptr, &at, static_cast<long>(der.size())));
  if (!info || at != der.data() + der.size()) {
    return Unexpected("the public key is damaged; ask its owner for it again");
  }
  ASN1_OBJECT* algorithm = nullptr;
  const unsigned char* bytes = nullptr;
  int size = 0;
  if (X509_PUBKEY_get0_param(&algorithm, &bytes, &size, nullptr, info.get()) != 1 ||
      OBJ_obj2nid(algorithm) != NID_ED25519) {
    return Unexpected(wrong_algorithm(algorithm));
  }
  const auto key =
      PublicKey::parse(std::as_bytes(std::span(bytes, static_cast<std::size_t>(size))));
  if (!key)
    return Unexpected("the public key is not a valid Ed25519 point; ask its owner for another");
  return *key;
}

std::string to_pem(const PublicKey& key) {
  return armour(kPublicLabel, with_prefix(kPublicPrefix, key.bytes()));
}

}  // namespace pledgebook::crypto
