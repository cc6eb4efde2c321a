// SPDX-License-Identifier: Apache-2.0
// ChooseKeys: which of the keys in hand sign a statement.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "cli/statement/draft.h"
#include "cli/statement/key_in_hand.h"
#include "ledger/domain/values/id.h"
#include "ledger/domain/values/refusal.h"

namespace pledgebook::cli {

// The signers of a statement, their keys, and what is still missing.
struct Signing {
  std::vector<ledger::PartyId> signers;  // ascending
  std::vector<const KeyInHand*> keys;    // in no order
  std::vector<ledger::PartyId> missing;  // signers of whom no key was given
  std::size_t root_keys_missing = 0;     // so many more root keys must sign
  bool lacks_new_key = false;            // the key that is added must sign too, and was not given

  [[nodiscard]] bool is_complete() const {
    return missing.empty() && root_keys_missing == 0 && !lacks_new_key;
  }
};

// Chooses by the keys' roles and the kind (domain.md, "Statement kinds"). Root keys that are given
// sign wherever the kind takes them, as many as the quorum asks for. Refuses with `key_missing`,
// and says which role or party no given key has. Whether the signers have the right is the ledger's
// decision (ledger/domain/rules/rights*).
[[nodiscard]] ledger::Admitted<Signing> choose_keys(const Draft& draft,
                                                    std::span<const KeyInHand> keys);

}  // namespace pledgebook::cli
