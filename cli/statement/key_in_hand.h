// SPDX-License-Identifier: Apache-2.0
// KeyInHand: a secret key that a command was given, and whose the ledger says it is; and which of
// several must sign a statement.
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
  std::optional<KeyHolder> holder;  // none: the ledger does not know it

  // A key that may sign for the ledger's parties now, other than a root key.
  [[nodiscard]] bool is_active() const { return holder && holder->active && !holder->root; }
  [[nodiscard]] bool may(ledger::Role role) const;
};

// Reads one key file, asking for a passphrase where the file is encrypted: `passphrase_file`, else
// the environment, else the terminal.
[[nodiscard]] Outcome<KeyInHand> read_key(const std::string& path,
                                          const std::optional<std::string>& passphrase_file);

// The public half, from a file of either half.
struct EitherKey {
  crypto::PublicKey public_key;
  bool is_secret = false;  // the file's
};
[[nodiscard]] Outcome<EitherKey> read_either(const std::string& path,
                                             const std::optional<std::string>& passphrase_file);

// Reads the files and asks the book whose the keys are. A usage failure for a file given twice.
[[nodiscard]] Outcome<std::vector<KeyInHand>> read_keys(
    Book& book, const std::vector<std::string>& paths,
    const std::optional<std::string>& passphrase_file);

// Who signs a statement, and with which keys.
struct Signing {
  std::vector<ledger::PartyId> signers;  // ascending
  std::vector<const KeyInHand*> keys;    // in no order
  std::vector<ledger::PartyId> missing;  // signers none of whose keys is in hand
  bool lacks_new_key = false;            // key.added: the new key must sign too, and is not here
};

// Chooses by the roles of the keys, and by what the kind asks for (domain.md, "Statement kinds").
// Refuses `key_missing`, saying which role or party no key in hand has. Whether the set is right is
// for the ledger to say: rights.
[[nodiscard]] ledger::Admitted<Signing> choose_keys(const Draft& draft,
                                                    std::span<const KeyInHand> keys);

}  // namespace pledgebook::cli
