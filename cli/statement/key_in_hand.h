// SPDX-License-Identifier: Apache-2.0
// KeyInHand: a secret key that was given to a command, and its holder in the ledger; and the choice
// of the keys that must sign a statement.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cli/book/book.h"
#include "cli/shell/outcome.h"
#include "cli/statement/draft.h"
#include "crypto/ed25519.h"
#include "ledger/domain/values/id.h"
#include "ledger/domain/values/refusal.h"

namespace pledgebook::cli {

struct KeyInHand {
  std::string path;
  crypto::SecretKey key;
  ledger::KeyId id;
  std::optional<KeyHolder> holder;  // none: the ledger does not know the key

  // Whether the key may sign for a party of the ledger now, and is not a root key.
  [[nodiscard]] bool is_active() const { return holder && holder->active && !holder->root; }
  [[nodiscard]] bool may(ledger::Role role) const;
};

// Reads one key file; asks for a passphrase if it is encrypted: `passphrase_file`, else the
// environment, else the terminal.
[[nodiscard]] Outcome<KeyInHand> read_key(const std::string& path,
                                          const std::optional<std::string>& passphrase_file);

// The public key, from a secret or a public key file.
struct EitherKey {
  crypto::PublicKey public_key;
  bool is_secret = false;  // the file has the secret key
};
[[nodiscard]] Outcome<EitherKey> read_either(const std::string& path,
                                             const std::optional<std::string>& passphrase_file);

// Reads the files and asks the book for the keys' holders. A usage failure if a file is given
// twice.
[[nodiscard]] Outcome<std::vector<KeyInHand>> read_keys(
    Book& book, const std::vector<std::string>& paths,
    const std::optional<std::string>& passphrase_file);

// The signers of a statement, and their keys.
struct Signing {
  std::vector<ledger::PartyId> signers;  // ascending
  std::vector<const KeyInHand*> keys;    // in no order
  std::vector<ledger::PartyId> missing;  // signers of whom no key was given
  bool lacks_new_key = false;            // key.added: the new key must sign too, and was not given
};

// Chooses by the keys' roles and the kind (domain.md, "Statement kinds"). Refuses with
// `key_missing`, and says which role or party no given key has. Whether the signers have the right
// is the ledger's decision (rights).
[[nodiscard]] ledger::Admitted<Signing> choose_keys(const Draft& draft,
                                                    std::span<const KeyInHand> keys);

}  // namespace pledgebook::cli
