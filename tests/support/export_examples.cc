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
    return ledger.add(by_registrar(std::move(kind), "governance", object_of(body)));
  };
  const auto correct = [&ledger](std::string kind, std::string_view body,
                                 const ledger::Sid& wrong) {
    json::object corrected = object_of(body);
    corrected["corrects"] = wrong.hex();
    ledger.add(by_registrar(std::move(kind), "governance", std::move(corrected))
                   .signed_by({"registrar", "auditor"}));
  };
  const ledger::Sid list = registrar(
      "list.published", R"({"list":"focus-area","effective":"2022-01-01","source":"a resolution",
                            "items":[{"id":"access","title":{"en":"Acess"}}]})");
  correct("list.published",
          R"({"list":"focus-area","effective":"2022-01-01","source":"a resolution","items":[
              {"id":"access","title":{"en":"Access","fr":"Accès"},"leads":["A coalition"]},
              {"id":"adoption","title":{"en":"Adoption"}}]})",
          list);
  const ledger::Sid rates =
      registrar("rates.published", R"({"effective":"2026-05-01","base":"USD","source":"a bank",
                             "rates":{"EUR":"9.24","JPY":"151.0000000001"}})");
  correct("rates.published", R"({"effective":"2026-05-01","base":"USD","source":"a bank",
                                 "rates":{"EUR":"0.924","JPY":"151.0000000001"}})",
          rates);
  registrar("objective.set",
            R"({"id":"people-offline","title":"People offline","unit":"people","source":"a report",
                "baseline":{"value":"2900000000","date":"2021-12-31"},
                "target":{"value":"0","date":"2030-12-31"}})");
  ledger.add(by_registrar("indicator.observed", "indicator/people-offline",
                          object_of(R"({"objective":"people-offline","source":"a report",
                              "observations":[{"date":"2024-12-31","value":"2600000000.25"},
                                  {"date":"2024-12-31","value":"9500000","country":"GHA"}]})")));
  ledger.add(by_registrar("witness-policy.published", "governance",
                          json::object{{"policy", export_examples_policy()}}));
}

void join(LedgerBuilder& ledger) {
  ledger.add_member("gha-gov");
  ledger.add(
      by_registrar("party.updated", "party/gha-gov",
                   object_of(R"({"name":"Republic of Ghana","sector":"government","country":"GHA",
                                 "itu_membership":"member-state","roles":["member"]})")));
  ledger.add_member("ken-gov");
  ledger.add_party("tgo-gov");
  ledger.add_party("audit-firm", R"(["auditor"])");
  ledger.add_key("audit-firm", "audit-firm", R"(["auditor"])");
}

json::object targeted_body() {
  return changed(pledge_body(), R"({"title":"Größe, 面积 and \"quotes\"","targets":[
      {"id":"sites","title":"Sites","unit":"sites","baseline":"0","goal":"2016",
       "due":"2027-12-31"}]})");
}

// A correction of the value is proposed, and takes effect once a reviewer accepts it.
void correct(LedgerBuilder& ledger, const std::string& stream, std::string_view amount,
             std::string_view kind) {
  json::object body = object_of(R"({"category":"correction","reason":"a typing error"})");
  body["changes"] = json::object{{"value", json::object{{"amount", amount}, {"currency", "USD"}}}};
  const ledger::Sid proposal =
      ledger.add(by_party("gha-gov", "pledge.amended", stream, std::move(body)));
  ledger.add(
      by_reviewer(std::string(kind), stream,
                  json::object{{"amendment", proposal.hex()}, {"reason", "as the letter says"}}));
}

void publish(LedgerBuilder& ledger, const std::string& stream) {
  ledger.add(by_party("gha-gov", "pledge.submitted", stream, targeted_body()));
  ledger.add(by_reviewer(
      "pledge.returned", stream,
      object_of(R"({"comments":[{"field":"/value","comment":"in which currency?"}]})")));
  const ledger::Sid revision =
      ledger.add(by_party("gha-gov", "pledge.revised", stream, targeted_body()));
  ledger.add(by_reviewer("pledge.published", stream,
                         json::object{{"submission", revision.hex()}, {"number", "P2C-0017"}}));
}

