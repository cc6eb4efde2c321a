// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/rules/fold.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <utility>
#include <vector>

namespace pledgebook::ledger {
namespace {

namespace json = boost::json;

// RFC 7396 §2.
void merge(json::value& target, const json::value& patch) {
  if (!patch.is_object()) {
    target = patch;
    return;
  }
  if (!target.is_object()) target.emplace_object();
  json::object& object = target.get_object();
  for (const auto& member : patch.get_object()) {
    if (member.value().is_null()) {
      object.erase(member.key());
    } else {
      merge(object[member.key()], member.value());
    }
  }
}

std::vector<KeyId> keys_of(const Entry& entry) {
  std::vector<KeyId> keys;
  for (const KeySignature& signature : entry.signatures) keys.push_back(signature.key);
  return keys;
}

// Applies one statement; one overload a kind.
class Folder {
 public:
  Folder(Registry& registry, const Entry& entry) : registry_(registry), entry_(entry) {}

  void operator()(const LedgerCreated& b);
  void operator()(const RulesAdopted& b) { registry_.edit_governance().rules = b.rules; }
  void operator()(const ListPublished& b) {
    registry_.edit_governance().lists.push_back({publicity(), b});
  }
  void operator()(const RatesPublished& b) {
    registry_.edit_governance().rates.push_back({publicity(), b});
  }
  void operator()(const ObjectiveSet& b) {
    registry_.edit_governance().objectives.push_back({publicity(), b});
  }
  void operator()(const IndicatorObserved& b) {
    registry_.edit_governance().observations.push_back({publicity(), b});
  }
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
  void operator()(const KeyAdded& b);
  void operator()(const KeyRevoked& b);
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
  void operator()(const PledgeEndorsed& b);
  void operator()(const PledgeWithdrawn&) {
    PledgeState& pledge = next();
    pledge.before_withdrawal = std::exchange(pledge.state, Lifecycle::withdrawn);
  }
  void operator()(const PledgeReinstated&) {
    PledgeState& pledge = next();
    pledge.state = pledge.before_withdrawal;
  }
  void operator()(const NoticeGiven&) { next().notice = Notice{entry_.sid, entry_.statement.at}; }
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
  void operator()(const AttestationGiven&) { ++next().attestations; }
  void operator()(const MatchProposed& b) {
    Proposal& proposal = registry_.edit_proposal(entry_.sid);
    proposal = Proposal{entry_.sid, next().id, b.pledge, false};
  }
  void operator()(const MatchAccepted& b);

 private:
  [[nodiscard]] Publicity publicity() const {
    return {entry_.index, entry_.recorded_at, entry_.statement.at};
  }
  [[nodiscard]] Origin origin() const { return {entry_.index, keys_of(entry_)}; }

  // The pledge of the statement's stream, updated with this statement.
  PledgeState& next();
  void dispute(const KeyId& id, Index since);

