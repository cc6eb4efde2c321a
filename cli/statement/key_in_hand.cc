// SPDX-License-Identifier: Apache-2.0
#include "cli/statement/key_in_hand.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cli/shell/input_file.h"
#include "cli/shell/passphrase.h"
#include "crypto/key_file.h"

namespace pledgebook::cli {

bool KeyInHand::may(ledger::Role role) const {
  return is_active() && std::ranges::find(holder->roles, role) != holder->roles.end();
}

Outcome<KeyInHand> read_key(const std::string& path,
                            const std::optional<std::string>& passphrase_file) {
  LEDGER_TRY(const std::string pem, read_whole(path, crypto::kKeyFileBytesMax));
  Secret passphrase;
  if (crypto::is_encrypted_pem(pem)) {
    LEDGER_TRY(auto given, passphrase_from_file(passphrase_file));
    LEDGER_TRY(passphrase, given ? Outcome<Secret>(*std::move(given))
                                 : ask_passphrase(fmt::format("passphrase of {}: ", path)));
  }
  auto key = crypto::read_secret_key(path, passphrase.text());
  if (!key) return usage(key.error());
  const ledger::KeyId id{key->public_key().id()};
  return KeyInHand{path, *std::move(key), id, std::nullopt};
}

Outcome<EitherKey> read_either(const std::string& path,
                               const std::optional<std::string>& passphrase_file) {
  LEDGER_TRY(const std::string pem, read_whole(path, crypto::kKeyFileBytesMax));
  if (const auto key = crypto::parse_public_key_pem(pem)) return EitherKey{*key, false};
  LEDGER_TRY(const KeyInHand key, read_key(path, passphrase_file));
  return EitherKey{key.key.public_key(), true};
}

Outcome<std::vector<KeyInHand>> read_keys(Book& book, const std::vector<std::string>& paths,
                                          const std::optional<std::string>& passphrase_file) {
  std::vector<KeyInHand> keys;
  for (const std::string& path : paths) {
    LEDGER_TRY(KeyInHand key, read_key(path, passphrase_file));
    for (const KeyInHand& other : keys) {
      if (other.id == key.id) {
        return usage(fmt::format("{} and {} are the same key: give it once", other.path, path));
      }
    }
    LEDGER_TRY(key.holder, book.holder(key.id));
    keys.push_back(std::move(key));
  }
  return keys;
}

}  // namespace pledgebook::cli
