// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/rules/rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <variant>

#include "ledger/domain/rules/rules_case.h"
#include "ledger/domain/rules/rules_values.h"

namespace pledgebook::ledger {
namespace {

// The most that a party's clock may run ahead of the ledger's.
constexpr std::chrono::minutes kAheadMax{5};
// No statement is older.
constexpr Date kDayMin{std::chrono::year{1990} / 1 / 1};

Objection ledger_exists() {
  return object("ledger_exists", "/kind", "the ledger already has its first record",
                "any kind except ledger.created");
}

Objection check_ledger_of(const Case& c) {
  const bool creates = std::holds_alternative<LedgerCreated>(c.statement().body);
  if (creates && number(c.entry.index) != 0) return ledger_exists();
  return check_ledger(c.statement(), c.governance().ledger);
}

std::string form_of(StreamKind kind) {
  switch (kind) {
    case StreamKind::party:
      return "party/<the party's id>";
    case StreamKind::keys:
      return "keys/<the party's id>";
    case StreamKind::pledge:
      return "pledge/<the pledge's id>";
    case StreamKind::attestation:
      return "attestation/<the pledge's id>";
    case StreamKind::discussion:
      return "discussion/<the pledge's id>";
    case StreamKind::indicator:
      return "indicator/<the objective's id>";
    case StreamKind::governance:
      break;
  }
  return "governance";
}

Objection check_stream(const Case& c) {
  const StreamKind wanted = stream_kind_of(c.statement().body);
  const StreamKind given = c.statement().stream.kind();
  const bool revokes = std::holds_alternative<KeyRevoked>(c.statement().body);
  if (given == wanted || (revokes && given == StreamKind::governance)) return std::nullopt;
  return object("stream_wrong", "/stream",
                fmt::format("{} does not belong in this stream", c.statement().kind()),
                revokes ? "governance, or keys/<the party's id>" : form_of(wanted));
}

Objection check_clock(const Case& c) {
  if (c.at() < kDayMin) {
    return object("at_too_early", "/at", "the statement's time is before 1990",
                  fmt::format("{} or later; earlier events belong in the body", to_text(kDayMin)));
  }
  if (c.at() <= c.entry.recorded_at + kAheadMax) return std::nullopt;
  const auto latest = std::chrono::floor<std::chrono::seconds>(c.entry.recorded_at + kAheadMax);
  return object("at_ahead_of_clock", "/at",
                "the statement's time is more than five minutes ahead of the ledger's clock",
                fmt::format("{} or earlier", to_text(latest)));
}

Objection check_texts(const Case& c) {
  const JsonPlace root;
  const JsonPlace place{&root, "body"};
  std::string blank = std::visit([&](const auto& body) { return find_blank_text(body, place); },
                                 c.statement().body);
  return blank.empty() ? std::nullopt : blank_text(std::move(blank));
}

Objection check_on_behalf(const Case& c) {
  const OnBehalf* behalf = behalf_of(c.statement().body);
  return behalf == nullptr ? std::nullopt : check_behalf(*behalf);
}

// In a pledge's stream the time never decreases.
Objection check_order(const Case& c) {
  if (c.pledge == nullptr || c.statement().stream.kind() != StreamKind::pledge ||
      c.at() >= c.pledge->last_at) {
    return std::nullopt;
  }
  return object("at_decreases", "/at",
                "the statement's time is earlier than the pledge's last statement",
                fmt::format("{} or later; earlier events belong in the report's period",
                            to_text(c.pledge->last_at)));
}

}  // namespace

// ledger.created is the first statement and no other.
std::optional<Refusal> check_ledger(const Statement& statement, const std::string& ledger) {
  const auto* created = std::get_if<LedgerCreated>(&statement.body);
  if (created != nullptr && !ledger.empty()) return ledger_exists();
  if (created == nullptr && ledger.empty()) {
    return object("ledger_not_begun", "/kind", "the ledger has no records yet",
                  "ledger.created, as the first statement");
  }
  const std::string& name = created != nullptr ? created->origin : ledger;
  if (statement.ledger == name) return std::nullopt;
  return object("ledger_wrong", "/ledger", "the statement was made for another ledger", name);
}

StreamKind stream_kind_of(const Body& body) noexcept {
  constexpr std::array<std::pair<std::string_view, StreamKind>, 11> kSubjects{{
      {"party", StreamKind::party},
      {"key", StreamKind::keys},
      {"pledge", StreamKind::pledge},
      {"correction", StreamKind::pledge},
      {"notice", StreamKind::pledge},
      {"report", StreamKind::pledge},
      {"fulfilment", StreamKind::pledge},
      {"match", StreamKind::pledge},
      {"attestation", StreamKind::attestation},
      {"message", StreamKind::discussion},
      {"indicator", StreamKind::indicator},
  }};
  const std::string_view kind = std::visit([]<class B>(const B&) { return B::kKind; }, body);
  const std::string_view subject = kind.substr(0, kind.find('.'));
  const auto* found =
      std::ranges::find(kSubjects, subject, &std::pair<std::string_view, StreamKind>::first);
  return found == kSubjects.end() ? StreamKind::governance : found->second;
}

Objection check_place(const Case& c) {
  for (const auto check : {check_ledger_of, check_stream}) {
    if (auto objection = check(c)) return objection;
  }
  return std::nullopt;
}

bool is_prev_allowed(Registry& registry, const Entry& entry) {
  const std::optional<Sid>& prev = entry.statement.prev;
  if (registry.find_earlier(entry.sid) != nullptr) return false;
  if (prev == registry.head(entry.statement.stream)) return true;
  const bool is_root_signed = std::ranges::any_of(entry.signatures, [&](const KeySignature& each) {
    const Key* key = registry.find(each.key);
    return key != nullptr && key->root;
  });
  if (!prev || (!is_root_signed && !std::holds_alternative<KeyRevoked>(entry.statement.body)))
    return false;
  const EarlierStatement* earlier = registry.find_earlier(*prev);
  return earlier != nullptr && earlier->stream == entry.statement.stream;
}

Objection check_pledge_exists(const Case& c) {
  if (!c.statement().stream.about_pledge()) return std::nullopt;
  const bool submits = std::holds_alternative<PledgeSubmitted>(c.statement().body);
  if (submits && c.pledge != nullptr) {
    return object("pledge_exists", "/stream", "another pledge already has this id", "an unused id");
  }
  if (!submits && c.pledge == nullptr) {
    return object("pledge_unknown", "/stream", "the ledger has no pledge with this id",
                  "the id of a submitted pledge");
  }
  return std::nullopt;
}

namespace {

Case case_of(Registry& registry, const Entry& entry) {
  Case c{registry, entry};
  if (const auto id = entry.statement.stream.about_pledge()) c.pledge = registry.find(*id);
  return c;
}

Objection check_own_stream(const Case& c) {
  for (const auto check :
       {check_place, check_pledge_exists, check_clock, check_order, check_texts, check_on_behalf}) {
    if (auto objection = check(c)) return objection;
  }
  return std::nullopt;
}

}  // namespace

Admitted<void> check_stream_rules(Registry& registry, const Entry& entry) {
  return verdict(check_own_stream(case_of(registry, entry)));
}

Admitted<void> check_rules_1(Registry& registry, const Entry& entry) {
  Case c = case_of(registry, entry);
  if (auto objection = check_own_stream(c)) return verdict(std::move(objection));
  return verdict(
      std::visit([&c](const auto& body) { return judge(c, body); }, entry.statement.body));
}

Admitted<void> check_prev(Registry& registry, const Entry& entry) {
  if (is_prev_allowed(registry, entry)) return {};
  return std::unexpected(Refusal{"prev_not_head", "/prev",
                                 "the statement does not follow the last one of its stream",
                                 "the sid of the stream's last statement"});
}

Admitted<void> check_entry(Registry& registry, const Entry& entry, RuleSets known) {
  if (auto prev = check_prev(registry, entry); !prev) return prev;
  if (auto rights = check_rights(registry, entry, known); !rights) return rights;
  return check_rules(registry, entry, known);
}

}  // namespace pledgebook::ledger
