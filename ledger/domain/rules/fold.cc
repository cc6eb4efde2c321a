// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/rules/fold.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <utility>
#include <vector>

#include "ledger/domain/json/canonical_json.h"
#include "ledger/domain/rules/amended_body.h"
#include "ledger/domain/rules/fold_keys.h"

namespace pledgebook::ledger {
namespace {

namespace json = boost::json;

std::vector<KeyId> keys_of(const Entry& entry) {
  std::vector<KeyId> keys;
  for (const KeySignature& signature : entry.signatures) keys.push_back(signature.key);
  return keys;
}

template <class T>
bool contains(const std::vector<T>& items, const T& item) noexcept {
  return std::ranges::find(items, item) != items.end();
}

// Applies one statement; one overload a kind.
class Folder {
 public:
  Folder(Registry& registry, const Entry& entry) : registry_(registry), entry_(entry) {}

  void operator()(const LedgerCreated& b);
  void operator()(const RulesAdopted& b) { registry_.edit_governance().rules = b.rules; }
  void operator()(const LogKeyReplaced& b) {
    Governance& governance = registry_.edit_governance();
    governance.earlier_log_keys.push_back(std::exchange(governance.log_key, b.log_key));
  }
  void operator()(const ListPublished& b) {
    registry_.edit_governance().lists.push_back({publicity(), b});
  }
  void operator()(const RatesPublished& b) {
    registry_.edit_governance().rates.push_back({publicity(), b});
  }
  void operator()(const ObjectiveSet& b) {
    registry_.edit_governance().objectives.push_back({publicity(), b});
  }
  // Admission needs no observation; views keep them.
  void operator()(const IndicatorObserved&) { move_head(); }
  void operator()(const WitnessPolicyPublished& b) {
    registry_.edit_governance().witness_policies.push_back(b.policy);
  }
  void operator()(const PartyRegistered& b) {
    Party& party = registry_.edit(*entry_.statement.stream.party_id());
    party.id = *entry_.statement.stream.party_id();
    party.body = b.party;
    party.registered = entry_.index;
    party.party_head = entry_.sid;
  }
  void operator()(const PartyUpdated& b) {
    Party& party = registry_.edit(*entry_.statement.stream.party_id());
    party.body = b.party;
    party.party_head = entry_.sid;
  }
  void operator()(const PartySuspended&) {
    Party& party = registry_.edit(*entry_.statement.stream.party_id());
    party.suspended = entry_.index;
    party.party_head = entry_.sid;
  }
  void operator()(const PartyResumed&) {
    Party& party = registry_.edit(*entry_.statement.stream.party_id());
    party.suspended.reset();
    party.party_head = entry_.sid;
  }
  void operator()(const KeyAdded& b);
  void operator()(const KeyReplaced& b) {
    move_head_of_keys();
    replace_key(registry_, entry_, b);
  }
  void operator()(const KeyRevoked& b) {
    if (entry_.statement.stream.kind() == StreamKind::keys) move_head_of_keys();
    revoke_key(registry_, entry_, b);
  }
  void operator()(const PledgeSubmitted& b);
  void operator()(const PledgeRevised& b);
  void operator()(const PledgePublished& b) {
    PledgeState& pledge = next();
    pledge.state = Lifecycle::published;
    pledge.publication = Publication{entry_.statement.at, entry_.index, b.number};
  }
  void operator()(const PledgeReturned&) { next().state = Lifecycle::returned; }
  void operator()(const PledgeRejected&) { next().state = Lifecycle::rejected; }
  void operator()(const PledgeAmended& b);
  void operator()(const CorrectionAccepted& b);
  void operator()(const CorrectionDeclined&) { next().correction.reset(); }
  void operator()(const PledgeEndorsed& b);
  void operator()(const PledgeWithdrawn&) {
    PledgeState& pledge = next();
    pledge.before_withdrawal = std::exchange(pledge.state, Lifecycle::withdrawn);
  }
  void operator()(const PledgeReinstated&) {
    PledgeState& pledge = next();
    pledge.state = pledge.before_withdrawal;
  }
  void operator()(const NoticeGiven&) {
    next().notice = Notice{entry_.sid, entry_.statement.at, entry_.recorded_at};
  }
  void operator()(const PledgeLapsed&) { next().state = Lifecycle::lapsed; }
  void operator()(const PledgeSuperseded& b) {
    PledgeState& pledge = next();
    pledge.state = Lifecycle::superseded;
    pledge.successor = b.successor;
  }
  void operator()(const ReportSubmitted& b);
  void operator()(const ReportReviewed& b);
  void operator()(const FulfilmentDetermined& b);
  void operator()(const FulfilmentReversed&) {
    PledgeState& pledge = next();
    if (!pledge.determination) return;
    pledge.state = pledge.determination->before;
    pledge.determination.reset();
  }
  void operator()(const AttestationGiven&) { speak(); }
  void operator()(const AttestationWithdrawn& b) {
    move_head();
    registry_.edit_earlier(b.sid).withdrawn = true;
  }
  void operator()(const MessagePosted&) { speak(); }
  void operator()(const MatchProposed& b) {
    Proposal& proposal = registry_.edit_proposal(entry_.sid);
    proposal = Proposal{entry_.sid, next().id, b.pledge, false};
  }
  void operator()(const MatchAccepted& b);

