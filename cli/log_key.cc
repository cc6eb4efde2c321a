// SPDX-License-Identifier: Apache-2.0
#include "cli/log_key.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "crypto/base64.h"
#include "crypto/hex.h"
#include "crypto/key_file.h"
#include "crypto/sha256.h"

namespace pledgebook::cli {
namespace {

constexpr std::size_t kKeyIdBytes = 4;
constexpr std::byte kEd25519{0x01};  // signed-note's signature type

}  // namespace

std::string verifier_key(std::string_view name, const crypto::PublicKey& key) {
  std::array<std::byte, 1 + crypto::PublicKey::kSize> typed{};
  typed[0] = kEd25519;
  std::ranges::copy(key.bytes(), typed.begin() + 1);
  const crypto::Hash id =
      crypto::sha256({crypto::as_bytes(name), crypto::as_bytes("\n"), crypto::Bytes(typed)});
  const crypto::Bytes short_id = crypto::Bytes(id.bytes).first(kKeyIdBytes);
  return std::string(name) + "+" + crypto::to_hex(short_id) + "+" + crypto::to_base64(typed);
}

Outcome<crypto::SecretKey> make_log_key(const std::filesystem::path& directory) {
  const std::filesystem::path path = directory / kLogKeyFile;
  std::error_code error;
  if (!std::filesystem::exists(path, error)) {
    const auto key = crypto::SecretKey::generate();
    if (const auto written = crypto::write_secret_key(path, key, {}); !written) {
      return unavailable(written.error());
    }
  }
  auto key = crypto::read_secret_key(path, {});
  if (!key) return unavailable(key.error());
  return *std::move(key);
}

}  // namespace pledgebook::cli
