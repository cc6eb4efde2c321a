// SPDX-License-Identifier: Apache-2.0
// Rules: what may be recorded, and by whom (domain.md, "Statement kinds"; docs/FORMAT.md, "Rules
// 1"). Pure functions of the registry before the statement's index, by the rule set that is in
// force there (rule_set.h); `rules_unknown` for one that is not known.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "ledger/domain/rules/fold.h"
#include "ledger/domain/rules/rule_set.h"
#include "ledger/domain/values/refusal.h"

namespace pledgebook::ledger {

// The most reports on one pledge; more are refused, so that no stream grows without bound.
inline constexpr std::size_t kReportsMax = 4'096;

// Whether a statement is for the ledger of this name ("" before ledger.created): what can be
// checked before its signatures. check_rules checks it too.
[[nodiscard]] std::optional<Refusal> check_ledger(const Statement& statement,
                                                  const std::string& ledger);

// Whether `prev` is the stream's last statement or, in key.revoked and in all that root keys sign,
// any earlier one of the stream: no flood of statements keeps these out. False for a statement that
// the ledger has already.
[[nodiscard]] bool is_prev_allowed(Registry& registry, const Entry& entry);
// The same as a refusal: `prev_not_head` at "/prev".
[[nodiscard]] Admitted<void> check_prev(Registry& registry, const Entry& entry);

// Whether the entry has the signatures that its kind requires, each by an active key that holds the
// role: exactly one a signer, and the additional ones of key.added, fulfilment.reversed and
// ledger.created. The signatures themselves are verified before (signatures.h).
[[nodiscard]] Admitted<void> check_rights(Registry& registry, const Entry& entry,
                                          RuleSets known = rule_sets());

// Whether the statement is for this ledger and stream, and its body obeys its kind's rules. Call it
// after check_rights. Whether `prev` fits is another question: is_prev_allowed.
[[nodiscard]] Admitted<void> check_rules(Registry& registry, const Entry& entry,
                                         RuleSets known = rule_sets());

// Only the rules that need no more than the statement and its own stream: ledger, stream and time.
// For callers that do not have all parties and pledges.
[[nodiscard]] Admitted<void> check_stream_rules(Registry& registry, const Entry& entry);

// Whether the entry is admissible at its position: its `prev`, then its rights, then its rules.
// Signatures are not verified.
[[nodiscard]] Admitted<void> check_entry(Registry& registry, const Entry& entry,
                                         RuleSets known = rule_sets());

// A code by which a statement may be refused.
struct RefusalCode {
  std::string_view code;
  std::string_view meaning;
  // True: the signer may not make this statement, whatever its body (HTTP 403). False: the
  // statement is wrong (422).
  bool about_rights = false;
};
// Every code, by subject; docs/API.md lists them.
[[nodiscard]] std::span<const RefusalCode> refusal_codes() noexcept;
[[nodiscard]] bool is_about_rights(std::string_view code) noexcept;

}  // namespace pledgebook::ledger
