// SPDX-License-Identifier: Apache-2.0
// Attack: a statement that an insider makes against the rules, and everybody who refuses it:
// admission, the audit of a log that was forged to hold it, and the verification of its exports.
#pragma once

#include <string_view>

#include "tests/support/ledger_builder.h"

namespace pledgebook::support {

// What an export of one stream can show: every fault of rights, but not a pledge's rules that need
// other pledges and parties. An export of the whole log shows all.
enum class ShownBy { every_export, whole_log };

// Fails the test unless all of them refuse the draft as the next statement of `builder`, by this
// code.
void check_attack(LedgerBuilder& builder, const Draft& draft, std::string_view code,
                  ShownBy shown_by = ShownBy::every_export);

// furnished_ledger with published pledges "p-1" of gha-gov and "p-2" of ken-gov, and the party
// "nor-gov": a member that reviews and audits too, with keys "nor-gov", "nor-reviewer",
// "nor-auditor".
[[nodiscard]] LedgerBuilder ledger_under_attack();

// The statement as another party makes it, with this key.
[[nodiscard]] Draft by_other(Draft draft, std::string_view party, std::string_view key);

}  // namespace pledgebook::support
