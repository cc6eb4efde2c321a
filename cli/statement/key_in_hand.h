// SPDX-License-Identifier: Apache-2.0
// KeyInHand: a secret key that was given to a command, and its holder in the ledger. Which keys
// sign a statement: choose_keys.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/book/book.h"
#include "cli/shell/outcome.h"
#include "cli/shell/passphrase.h"
#include "crypto/ed25519.h"
#include "ledger/domain/values/id.h"

namespace pledgebook::cli {

struct KeyInHand {
  std::string path;
  crypto::SecretKey key;
  ledger::KeyId id;
  std::optional<KeyHolder> holder;  // none: the ledger does not know the key

  // Whether the key may sign for a party of the ledger now, and is not a root key.
  [[nodiscard]] bool is_active() const { return holder && holder->active && !holder->root; }
  [[nodiscard]] bool is_active_root() const { return holder && holder->active && holder->root; }
  [[nodiscard]] bool may(ledger::Role role) const;
};

// Reads one key file; asks for a passphrase if it is encrypted: the source, else the environment,
// else the terminal. Warns if others can read the file.
[[nodiscard]] Outcome<KeyInHand> read_key(const std::string& path, const PassphraseSource& source);

// The public key, from a secret or a public key file.
struct EitherKey {
  crypto::PublicKey public_key;
  std::optional<KeyInHand> in_hand;  // if the file has the secret key
};
[[nodiscard]] Outcome<EitherKey> read_either(const std::string& path,
                                             const PassphraseSource& source);

// Reads the files and asks the book for the keys' holders. `brought`: a key that was read before
// and signs too. A usage failure if a key is given twice.
[[nodiscard]] Outcome<std::vector<KeyInHand>> read_keys(
    Book& book, const std::vector<std::string>& paths, const PassphraseSource& source,
    std::optional<KeyInHand> brought = std::nullopt);

}  // namespace pledgebook::cli
