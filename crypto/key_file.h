// SPDX-License-Identifier: Apache-2.0
// Keys as other programs write them: PKCS#8 and SubjectPublicKeyInfo in PEM (RFC 8410, RFC 7468),
// so that openssl, Python, Go and WebCrypto can read our keys, and we can read theirs.
//
// The unexpected value is a sentence for a person: what is wrong and what to do. It never contains
// a part of the key or the passphrase. Returned PEM of a secret key is secret too: the caller wipes
// or shows it. Any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <string>
#include <string_view>

#include "crypto/ed25519.h"

namespace pledgebook::crypto {

// Longer files and texts are refused unread; an Ed25519 key needs a few hundred bytes.
inline constexpr std::size_t kKeyFileBytesMax = 16'384;
inline constexpr std::size_t kPassphraseBytesMax = 1'024;

// Whether the first PEM block of `pem` is an ENCRYPTED PRIVATE KEY, so that a passphrase is needed.
[[nodiscard]] bool is_encrypted_pem(std::string_view pem) noexcept;

// Text before the PEM block is allowed (RFC 7468 section 2), after it only white space. The
// passphrase of a key that is not encrypted is ignored.
[[nodiscard]] std::expected<SecretKey, std::string> parse_secret_key_pem(
    std::string_view pem, std::string_view passphrase);
[[nodiscard]] std::string to_pem(const SecretKey& key);
// An encrypted key that asks for more rounds of PBKDF2 is refused: it would keep a processor busy
// for minutes. OpenSSL has a limit of its own for scrypt.
inline constexpr std::int64_t kPbkdf2RoundsMax = 10'000'000;
// PBES2 with AES-256-CBC under scrypt (N = 16,384, r = 8, p = 5: the memory that openssl allows by
// default). Refuses an empty or too long passphrase.
[[nodiscard]] std::expected<std::string, std::string> to_encrypted_pem(const SecretKey& key,
                                                                       std::string_view passphrase);

[[nodiscard]] std::expected<PublicKey, std::string> parse_public_key_pem(std::string_view pem);
[[nodiscard]] std::string to_pem(const PublicKey& key);

// A key file's text, and whether the file's mode lets others than its owner read it.
struct KeyFileText {
  std::string pem;  // may be a secret: its owner must wipe it
  bool others_may_read = false;
};
// Only of a regular file: a pipe or a device could block for ever. Messages begin with the path.
[[nodiscard]] std::expected<KeyFileText, std::string> read_key_file(
    const std::filesystem::path& path);
[[nodiscard]] std::expected<SecretKey, std::string> read_secret_key(
    const std::filesystem::path& path, std::string_view passphrase);
// Not encrypted if the passphrase is empty. The file is new (an existing one is never overwritten),
// readable by its owner only (mode 0600) and on disk, with its directory entry, when this returns.
// On failure no file is left behind.
[[nodiscard]] std::expected<void, std::string> write_secret_key(const std::filesystem::path& path,
                                                                const SecretKey& key,
                                                                std::string_view passphrase);

}  // namespace pledgebook::crypto
