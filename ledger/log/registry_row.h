// SPDX-License-Identifier: Apache-2.0
// The registry's rows in table `registry`. A key begins with a letter for the row's type.
//
//   "g" …               governance: governance_row.h
//   "p" party id        Party
//   "k" 32 key id       Key
//   "l" pledge id       PledgeState
//   "m" 32 sid          Proposal
//   "e" stream id       StreamEnd
//   "s" 32 sid          EarlierStatement
//   "a" stream " " party id   Allowance
//
// A value that does not decode is damaged, or of another schema (derived_state.h): nothing is
// returned, and the rows must be rebuilt from the records.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ledger/domain/rules/registry.h"
#include "ledger/log/governance_row.h"
#include "ledger/log/store/store.h"

namespace pledgebook::ledger {

inline constexpr std::string_view kKeyRowPrefix = "k";
inline constexpr std::string_view kPartyRowPrefix = "p";

[[nodiscard]] std::string registry_row_key(const PartyId& id);
[[nodiscard]] std::string registry_row_key(const KeyId& id);
[[nodiscard]] std::string registry_row_key(const PledgeId& id);
[[nodiscard]] std::string proposal_row_key(const Sid& sid);
[[nodiscard]] std::string registry_row_key(const StreamId& stream);
[[nodiscard]] std::string earlier_row_key(const Sid& sid);
[[nodiscard]] std::string registry_row_key(const Speaker& speaker);

[[nodiscard]] Row registry_row(const Party& party);
[[nodiscard]] Row registry_row(const Key& key);
[[nodiscard]] Row registry_row(const PledgeState& pledge);
[[nodiscard]] Row registry_row(const Proposal& proposal);
[[nodiscard]] Row registry_row(const StreamEnd& end);
[[nodiscard]] Row registry_row(const EarlierStatement& earlier);
[[nodiscard]] Row registry_row(const Allowance& allowance);

[[nodiscard]] std::optional<Party> decode_party(std::string_view value);
[[nodiscard]] std::optional<Key> decode_key(std::string_view value);
[[nodiscard]] std::optional<PledgeState> decode_pledge(std::string_view value);
[[nodiscard]] std::optional<Proposal> decode_proposal(std::string_view value);
[[nodiscard]] std::optional<StreamEnd> decode_stream_end(std::string_view value);
[[nodiscard]] std::optional<EarlierStatement> decode_earlier(std::string_view value);
[[nodiscard]] std::optional<Allowance> decode_allowance(std::string_view value);

}  // namespace pledgebook::ledger
