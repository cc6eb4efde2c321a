// SPDX-License-Identifier: Apache-2.0
// Rules: what may be recorded, and by whom (domain.md, "Statement kinds"; docs/FORMAT.md, "Rules
// 1"). Pure functions of the registry before the statement's index. Rule sets are versioned: record
// i is judged by the rules in force before it, and a shipped rule set never changes.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "ledger/domain/rules/fold.h"
#include "ledger/domain/values/refusal.h"

namespace pledgebook::ledger {

inline constexpr std::uint32_t kRulesNewest = 1;
// The most reports on one pledge; more are refused, so that no stream grows without bound.
inline constexpr std::size_t kReportsMax = 4'096;

// Whether a statement is for the ledger of this name ("" before ledger.created): what can be
// checked before its signatures. check_rules checks it too.
[[nodiscard]] std::optional<Refusal> check_ledger(const Statement& statement,
                                                  const std::string& ledger);

// Whether the entry has the signatures that its kind requires, each by an active key that holds the
// role: exactly one a signer, and the additional ones of key.added, fulfilment.reversed and
// ledger.created. The signatures themselves are verified before (signatures.h).
[[nodiscard]] Admitted<void> check_rights(Registry& registry, const Entry& entry);

// Whether the statement is for this ledger and stream, and its body obeys its kind's rules. Call it
// after check_rights. The sequencer checks that `prev` is the stream's head.
[[nodiscard]] Admitted<void> check_rules(Registry& registry, const Entry& entry);

// Only the rules that need no more than the statement and its own stream: ledger, stream and time.
// For callers that do not have all parties and pledges.
[[nodiscard]] Admitted<void> check_stream_rules(Registry& registry, const Entry& entry);

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
