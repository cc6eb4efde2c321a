// SPDX-License-Identifier: Apache-2.0
// Fold: how one admitted statement changes the registry. It changes only the registry: no clock, no
// randomness, no I/O; the same records give the same registry everywhere, for admission, audit and
// read models alike.
#pragma once

#include <span>

#include "ledger/domain/json/envelope.h"
#include "ledger/domain/json/statement.h"
#include "ledger/domain/rules/registry.h"

namespace pledgebook::ledger {

// A statement at its index in the log: the input of rules and of fold.
struct Entry {
  const Statement& statement;
  const Sid& sid;
  std::span<const KeySignature> signatures;
  Index index{};
  RecordedAt recorded_at{};
};

// `entry` was admitted: rights and rules hold.
void fold(Registry& registry, const Entry& entry);

// The pledge's state after a report of this stage.
[[nodiscard]] Lifecycle after_report(Lifecycle state, Stage stage) noexcept;

}  // namespace pledgebook::ledger
