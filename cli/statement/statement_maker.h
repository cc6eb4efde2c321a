// SPDX-License-Identifier: Apache-2.0
// StatementMaker: the one path from a draft to a signed statement, for every command and every line
// of an import: keys by role, signers, predecessor in the stream, canonical bytes, signatures.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "cli/statement/choose_keys.h"
#include "cli/statement/draft.h"
#include "cli/statement/key_in_hand.h"
#include "ledger/domain/json/envelope.h"
#include "ledger/domain/values/refusal.h"

namespace pledgebook::cli {

// A statement without signatures.
struct PreparedStatement {
  std::string payload;
  Signing signing;
};

struct MadeStatement {
  ledger::SignedStatement signed_statement;
  Signing signing;
};

// Any thread: it does not change after construction.
class StatementMaker {
 public:
  // The keys outlive this object.
  StatementMaker(std::string ledger, std::span<const KeyInHand> keys)
      : ledger_(std::move(ledger)), keys_(keys) {}

  // The statement as the one after `prev` in its stream, with the signatures of the given keys.
  // Refuses if no key fits or the statement is too large.
  [[nodiscard]] ledger::Admitted<MadeStatement> make(const Draft& draft,
                                                     const std::optional<ledger::Sid>& prev) const;
  // The same without signing.
  [[nodiscard]] ledger::Admitted<PreparedStatement> prepare(
      const Draft& draft, const std::optional<ledger::Sid>& prev) const;

 private:
  std::string ledger_;
  std::span<const KeyInHand> keys_;
};

}  // namespace pledgebook::cli
