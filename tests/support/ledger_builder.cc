// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ledger_builder.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/array.hpp>

#include "crypto/base64.h"
#include "crypto/sha256.h"
#include "ledger/domain/json/canonical_json.h"
#include "ledger/domain/rules/fold.h"
#include "ledger/domain/rules/rules.h"
#include "ledger/domain/rules/signatures.h"
#include "ledger/domain/values/reference.h"
#include "tests/support/json.h"

namespace pledgebook::support {
namespace {

namespace json = boost::json;
using ledger::Admitted;
using ledger::Refusal;
using ledger::Sid;

constexpr std::string_view kClockAtFirst = "2026-06-01T00:00:00Z";

Draft by_officer(std::string_view key, std::string kind, std::string stream, json::object body) {
  return {std::move(kind),
          std::move(stream),
          std::move(body),
          {std::string(kOperator)},
          {std::string(key)},
          {},
          {},
          {}};
}

bool names_officer(const json::value& roles) {
  return std::ranges::any_of(roles.as_array(), [](const json::value& role) {
    const auto known = ledger::from_name<ledger::Role>(std::string_view(role.as_string()));
    return known && ledger::is_officer(*known);
  });
}

json::array array_of(const std::vector<std::string>& texts) {
  json::array array;
  for (const std::string& text : texts) array.emplace_back(text);
  return array;
}

}  // namespace

crypto::SecretKey test_key(std::string_view name) {
  const std::string seed = fmt::format("pledgebook test key {}", name);
  return crypto::SecretKey::from_seed(crypto::sha256(crypto::as_bytes(seed)).bytes);
}

std::string public_key_text(std::string_view name) {
  return crypto::to_base64(test_key(name).public_key().bytes());
}

ledger::KeyId test_key_id(std::string_view name) {
  return ledger::KeyId{test_key(name).public_key().id()};
}

Draft Draft::dated(std::string_view time) const {
  Draft draft = *this;
  draft.at = time;
  return draft;
}

Draft Draft::signed_by(std::vector<std::string> key_names) const {
  Draft draft = *this;
  draft.keys = std::move(key_names);
  return draft;
}

Draft Draft::also(std::string_view signer, std::string_view key) const {
  Draft draft = *this;
  draft.signers.emplace_back(signer);
  std::ranges::sort(draft.signers);
  draft.keys.emplace_back(key);
  return draft;
}

Draft Draft::with_roots() const {
  Draft draft = *this;
  if (std::ranges::count(draft.signers, kOperator) == 0) {
    draft.signers.emplace_back(kOperator);
    std::ranges::sort(draft.signers);
  }
  draft.keys.insert(draft.keys.end(), {"root-1", "root-2"});
  return draft;
}

Draft by_registrar(std::string kind, std::string stream, json::object body) {
  return by_officer("registrar", std::move(kind), std::move(stream), std::move(body));
}
Draft by_reviewer(std::string kind, std::string stream, json::object body) {
  return by_officer("reviewer", std::move(kind), std::move(stream), std::move(body));
}
Draft by_auditor(std::string kind, std::string stream, json::object body) {
  return by_officer("auditor", std::move(kind), std::move(stream), std::move(body));
}

Draft by_roots(std::string kind, std::string stream, json::object body) {
  return by_registrar(std::move(kind), std::move(stream), std::move(body))
      .signed_by({"root-1", "root-2"});
}

Draft by_party(std::string_view party, std::string kind, std::string stream, json::object body) {
  Draft draft = by_officer(party, std::move(kind), std::move(stream), std::move(body));
  draft.signers = {std::string(party)};
  return draft;
}

Draft on_behalf(std::string_view member, std::string kind, std::string stream, json::object body) {
  body["on_behalf_of"] = member;
  body["source"] = "a letter to the registrar";
  return by_registrar(std::move(kind), std::move(stream), std::move(body));
}

crypto::VerifierKey test_log_key() {
  return crypto::VerifierKey::of(kTestOrigin, test_key("log").public_key(),
                                 crypto::NoteKeyType::ed25519)
      .value();
}

Draft ledger_created() {
  json::object body = object_of(R"({"title":"A ledger for tests",
      "operator":{"id":"bdt","name":"Bureau","roles":["member","registrar","reviewer","auditor"]},
      "keys":[],"profile":"p2c","rules":1})");
  body["origin"] = kTestOrigin;
  body["log_key"] = test_log_key().text();
  for (const std::string name : {"registrar", "reviewer", "auditor", "auditor-2"}) {
    const std::string role = name.substr(0, name.find('-'));
    body["keys"].get_array().push_back(json::object{
        {"public_key", public_key_text(name)}, {"label", name}, {"roles", json::array{role}}});
  }
  json::array roots;
  for (const std::string_view root : {"root-1", "root-2", "root-3"})
    roots.emplace_back(public_key_text(root));
  body["root_keys"] = std::move(roots);
  body["root_quorum"] = 2;
  Draft draft = by_registrar("ledger.created", "governance", std::move(body));
  draft.keys = {"root-1", "root-2", "root-3", "registrar", "reviewer", "auditor", "auditor-2"};
  draft.ledger = kTestOrigin;
  return draft;
}

