// SPDX-License-Identifier: Apache-2.0
#include "cli/log_key.h"

#include <system_error>

#include "crypto/key_file.h"

namespace pledgebook::cli {

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