 private:
  [[nodiscard]] Publicity publicity() const {
    return {entry_.sid, entry_.index, entry_.recorded_at, entry_.statement.at};
  }
  [[nodiscard]] Origin origin() const { return {entry_.index, keys_of(entry_)}; }

  // The pledge of the statement's stream, updated with this statement.
  PledgeState& next();
  // Remembers who signed for a pledge's owner or partner, or on a member's behalf.
  void keep_hands(PledgeState& pledge);
  // `by` is the statement that made the changes, which need not be the one that gives them effect.
  void amend(PledgeState& pledge, const json::object& changes, const Origin& by);
  void add(Key key) { add_key(registry_, entry_, std::move(key)); }
  void move_head() {
    registry_.edit_end(entry_.statement.stream) = {entry_.statement.stream, entry_.sid};
  }
  void move_head_of_keys() {
    registry_.edit(*entry_.statement.stream.party_id()).keys_head = entry_.sid;
  }
  // An attestation or a message.
  void speak();

  Registry& registry_;
  const Entry& entry_;
};

PledgeState& Folder::next() {
  PledgeState& pledge = registry_.edit(*entry_.statement.stream.pledge_id());
  pledge.head = entry_.sid;
  pledge.last_at = entry_.statement.at;
  pledge.last = entry_.index;
  ++pledge.count;
  if (is_entered(entry_.statement)) pledge.entered.push_back(entry_.sid);
  if (is_by_members(entry_.statement.body)) keep_hands(pledge);
  return pledge;
}

void Folder::keep_hands(PledgeState& pledge) {
  for (const KeySignature& signature : entry_.signatures) {
    const Key* key = registry_.find(signature.key);
    if (key == nullptr || contains(pledge.hands, key->holder)) continue;
    pledge.hands.push_back(key->holder);
  }
  if (is_entered(entry_.statement)) return;
  for (const PartyId& signer : entry_.statement.signers) {
    if (signer == pledge.owner || contains(pledge.partners, signer)) continue;
    pledge.partners.push_back(signer);
  }
}

void Folder::operator()(const LedgerCreated& b) {
  Governance& governance = registry_.edit_governance();
  governance.ledger = b.origin + "#" + entry_.sid.hex().substr(0, 32);
  governance.created = b;
  governance.operator_id = b.operating_party.id;
  governance.rules = b.rules;
  governance.root_quorum = root_quorum(b);
  governance.log_key = b.log_key;

  Party& party = registry_.edit(b.operating_party.id);
  party.id = b.operating_party.id;
  party.body.name = b.operating_party.name;
  party.body.sector = Sector::un_agency;
  party.body.roles = b.operating_party.roles;
  party.registered = entry_.index;
  for (const auto& key : b.keys) {
    add({.id = key_id(key.public_key),
         .public_key = key.public_key,
         .party = party.id,
         .label = key.label,
         .roles = key.roles});
  }
  for (const PublicKeyBytes& key : b.root_keys) {
    add({.id = key_id(key), .public_key = key, .party = party.id, .label = "root", .root = true});
  }
}

void Folder::operator()(const KeyAdded& b) {
  move_head_of_keys();
  add({.id = key_id(b.public_key),
       .public_key = b.public_key,
       .party = *entry_.statement.stream.party_id(),
       .label = b.label,
       .roles = b.roles,
       .root = b.root.value_or(false),
       .recovered = b.recovered.value_or(false)});
}

void Folder::speak() {
  move_head();
  const PartyId& by = entry_.statement.signers.front();
  Allowance& allowance = registry_.edit(Speaker{entry_.statement.stream, by});
  const std::int32_t year = year_of(entry_.recorded_at);
  const bool is_new_year = allowance.year != year;
  allowance = {{entry_.statement.stream, by}, year, is_new_year ? 1 : allowance.used + 1};
}

void Folder::operator()(const PledgeSubmitted& b) {
  const PledgeId id = *entry_.statement.stream.pledge_id();
  registry_.edit(id).id = id;
  if (auto owner = pledge_owner(b.pledge, entry_.statement.signers))
    registry_.edit(id).owner = *std::move(owner);
  PledgeState& pledge = next();
  pledge.body = b.pledge;
  pledge.first = entry_.index;
  pledge.submitted_at = entry_.statement.at;
  pledge.submission = entry_.sid;
  pledge.is_entered = is_entered(entry_.statement);
  pledge.valuation = origin();
}

void Folder::operator()(const PledgeRevised& b) {
  PledgeState& pledge = next();
  pledge.body = b.pledge;
  pledge.state = Lifecycle::submitted;
  pledge.submission = entry_.sid;
  pledge.is_entered = is_entered(entry_.statement);
  pledge.valuation = origin();
}

void Folder::operator()(const PledgeAmended& b) {
  PledgeState& pledge = next();
  if (proposes_value(pledge.body, b)) {
    pledge.correction = Correction{entry_.sid, origin(), canonical_json(b.changes)};
  } else {
    amend(pledge, b.changes, origin());
  }
}

// The new value is the member's word, so it is disputed with the keys that signed the proposal.
void Folder::operator()(const CorrectionAccepted&) {
  PledgeState& pledge = next();
  if (!pledge.correction) return;  // can't be: the rules checked it
  const Correction correction = *std::exchange(pledge.correction, std::nullopt);
  const auto changes = parse_json(correction.changes);
  if (changes && changes->is_object()) amend(pledge, changes->get_object(), correction.origin);
}

void Folder::amend(PledgeState& pledge, const json::object& changes, const Origin& by) {
  auto amended = amended_body(pledge.body, changes);
  if (!amended) return;  // can't be: the rules checked it
  if (!is_same_value(amended->value, pledge.body.value)) pledge.valuation = by;
  pledge.body = *std::move(amended);
}

// A statement holds its predecessor's sid, so endorsing one also endorses those before it.
void Folder::operator()(const PledgeEndorsed& b) {
  std::vector<Sid>& entered = next().entered;
  const auto endorsed = std::ranges::find(entered, b.sid);
  if (endorsed != entered.end()) entered.erase(entered.begin(), endorsed + 1);
}

void Folder::operator()(const ReportSubmitted& b) {
  PledgeState& pledge = next();
  if (b.corrects) {
    const auto corrected = std::ranges::find(pledge.reports, *b.corrects, &ReportState::sid);
    if (corrected != pledge.reports.end()) corrected->replaced = true;
  }
  pledge.reports.push_back(
      {.sid = entry_.sid,
       .origin = origin(),
       .at = entry_.statement.at,
       .period = b.period,
       .stage = b.stage,
       .actuals = b.actuals,
       .committed = b.committed,
       .disbursed = b.disbursed,
       .assurance = b.evidence.empty() ? Assurance::self_reported : Assurance::documented,
       .entered = is_entered(entry_.statement),
       .replaced = false,
       .correction = b.correction.value_or(false)});
  pledge.state = after_report(pledge.state, b.stage);
}

void Folder::operator()(const ReportReviewed& b) {
  PledgeState& pledge = next();
  const auto report = std::ranges::find(pledge.reports, b.report, &ReportState::sid);
  if (report == pledge.reports.end()) return;  // can't be: the rules checked it
  switch (b.assurance) {
    case ReviewAssurance::documented:
      report->assurance = Assurance::documented;
      break;
    case ReviewAssurance::reviewed:
      report->assurance = Assurance::reviewed;
      break;
    case ReviewAssurance::verified:
      report->assurance = Assurance::verified;
      break;
    case ReviewAssurance::disputed:
      report->assurance = Assurance::disputed;
      break;
  }
}

void Folder::operator()(const FulfilmentDetermined& b) {
  PledgeState& pledge = next();
  const Lifecycle before = pledge.state;
  switch (b.result) {
    case FulfilmentResult::fulfilled:
      pledge.state = Lifecycle::fulfilled;
      break;
    case FulfilmentResult::partly_fulfilled:
      pledge.state = Lifecycle::partly_fulfilled;
      break;
    case FulfilmentResult::unfulfilled:
      pledge.state = Lifecycle::unfulfilled;
      break;
    case FulfilmentResult::queried:  // it determined nothing, so there is nothing to reverse
      pledge.state = Lifecycle::in_progress;
      return;
  }
  pledge.determination = Determination{entry_.sid, entry_.index, b.result, b.achieved, before};
}

void Folder::operator()(const MatchAccepted& b) {
  PledgeState& pledge = next();
  Proposal& proposal = registry_.edit_proposal(b.sid);
  proposal.accepted = true;
  pledge.matches.push_back(proposal.from);
  registry_.edit(proposal.from).matches.push_back(pledge.id);
}

}  // namespace

void fold(Registry& registry, const Entry& entry) {
  std::visit(Folder(registry, entry), entry.statement.body);
  const StreamId& stream = entry.statement.stream;
  if (stream.kind() == StreamKind::governance) registry.edit_governance().head = entry.sid;
  if (stream.kind() == StreamKind::pledge || stream.kind() == StreamKind::indicator) return;
  // Nothing may name a withdrawal.
  if (std::holds_alternative<AttestationWithdrawn>(entry.statement.body)) return;
  registry.edit_earlier(entry.sid) = {entry.sid, stream, entry.statement.signers.front()};
}

Lifecycle after_report(Lifecycle state, Stage stage) noexcept {
  switch (stage) {
    case Stage::planning:
      return state;
    case Stage::in_progress:
      return Lifecycle::in_progress;
    case Stage::stalled:
      return Lifecycle::stalled;
    case Stage::completed:
      return Lifecycle::completion_claimed;
  }
  return state;
}

}  // namespace pledgebook::ledger