json::object pledge_body() {
  return object_of(R"({"title":"Connect 2,016 rural sites","type":"financial",
      "focus_area":"access","value":{"amount":"1000000","currency":"USD"},"scope":"countries",
      "countries":[{"iso3":"GHA"}],"start":"2026-01-01","end":"2028-12-31","public":true})");
}

json::object report_body(std::string_view from, std::string_view to, std::string_view stage) {
  return {{"period", json::object{{"from", from}, {"to", to}}}, {"stage", stage}};
}

LedgerBuilder::LedgerBuilder(NotBegun) { set_clock(kClockAtFirst); }

LedgerBuilder::LedgerBuilder() : LedgerBuilder(NotBegun{}) { add(ledger_created()); }

ledger::SignedStatement LedgerBuilder::sign(const Draft& draft) {
  json::object statement{
      {"at", draft.at.empty() ? ledger::to_text(std::chrono::floor<std::chrono::seconds>(now_))
                              : draft.at},
      {"body", draft.body},
      {"kind", draft.kind},
      {"ledger", draft.ledger.empty() ? registry_.governance().ledger : draft.ledger},
      {"prev", nullptr},
      {"signers", array_of(draft.signers)},
      {"stream", draft.stream},
      {"v", 1}};
  if (const auto stream = ledger::StreamId::parse(draft.stream)) {
    if (const auto head = registry_.head(*stream)) statement["prev"] = head->hex();
  }
  for (const auto& member : draft.members) statement[member.key()] = member.value();
  std::vector<crypto::SecretKey> keys;
  keys.reserve(draft.keys.size());
  std::vector<const crypto::SecretKey*> pointers;
  for (const std::string& name : draft.keys) {
    keys.push_back(test_key(name));
    pointers.push_back(&keys.back());
  }
  return ledger::sign_statement(ledger::canonical_json(statement), pointers);
}

std::optional<crypto::PublicKey> LedgerBuilder::find_key(const ledger::KeyId& id) {
  if (const auto held = keys_.find(id); held != keys_.end()) return held->second;
  const ledger::Key* key = registry_.find(id);
  if (key == nullptr) return std::nullopt;
  const auto parsed = crypto::PublicKey::parse(key->public_key.bytes);
  if (parsed) keys_.emplace(id, *parsed);
  return parsed;
}

Admitted<Sid> LedgerBuilder::submit(const ledger::SignedStatement& signed_statement) {
  auto statement = ledger::decode_statement(signed_statement.payload);
  if (!statement) return std::unexpected(std::move(statement).error());
  const auto find = [this](const ledger::KeyId& id) { return find_key(id); };
  if (auto verdict = ledger::check_signatures(*statement, signed_statement, find); !verdict)
    return std::unexpected(std::move(verdict).error());
  AcceptedStatement accepted{signed_statement, *std::move(statement),
                             ledger::statement_id(signed_statement.payload),
                             ledger::Index{next_index_}, now_};
  const ledger::Entry entry{accepted.statement, accepted.sid, accepted.signed_statement.signatures,
                            accepted.index, accepted.recorded_at};
  if (auto verdict = ledger::check_entry(registry_, entry); !verdict)
    return std::unexpected(std::move(verdict).error());
  ledger::fold(registry_, entry);
  statements_.push_back(std::move(accepted));
  ++next_index_;
  advance(std::chrono::seconds{1});
  return statements_.back().sid;
}