// From the submission to a determination that is reversed.
void fulfil(LedgerBuilder& ledger) {
  const std::string stream = "pledge/p-1";
  publish(ledger, stream);
  const auto member = [&](std::string kind, std::string_view body) {
    return ledger.add(by_party("gha-gov", std::move(kind), stream, object_of(body)));
  };
  member("pledge.amended", R"({"category":"increase","reason":"a second tranche",
                               "changes":{"value":{"amount":"1500000","currency":"USD"}}})");
  correct(ledger, stream, "15000000", "correction.declined");
  correct(ledger, stream, "1600000", "correction.accepted");
  ledger.add(by_registrar("notice.given", stream, object_of(R"({"text":"report, please"})")));
  const ledger::Sid report = member(
      "report.submitted",
      R"({"period":{"from":"2026-01-01","to":"2026-03-31"},"stage":"completed","narrative":"Done.",
          "lessons":"Order the masts before the rains.",
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
                 .also("audit-firm", "audit-firm"));
}

// What others say of it, in streams of their own.
void talk(LedgerBuilder& ledger) {
  const ledger::Sid given =
      ledger.add(by_party("ken-gov", "attestation.given", "attestation/p-1",
                          object_of(R"({"claim":"the sites are on air","evidence":[]})")));
  ledger.add(by_party("ken-gov", "attestation.withdrawn", "attestation/p-1",
                      json::object{{"sid", given.hex()}, {"reason", "other sites were meant"}}));
  const ledger::Sid question =
      ledger.add(by_party("ken-gov", "message.posted", "discussion/p-1",
                          object_of(R"({"text":"Which districts?","topic":"question"})")));
  ledger.add(by_party(
      "gha-gov", "message.posted", "discussion/p-1",
      json::object{{"text", "The north."}, {"topic", "answer"}, {"in_reply_to", question.hex()}}));
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
                          object_of(R"({"successor":"p-1","reason":"merge"})"))
                 .also("tgo-gov", "tgo-gov"));
  const json::object doubt = object_of(R"({"reason":"its keys are in doubt"})");
  ledger.add(by_registrar("party.suspended", "party/tgo-gov", doubt));
  ledger.add(by_registrar("party.resumed", "party/tgo-gov", doubt));
}

// One is stolen, one goes to a new laptop, and one is no longer needed.
void change_keys(LedgerBuilder& ledger) {
  ledger.add(by_registrar(
      "key.revoked", "governance",
      json::object{
          {"key", test_key_id("gha-gov").hex()}, {"reason", "stolen"}, {"compromised_since", 30}}));
  ledger.add(by_registrar("key.added", "keys/gha-gov",
                          json::object{{"public_key", public_key_text("gha-gov-2")},
                                       {"label", "the second"},
                                       {"recovered", true},
                                       {"roles", json::array{"member"}}})
                 .signed_by({"registrar", "gha-gov-2"}));
  ledger.add(by_party("ken-gov", "key.replaced", "keys/ken-gov",
                      json::object{{"public_key", public_key_text("ken-gov-2")},
                                   {"label", "a new laptop"}})
                 .signed_by({"ken-gov", "ken-gov-2"}));
  ledger.add(by_party("ken-gov", "key.added", "keys/ken-gov",
                      json::object{{"public_key", public_key_text("ken-gov-3")},
                                   {"label", "a spare"},
                                   {"roles", json::array{"member"}}})
                 .signed_by({"ken-gov-2", "ken-gov-3"}));
  ledger.add(by_party("ken-gov", "key.revoked", "keys/ken-gov",
                      json::object{{"key", test_key_id("ken-gov-3").hex()}, {"reason", "unused"}})
                 .signed_by({"ken-gov-2"}));
}

}  // namespace

void add_events(LedgerBuilder& ledger) {
  govern(ledger);
  join(ledger);
  fulfil(ledger);
  talk(ledger);
  enter(ledger);
  ledger.add(by_party("ken-gov", "pledge.submitted", "pledge/p-3", pledge_body()));
  ledger.add(by_reviewer("pledge.rejected", "pledge/p-3", object_of(R"({"reason":"a joke"})")));
  change_keys(ledger);
}

LedgerBuilder eventful_ledger() {
  LedgerBuilder ledger;
  add_events(ledger);
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
