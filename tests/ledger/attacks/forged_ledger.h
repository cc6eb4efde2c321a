// SPDX-License-Identifier: Apache-2.0
// ForgedLedger: a ledger on disk that has statements which nobody admitted, as its operator could
// make one: the chain, the tree, the heads and the log's signature fit, and so do the derived rows.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "ledger/log/derived_state.h"
#include "ledger/log/record/record.h"
#include "ledger/log/store/store.h"
#include "tests/support/ledger_builder.h"
#include "tests/support/temporary_directory.h"

namespace pledgebook::support {

class ForgedLedger {
 public:
  ForgedLedger();

  // Appends the statement without a question. What does not decode is in no stream.
  void append(const ledger::SignedStatement& statement, ledger::RecordedAt recorded_at);
  // Ends the log with a heads record, writes everything, and returns the signed checkpoint.
  [[nodiscard]] std::string seal();

  [[nodiscard]] const ledger::Store& store() const noexcept { return *store_; }

 private:
  ledger::Record next(ledger::RecordedAt recorded_at) const;

  TemporaryDirectory directory_;
  std::unique_ptr<ledger::Store> store_;
  std::unique_ptr<ledger::DerivedState> state_;
  std::vector<std::string> records_;
};

}  // namespace pledgebook::support