Sid LedgerBuilder::add(const Draft& draft) {
  auto sid = submit(draft);
  if (sid) return *sid;
  ADD_FAILURE() << draft.kind << " in " << draft.stream << " is refused: " << text_of(sid.error());
  return {};
}

Refusal LedgerBuilder::refusal(const Draft& draft) {
  auto sid = submit(draft);
  if (!sid) return std::move(sid).error();
  ADD_FAILURE() << draft.kind << " in " << draft.stream << " is accepted";
  return {};
}

void LedgerBuilder::expect_refused(const Draft& draft, std::string_view code,
                                   std::string_view pointer) {
  const Refusal found = refusal(draft);
  EXPECT_EQ(found.code, code) << draft.kind << ": " << text_of(found);
  EXPECT_EQ(found.pointer, pointer) << draft.kind << ": " << text_of(found);
  EXPECT_NE(found.rule, "") << found.code;
  EXPECT_NE(found.accepted, "") << found.code;
}

void LedgerBuilder::publish_profile(std::string_view profile) {
  for (const ledger::ProfileDocument& document : ledger::profile_documents(profile)) {
    add(by_registrar(std::string(document.kind), "governance", object_of(document.json)));
  }
}

void LedgerBuilder::add_party(std::string_view id, std::string_view roles_json) {
  json::object body{{"name", fmt::format("Party {}", id)}, {"sector", "government"}};
  body["roles"] = json_of(roles_json);
  const bool makes_officers = names_officer(body.at("roles"));
  const Draft draft =
      by_registrar("party.registered", fmt::format("party/{}", id), std::move(body));
  add(makes_officers ? draft.with_roots() : draft);
}

void LedgerBuilder::add_key(std::string_view party, std::string_view name,
                            std::string_view roles_json) {
  json::object body{{"public_key", public_key_text(name)}, {"label", name}};
  body["roles"] = json_of(roles_json);
  const bool is_officers = names_officer(body.at("roles"));
  const std::string stream = fmt::format("keys/{}", party);
  if (!is_officers) {
    add(by_registrar("key.added", stream, std::move(body))
            .signed_by({"registrar", std::string(name)}));
    return;
  }
  Draft draft = by_roots("key.added", stream, std::move(body));
  draft.keys.emplace_back(name);
  const auto id = ledger::PartyId::parse(party);
  const bool signs_too = party != kOperator && id && registry_.has_active_key(*id);
  add(signs_too ? draft.also(party, party) : draft);
}

void LedgerBuilder::add_member(std::string_view id) {
  add_party(id);
  add_key(id, id);
}

Sid LedgerBuilder::add_pledge(std::string_view id, std::string_view member,
                              const json::object& body) {
  const std::string stream = fmt::format("pledge/{}", id);
  const Sid sid = add(by_party(member, "pledge.submitted", stream, body));
  add(by_reviewer("pledge.published", stream, {}));
  return sid;
}

const ledger::PledgeState& LedgerBuilder::pledge(std::string_view id) {
  static const ledger::PledgeState kNone;
  const auto pledge_id = ledger::PledgeId::parse(id);
  const ledger::PledgeState* state = pledge_id ? registry_.find(*pledge_id) : nullptr;
  EXPECT_NE(state, nullptr) << "no pledge " << id;
  return state == nullptr ? kNone : *state;
}

void LedgerBuilder::set_clock(std::string_view time) {
  const auto instant = ledger::parse_instant(time);
  EXPECT_TRUE(instant) << time << " is no time";
  if (instant) now_ = *instant;
}

LedgerBuilder furnished_ledger() {
  LedgerBuilder ledger;
  ledger.publish_profile("p2c");
  ledger.add_member("gha-gov");
  ledger.add_member("ken-gov");
  ledger.add_party("tgo-gov");
  ledger.add_party("observer", R"(["verifier"])");
  ledger.add_key("observer", "observer", R"(["verifier"])");
  return ledger;
}

std::string text_of(const Refusal& refusal) {
  return fmt::format("{} at \"{}\": {}; accepted: {}", refusal.code, refusal.pointer, refusal.rule,
                     refusal.accepted);
}

}  // namespace pledgebook::support
