// SPDX-License-Identifier: Apache-2.0
// Makes the exports of tests/vectors/exports.json: from a ledger with a statement of nearly every
// kind, one export for each selection. Each run makes the same bytes.
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

// Adds statements of nearly every kind to a ledger that has begun. It has three pledges: p-1 of
// "gha-gov", whose completion is claimed; p-2 of "tgo-gov", superseded; p-3 of "ken-gov", rejected.
// "gha-gov" and "ken-gov" sign with "gha-gov-2" and "ken-gov-2" from then on.
void add_events(LedgerBuilder& ledger);
// The ledger's statements up to its first checkpoint; the second covers one more.
[[nodiscard]] LedgerBuilder eventful_ledger();
[[nodiscard]] std::vector<ExportExample> export_examples();
// A reader's policy: the test log, two witnesses, one of them an auditor.
[[nodiscard]] std::string export_examples_policy();

}  // namespace pledgebook::support
