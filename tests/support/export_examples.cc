// SPDX-License-Identifier: Apache-2.0
#include "tests/support/export_examples.h"

#include <fmt/format.h>

#include <utility>

#include "tests/support/exported_ledger.h"
#include "tests/support/json.h"

namespace pledgebook::support {
namespace {

namespace json = boost::json;

constexpr std::int64_t kWitnessed = 1'820'000'000;  // a second since 1970

void govern(LedgerBuilder& ledger) {
  const auto registrar = [&ledger](std::string kind, std::string_view body) {
    ledger.add(by_registrar(std::move(kind), "governance", object_of(body)));
  };
  registrar("list.published",
            R"({"list":"focus-area","effective":"2022-01-01","source":"a resolution","items":[
                {"id":"access","title":{"en":"Access","fr":"Accès"}},
                {"id":"adoption","title":{"en":"Adoption"}}]})");
  registrar("rates.published", R"({"effective":"2026-05-01","base":"USD","source":"a bank",
                                   "rates":{"EUR":"0.924","JPY":"151.0000000001"}})");
  registrar("objective.set",
            R"({"id":"people-offline","title":"People offline","unit":"people","source":"a report",
                "baseline":{"value":"2900000000","date":"2021-12-31"},
                "target":{"value":"0","date":"2030-12-31"}})");
  registrar("indicator.observed", R"({"objective":"people-offline","value":"2600000000.25",
                                      "date":"2024-12-31","country":"GHA","source":"a report"})");
  ledger.add(by_registrar("witness-policy.published", "governance",
                          json::object{{"policy", export_examples_policy()}}));
}

void join(LedgerBuilder& ledger) {
  ledger.add_member("gha-gov");
  ledger.add(by_registrar("party.updated", "party/gha-gov",
                          object_of(R"({"name":"Republic of Ghana","sector":"government",
                                        "country":"GHA","roles":["member"]})")));
  ledger.add_member("ken-gov");
  ledger.add_party("tgo-gov");
}

json::object targeted_body() {
  return changed(pledge_body(), R"({"title":"Größe, 面积 and \"quotes\"","targets":[
      {"id":"sites","title":"Sites","unit":"sites","baseline":"0","goal":"2016",
       "due":"2027-12-31"}]})");
}

// From the submission to a determination that is taken back.
void fulfil(LedgerBuilder& ledger) {
  const std::string stream = "pledge/p-1";
  const auto member = [&](std::string kind, std::string_view body) {
    return ledger.add(by_party("gha-gov", std::move(kind), stream, object_of(body)));
  };
  ledger.add(by_party("gha-gov", "pledge.submitted", stream, targeted_body()));
  ledger.add(by_reviewer(
      "pledge.returned", stream,
      object_of(R"({"comments":[{"field":"/value","comment":"in which currency?"}]})")));
  ledger.add(by_party("gha-gov", "pledge.revised", stream, targeted_body()));
  ledger.add(by_reviewer("pledge.published", stream, object_of(R"({"number":"P2C-0017"})")));
  member("pledge.amended", R"({"category":"increase","reason":"a second tranche",
                               "changes":{"value":{"amount":"1500000","currency":"USD"}}})");
  ledger.add(by_registrar("notice.given", stream, object_of(R"({"text":"report, please"})")));
  const ledger::Sid report = member(
      "report.submitted",
      R"({"period":{"from":"2026-01-01","to":"2026-03-31"},"stage":"completed","narrative":"Done.",
          "actuals":[{"target":"sites","value":"2016"}],
          "committed":{"amount":"1500000","currency":"USD"},
          "disbursed":{"amount":"1400000.5","currency":"USD"},
          "evidence":[{"sha256":"3b9c358f36f0a31b6ad3e14f309c7cf198ac9246e8316f9ce543d5b19ac02b80",
                       "size":1048576,"type":"application/pdf","name":"Accounts.pdf"}]})");
  ledger.add(by_auditor("report.reviewed", stream,
                        json::object{{"report", report.hex()},
                                     {"finding", "accepted"},
                                     {"assurance", "verified"},
                                     {"comments", "seen on site"}}));
  const ledger::Sid determined =
      ledger.add(by_auditor("fulfilment.determined", stream, object_of(R"({"result":"fulfilled",
                               "achieved":[{"target":"sites","value":"2016"}]})")));
  ledger.add(by_auditor("fulfilment.reversed", stream,
                        json::object{{"sid", determined.hex()}, {"reason", "counted twice"}})
                 .signed_by({"auditor", "auditor-2"}));
  ledger.add(by_party("ken-gov", "attestation.given", stream,
                      object_of(R"({"claim":"the sites are on air","evidence":[]})")));
}

