// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/rules/rules.h"

#include <fmt/format.h>

#include <variant>

#include "ledger/domain/rules/rules_case.h"
#include "ledger/domain/rules/rules_values.h"

namespace pledgebook::ledger {
namespace {

// The most that a party's clock may run ahead of the ledger's.
constexpr std::chrono::minutes kAheadMax{5};

Objection ledger_exists() {
  return object("ledger_exists", "/kind", "the ledger already has its first record",
                "any kind except ledger.created");
}

Objection check_ledger_of(const Case& c) {
  const bool creates = std::holds_alternative<LedgerCreated>(c.statement().body);
  if (creates && number(c.entry.index) != 0) return ledger_exists();
  return check_ledger(c.statement(), c.governance().ledger);
}

Objection check_stream(const Case& c) {
  const StreamKind wanted = stream_kind_of(c.statement().kind());
  if (c.statement().stream.kind() == wanted) return std::nullopt;
  std::string_view accepted = "governance";
  if (wanted == StreamKind::party) accepted = "party/<the party's id>";
  if (wanted == StreamKind::keys) accepted = "keys/<the party's id>";
  if (wanted == StreamKind::pledge) accepted = "pledge/<the pledge's id>";
  return object("stream_wrong", "/stream",
                fmt::format("{} does not belong in this stream", c.statement().kind()),
                std::string(accepted));
}

Objection check_clock(const Case& c) {
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
  if (c.pledge == nullptr || c.at() >= c.pledge->last_at) return std::nullopt;
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

StreamKind stream_kind_of(std::string_view kind) noexcept {
  const std::string_view subject = kind.substr(0, kind.find('.'));
  if (subject == "party") return StreamKind::party;
  if (subject == "key") return StreamKind::keys;
  for (const std::string_view about_pledges :
       {"pledge", "notice", "report", "fulfilment", "attestation", "match"}) {
    if (subject == about_pledges) return StreamKind::pledge;
  }
  return StreamKind::governance;
}

Objection check_place(const Case& c) {
  for (const auto check : {check_ledger_of, check_stream}) {
    if (auto objection = check(c)) return objection;
  }
  return std::nullopt;
}

Objection check_pledge_exists(const Case& c) {
  if (c.statement().stream.kind() != StreamKind::pledge) return std::nullopt;
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
  if (const auto id = entry.statement.stream.pledge_id()) c.pledge = registry.find(*id);
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

Admitted<void> check_rules(Registry& registry, const Entry& entry) {
  Case c = case_of(registry, entry);
  if (auto objection = check_own_stream(c)) return verdict(std::move(objection));
  return verdict(
      std::visit([&c](const auto& body) { return judge(c, body); }, entry.statement.body));
}

}  // namespace pledgebook::ledger