  Registry& registry_;
  const Entry& entry_;
};

PledgeState& Folder::next() {
  PledgeState& pledge = registry_.edit(*entry_.statement.stream.pledge_id());
  pledge.head = entry_.sid;
  pledge.last_at = entry_.statement.at;
  pledge.last = entry_.index;
  ++pledge.count;
  const OnBehalf* behalf = behalf_of(entry_.statement.body);
  if (behalf != nullptr && behalf->on_behalf_of) pledge.entered.push_back(entry_.sid);
  return pledge;
}

void Folder::operator()(const LedgerCreated& b) {
  Governance& governance = registry_.edit_governance();
  governance.ledger = b.origin + "#" + entry_.sid.hex().substr(0, 32);
  governance.created = b;
  governance.operator_id = b.operating_party.id;
  governance.rules = b.rules;

  Party& party = registry_.edit(b.operating_party.id);
  party.id = b.operating_party.id;
  party.body.name = b.operating_party.name;
  party.body.sector = Sector::un_agency;
  party.body.roles = b.operating_party.roles;
  party.registered = entry_.index;
  const auto add = [&](const PublicKeyBytes& bytes, std::string label, std::vector<Role> roles,
                       bool root) {
    const KeyId id = key_id(bytes);
    registry_.edit(id) = Key{.id = id,
                             .public_key = bytes,
                             .party = party.id,
                             .label = std::move(label),
                             .roles = std::move(roles),
                             .root = root,
                             .recovered = false,
                             .added = entry_.index,
                             .added_by = {},
                             .added_keys = {},
                             .revoked = {},
                             .disputes = {}};
    party.keys.push_back(id);
  };
  for (const auto& key : b.keys) add(key.public_key, key.label, key.roles, false);
  for (const auto& key : b.root_keys) add(key, "root", {}, true);
}

void Folder::operator()(const KeyAdded& b) {
  const PartyId party_id = *entry_.statement.stream.party_id();
  const KeyId id = key_id(b.public_key);
  std::vector<KeyId> added_by;
  for (const KeySignature& signature : entry_.signatures) {
    if (signature.key != id) added_by.push_back(signature.key);
  }
  registry_.edit(id) = Key{.id = id,
                           .public_key = b.public_key,
                           .party = party_id,
                           .label = b.label,
                           .roles = b.roles,
                           .root = false,
                           .recovered = b.recovered.value_or(false),
                           .added = entry_.index,
                           .added_by = added_by,
                           .added_keys = {},
                           .revoked = {},
                           .disputes = {}};
  for (const KeyId& adder : added_by) registry_.edit(adder).added_keys.push_back(id);
  Party& party = registry_.edit(party_id);
  party.keys.push_back(id);
  party.keys_head = entry_.sid;
  // A key added by a disputed key is disputed from its first day.
  const bool tainted = std::ranges::any_of(added_by, [this](const KeyId& adder) {
    return is_disputed(*registry_.find(adder), entry_.index, entry_.index);
  });
  if (tainted) dispute(id, entry_.index);
}

void Folder::operator()(const KeyRevoked& b) {
  registry_.edit(*entry_.statement.stream.party_id()).keys_head = entry_.sid;
  Key& key = registry_.edit(b.key);
  if (!key.revoked) key.revoked = entry_.index;
  if (b.compromised_since) dispute(b.key, *b.compromised_since);
}

// Marks the statements that `id` signed from `since` on, and in turn the keys that it added by
// then: in a loop, since a chain of keys may be longer than a thread's stack.
void Folder::dispute(const KeyId& id, Index since) {
  std::vector<std::pair<KeyId, Index>> waiting{{id, since}};
  while (!waiting.empty()) {
    const auto [disputed, from] = waiting.back();
    waiting.pop_back();
    Key& key = registry_.edit(disputed);
    if (!key.disputes.empty() && key.disputes.back().since <= from) continue;
    key.disputes.push_back({from, entry_.index});
    for (const KeyId& added : std::vector(key.added_keys)) {
      const Key* child = registry_.find(added);
      if (child != nullptr && child->added >= from) waiting.emplace_back(added, child->added);
    }
  }
}

void Folder::operator()(const PledgeSubmitted& b) {
  PledgeState& pledge = next();
  pledge.id = *entry_.statement.stream.pledge_id();
  if (auto owner = pledge_owner(b.pledge, entry_.statement.signers))
    pledge.owner = *std::move(owner);
  pledge.body = b.pledge;
  pledge.first = entry_.index;
  pledge.submitted_at = entry_.statement.at;
  pledge.submission = origin();
  pledge.valuation = origin();
}

void Folder::operator()(const PledgeRevised& b) {
  PledgeState& pledge = next();
  pledge.body = b.pledge;
  pledge.state = Lifecycle::submitted;
  pledge.submission = origin();
  pledge.valuation = origin();
}

void Folder::operator()(const PledgeAmended& b) {
  PledgeState& pledge = next();
  auto amended = amended_body(pledge.body, b.changes);
  if (!amended) return;  // can't be: the rules checked it
  if (amended->value != pledge.body.value) pledge.valuation = origin();
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
  pledge.determination = Determination{entry_.sid, b.result, b.achieved, before};
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
  if (entry.statement.stream.kind() == StreamKind::governance)
    registry.edit_governance().head = entry.sid;
}

Admitted<PledgeBody> amended_body(const PledgeBody& body, const json::object& changes) {
  json::value merged = write(body);
  merge(merged, changes);
  PledgeBody amended;
  Problem problem;
  const JsonPlace root;
  const JsonPlace in_body{&root, "body"};
  if (!read(merged, JsonPlace{&in_body, "changes"}, kTitleCharacters, amended, problem)) {
    return std::unexpected(std::move(problem).take());
  }
  return amended;
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
