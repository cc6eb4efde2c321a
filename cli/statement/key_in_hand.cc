// SPDX-License-Identifier: Apache-2.0
#include "cli/statement/key_in_hand.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

#include "crypto/key_file.h"

namespace pledgebook::cli {
namespace {

struct KeyText {
  Secret pem;
  bool others_may_read = false;
};

Outcome<KeyText> read_text(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::exists(path, error) && !error)
    return not_found(fmt::format("{}: there is no such file", path));
  auto text = crypto::read_key_file(path);
  if (!text) return unavailable(std::move(text).error());
  return KeyText{Secret(std::move(text->pem)), text->others_may_read};
}

Outcome<KeyInHand> key_of(const std::string& path, const KeyText& text,
                          const PassphraseSource& source) {
  Secret passphrase;
  if (crypto::is_encrypted_pem(text.pem.text())) {
    LEDGER_TRY(auto given, given_passphrase(source));
    LEDGER_TRY(passphrase, given ? Outcome<Secret>(*std::move(given))
                                 : ask_passphrase(fmt::format("passphrase of {}: ", path)));
  }
  auto key = crypto::parse_secret_key_pem(text.pem.text(), passphrase.text());
  if (!key) return usage(fmt::format("{}: {}", path, key.error()));
  if (text.others_may_read) {
    fmt::print(stderr, "pledgebook: warning: others can read {}, a secret key: run  chmod 600 {}\n",
               path, path);
  }
  const ledger::KeyId id{key->public_key().id()};
  return KeyInHand{path, *std::move(key), id, std::nullopt};
}

Outcome<void> add_key(Book& book, KeyInHand key, std::vector<KeyInHand>& keys) {
  for (const KeyInHand& other : keys) {
    if (other.id == key.id)
      return usage(fmt::format("{} and {} are the same key: give it once", other.path, key.path));
  }
  LEDGER_TRY(key.holder, book.holder(key.id));
  keys.push_back(std::move(key));
  return {};
}

}  // namespace

bool KeyInHand::may(ledger::Role role) const {
  return is_active() && std::ranges::find(holder->roles, role) != holder->roles.end();
}

Outcome<KeyInHand> read_key(const std::string& path, const PassphraseSource& source) {
  LEDGER_TRY(const KeyText text, read_text(path));
  return key_of(path, text, source);
}

Outcome<EitherKey> read_either(const std::string& path, const PassphraseSource& source) {
  LEDGER_TRY(const KeyText text, read_text(path));
  if (const auto key = crypto::parse_public_key_pem(text.pem.text()))
    return EitherKey{*key, std::nullopt};
  LEDGER_TRY(KeyInHand key, key_of(path, text, source));
  return EitherKey{key.key.public_key(), std::move(key)};
}

Outcome<std::vector<KeyInHand>> read_keys(Book& book, const std::vector<std::string>& paths,
                                          const PassphraseSource& source,
                                          std::optional<KeyInHand> brought) {
  std::vector<KeyInHand> keys;
  for (const std::string& path : paths) {
    LEDGER_TRY(KeyInHand key, read_key(path, source));
    LEDGER_CHECK(add_key(book, std::move(key), keys));
  }
  if (brought) LEDGER_CHECK(add_key(book, *std::move(brought), keys));
  return keys;
}

}  // namespace pledgebook::cli
