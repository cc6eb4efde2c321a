// SPDX-License-Identifier: Apache-2.0
// The exports of tests/vectors/exports.json, made: of a ledger that holds a statement of nearly
// every kind, one export of each selection that a reader can ask for. Each run makes the same
// bytes.
#pragma once

#include <string>
#include <vector>

#include "ledger/proof/export/selection.h"
#include "tests/support/ledger_builder.h"

namespace pledgebook::support {

struct ExportExample {
  std::string name;
  ledger::Selection selection;
  std::string text;
};

// Its statements up to its first checkpoint; the second covers one more.
[[nodiscard]] LedgerBuilder eventful_ledger();
[[nodiscard]] std::vector<ExportExample> export_examples();
// What a reader of them pins: the test log, two witnesses, one of them an auditor.
[[nodiscard]] std::string export_examples_policy();

}  // namespace pledgebook::support
