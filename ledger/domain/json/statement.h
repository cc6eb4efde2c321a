// SPDX-License-Identifier: Apache-2.0
// Statement: a signed statement by a party, one of a closed set of kinds (docs/FORMAT.md,
// "Statement"). The signed bytes are kept beside it and never re-encoded from it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "crypto/bytes.h"
#include "crypto/ed25519.h"
#include "ledger/domain/kinds/governance.h"
#include "ledger/domain/kinds/party.h"
#include "ledger/domain/kinds/pledge.h"
#include "ledger/domain/kinds/report.h"
#include "ledger/domain/values/id.h"
#include "ledger/domain/values/refusal.h"
#include "ledger/domain/values/stream.h"
#include "ledger/domain/values/timestamp.h"

namespace pledgebook::ledger {

inline constexpr std::size_t kStatementBytesMax = 32'768;
inline constexpr std::size_t kSignaturesMax = 16;
inline constexpr std::string_view kStatementPayloadType =
    "application/vnd.pledgebook.statement+json";

// Every kind, in the order of domain.md. The position of a kind in the variant is never stored.
using Body =
    std::variant<LedgerCreated, RulesAdopted, LogKeyReplaced, ListPublished, RatesPublished,
                 ObjectiveSet, IndicatorObserved, WitnessPolicyPublished, PartyRegistered,
                 PartyUpdated, PartySuspended, PartyResumed, KeyAdded, KeyReplaced, KeyRevoked,
                 PledgeSubmitted, PledgeRevised, PledgePublished, PledgeReturned, PledgeRejected,
                 PledgeAmended, CorrectionAccepted, CorrectionDeclined, PledgeEndorsed,
                 PledgeWithdrawn, PledgeReinstated, NoticeGiven, PledgeLapsed, PledgeSuperseded,
                 ReportSubmitted, ReportReviewed, FulfilmentDetermined, FulfilmentReversed,
                 AttestationGiven, AttestationWithdrawn, MessagePosted, MatchProposed,
                 MatchAccepted>;

// The newest checkpoint that the signer had verified: evidence if the log forks.
struct Anchor {
  crypto::Hash root;
  Size size{};
  friend bool operator==(const Anchor&, const Anchor&) = default;
};

struct Statement {
  std::string
      ledger;  // origin, '#', 32 hex digits of ledger.created's sid; there, the origin alone
  StreamId stream;
  Instant at{};
  std::optional<Sid> prev;       // the stream's last statement; none for its first
  std::vector<PartyId> signers;  // ascending
  std::optional<Anchor> anchor;
  Body body;

  [[nodiscard]] std::string_view kind() const noexcept;
};

// The kinds' names, in the order of Body.
[[nodiscard]] std::vector<std::string_view> statement_kinds();

// The on-behalf fields of a registrar's statement, if this kind can have them.
[[nodiscard]] const OnBehalf* behalf_of(const Body& body) noexcept;

// Whether a registrar says it on a member's behalf.
[[nodiscard]] bool is_entered(const Statement& statement) noexcept;
// Whether members say statements of this kind, about their own pledges.
[[nodiscard]] bool is_by_members(const Body& body) noexcept;

// Reads a statement from bytes that must be canonical. Admission, audit and views all use it.
[[nodiscard]] Admitted<Statement> decode_statement(std::string_view payload);
// The same for a record's payload, without the check of canonical form that its admission made.
[[nodiscard]] Admitted<Statement> decode_admitted_statement(std::string_view payload);
// The canonical bytes that a signer signs.
[[nodiscard]] std::string encode_statement(const Statement& statement);
// The JSON of a body alone.
[[nodiscard]] boost::json::object write_body(const Body& body);
// Reads a body of a kind from JSON, pointers starting at `/body`.
[[nodiscard]] Admitted<Body> read_body(std::string_view kind, const boost::json::value& json);

// The statement's identity: H(DSSE PAE of the payload).
[[nodiscard]] Sid statement_id(std::string_view payload);

// The index streams of a statement, besides its own stream: `by/<signer>`, `of/<owner>`,
// `area/<focus area>` (docs/FORMAT.md, "Streams and heads").
[[nodiscard]] std::vector<std::string> index_streams(const Statement& statement);

// The owner of a pledge: `on_behalf_of`, else the one signer that `partners[].party` does not name.
// Nothing if there is no such signer, or more than one.
[[nodiscard]] std::optional<PartyId> pledge_owner(const PledgeBody& pledge,
                                                  const std::vector<PartyId>& signers);

}  // namespace pledgebook::ledger