// A pledge that came by mail, was withdrawn and reinstated, and was superseded by another one.
void enter(LedgerBuilder& ledger) {
  const std::string stream = "pledge/p-2";
  const ledger::Sid sid =
      ledger.add(on_behalf("tgo-gov", "pledge.submitted", stream, pledge_body()));
  ledger.add(by_reviewer("pledge.published", stream, {}));
  ledger.add_key("tgo-gov", "tgo-gov");
  ledger.add(by_party("tgo-gov", "pledge.endorsed", stream, json::object{{"sid", sid.hex()}}));
  const json::object reason = object_of(R"({"reason":"the programme moved"})");
  ledger.add(by_party("tgo-gov", "pledge.withdrawn", stream, reason));
  ledger.add(by_party("tgo-gov", "pledge.reinstated", stream, reason));
  const ledger::Sid proposal =
      ledger.add(by_party("tgo-gov", "match.proposed", stream, json::object{{"pledge", "p-1"}}));
  ledger.add(
      by_party("gha-gov", "match.accepted", "pledge/p-1", json::object{{"sid", proposal.hex()}}));
  ledger.add(by_registrar("pledge.superseded", stream,
                          object_of(R"({"successor":"p-1","reason":"merge"})")));
}

void lose_a_key(LedgerBuilder& ledger) {
  ledger.add(by_registrar(
      "key.revoked", "keys/gha-gov",
      json::object{
          {"key", test_key_id("gha-gov").hex()}, {"reason", "stolen"}, {"compromised_since", 30}}));
  ledger.add(by_registrar("key.added", "keys/gha-gov",
                          json::object{{"public_key", public_key_text("gha-gov-2")},
                                       {"label", "the second"},
                                       {"roles", json::array{}}})
                 .signed_by({"registrar", "gha-gov-2"}));
}

}  // namespace

LedgerBuilder eventful_ledger() {
  LedgerBuilder ledger;
  govern(ledger);
  join(ledger);
  fulfil(ledger);
  enter(ledger);
  lose_a_key(ledger);
  ledger.add(by_party("ken-gov", "pledge.submitted", "pledge/p-3", pledge_body()));
  ledger.add(by_reviewer("pledge.rejected", "pledge/p-3", object_of(R"({"reason":"a joke"})")));
  return ledger;
}

std::vector<ExportExample> export_examples() {
  ExportedLedger ledger(eventful_ledger());
  (void)ledger.release();
  ledger.builder.add_party("late");  // so that there are two heads records
  std::string note = cosign_note(ledger.release(), "ministry", kWitnessed);
  note = cosign_note(note, "audit", kWitnessed + 1);
  std::vector<ExportExample> examples{
      {"everything", ledger::Everything{}, {}},
      {"a member", ledger::OfMember{ledger::PartyId::parse("gha-gov").value()}, {}},
      {"a focus area", ledger::OfFocusArea{ledger::ItemId::parse("access").value()}, {}},
      {"a pledge", selection_of("pledge/p-3"), {}},
      {"a pledge that there is not", selection_of("pledge/p-9"), {}},
      {"a member who never pledged", ledger::OfMember{ledger::PartyId::parse("late").value()}, {}}};
  for (ExportExample& example : examples)
    example.text = export_text(*ledger.test.store, note, example.selection);
  return examples;
}

std::string export_examples_policy() {
  return fmt::format(
      "log {}\nwitness ministry {}\nwitness audit {}\ngroup auditors any audit\n"
      "group both all ministry auditors\nquorum both\n",
      log_verifier_key().text(), witness_verifier_key("ministry").text(),
      witness_verifier_key("audit").text());
}

}  // namespace pledgebook::support
