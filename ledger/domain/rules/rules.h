// SPDX-License-Identifier: Apache-2.0
// Rules: what may be recorded, by whom (domain.md, "Statement kinds"; docs/FORMAT.md, "Rules 1").
// Pure functions of the registry below the statement's index. Rule sets are versioned: record i is
// judged by the rules in force at a lower index, and a shipped rule set never changes.
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
// A pledge holds at most so many reports; what stands beyond is refused, so that no stream grows
// without bound.
inline constexpr std::size_t kReportsMax = 4'096;

// Whether a statement is for the ledger of this name, which is "" before the ledger has begun: as
// much as can be said before its signatures are looked at. check_rules asks it too.
[[nodiscard]] std::optional<Refusal> check_ledger(const Statement& statement,
                                                  const std::string& ledger);

// Whether the entry's signatures are the ones that its kind asks for, each by a key that is active
// and holds the role: exactly one a signer, and the ones that key.added, fulfilment.reversed and
// ledger.created ask for besides. That each signature verifies is checked before (signatures.h).
[[nodiscard]] Admitted<void> check_rights(Registry& registry, const Entry& entry);

// Whether the statement is for this ledger and stream, and its body obeys its kind's rules. Asked
// after check_rights. That `prev` is the stream's head is the sequencer's to check.
[[nodiscard]] Admitted<void> check_rules(Registry& registry, const Entry& entry);

// Those of the rules that look at the statement and its own stream alone: that it was made for this
// ledger and belongs in this stream, in time. For whoever does not have all parties and pledges.
[[nodiscard]] Admitted<void> check_stream_rules(Registry& registry, const Entry& entry);

// A code by which a statement may be refused.
struct RefusalCode {
  std::string_view code;
  std::string_view meaning;
  // True: the signer has no right to this, whatever the body says (HTTP 403). False: the statement
  // itself is at fault (422).
  bool about_rights = false;
};
// Every code, by subject; docs/API.md lists them.
[[nodiscard]] std::span<const RefusalCode> refusal_codes() noexcept;
[[nodiscard]] bool is_about_rights(std::string_view code) noexcept;

}  // namespace pledgebook::ledger
