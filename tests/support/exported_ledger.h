// SPDX-License-Identifier: Apache-2.0
// ExportedLedger: a ledger on disk whose checkpoints a test signs itself, its exports, and their
// verdicts with the log's key pinned.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "ledger/proof/checkpoint.h"
#include "ledger/proof/export/export_basis.h"
#include "ledger/proof/export/selection.h"
#include "ledger/proof/verify/verdict.h"
#include "ledger/proof/witness_policy.h"
#include "tests/support/ledger_builder.h"
#include "tests/support/test_ledger.h"

namespace pledgebook::support {

// The key of the test log, with the name `kTestOrigin`; the key of a witness with this name.
[[nodiscard]] crypto::VerifierKey log_verifier_key();
[[nodiscard]] crypto::VerifierKey witness_verifier_key(std::string_view name);
// The checkpoint signed by the test log's key.
[[nodiscard]] std::string sign_note(const ledger::Checkpoint& checkpoint);
// The note with one more signature: a witness's, at a second since 1970.
[[nodiscard]] std::string cosign_note(const std::string& note, std::string_view witness,
                                      std::int64_t second);

// A policy that trusts the test log and requires no witness.
[[nodiscard]] ledger::WitnessPolicy log_policy();

// An export's text, of the checkpoint in `note`.
[[nodiscard]] std::string export_text(const ledger::Store& store, const std::string& note,
                                      const ledger::Selection& selection);
// The text of a compressed export; fails the test if it can't be read.
[[nodiscard]] std::string unpacked(std::string_view packed);
[[nodiscard]] ledger::Selection selection_of(std::string_view stream);
[[nodiscard]] ledger::Verdict verdict_on(std::string_view text,
                                         const ledger::WitnessPolicy& policy);
[[nodiscard]] ledger::Verdict verdict_on(std::string_view text);
// A verdict as text, for messages of failing tests.
[[nodiscard]] std::string text_of(const ledger::Verdict& verdict);

struct ExportedLedger {
  explicit ExportedLedger(LedgerBuilder statements) : builder(std::move(statements)) {}

  // Sends the builder's statements that were not sent yet, none before its time, and seals. Returns
  // the signed checkpoint.
  [[nodiscard]] std::string release();
  // The same, and an export of it.
  [[nodiscard]] std::string release_and_export(const ledger::Selection& selection) {
    const std::string note = release();
    return export_text(*test.store, note, selection);
  }

  LedgerBuilder builder;
  TestLedger test;
  std::size_t sent = 0;
};

}  // namespace pledgebook::support
