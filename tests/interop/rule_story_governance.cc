// SPDX-License-Identifier: Apache-2.0
// What is refused in governance, of parties and of keys.
#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <utility>

#include "tests/interop/rule_story.h"
#include "tests/support/json.h"

namespace pledgebook {
namespace {

namespace json = boost::json;
using support::by_party;
using support::by_registrar;
using support::by_roots;
using support::Draft;
using support::object_of;
using support::public_key_text;
using support::test_key_id;

constexpr std::string_view kNoSid =
    "0000000000000000000000000000000000000000000000000000000000000000";

Draft governs(std::string kind, std::string_view body) {
  return by_registrar(std::move(kind), "governance", object_of(body));
}

json::object with_corrects(std::string_view body, std::string_view sid) {
  json::object corrected = object_of(body);
  corrected["corrects"] = sid;
  return corrected;
}

void tell_lists(RuleStory& story) {
  constexpr std::string_view kFocusAreas =
      R"({"list":"focus-area","effective":"2022-01-01","source":"a resolution",
          "items":[{"id":"access","title":{"en":"Access"}}]})";
  const auto list = [](std::string_view items) {
    return governs("list.published",
                   fmt::format(R"({{"list":"sdg","effective":"2022-01-01","source":"a resolution",
                                    "items":[{}]}})",
                               items));
  };
  story.refuse(governs("list.published", kFocusAreas), "list_version_exists");
  story.refuse(by_registrar("list.published", "governance", with_corrects(kFocusAreas, kNoSid))
                   .signed_by({"registrar", "auditor"}),
               "not_in_force");
  story.refuse(by_registrar("list.published", "governance", with_corrects(kFocusAreas, kNoSid)),
               "signature_missing");
  story.refuse(list(R"({"id":"9","title":{"fr":"Infrastructure"}})"), "title_not_in_english");
  story.refuse(list(R"({"id":"9","title":{"en":"A"}},{"id":"9","title":{"en":"B"}})"),
               "item_twice");
  story.refuse(list(R"({"id":"9","title":{"en":"A"},"members":["XXX"]})"), "country_unknown");
  story.admit(list(R"({"id":"9","title":{"en":"Industry, innovation and infrastructure"}})"));
}

void tell_rates(RuleStory& story) {
  const auto rates = [](std::string_view date, std::string_view base, std::string_view table) {
    return governs("rates.published", fmt::format(R"({{"effective":"{}","base":"{}",
                                                       "rates":{{{}}},"source":"a bank"}})",
                                                  date, base, table));
  };
  story.refuse(rates("2026-05-01", "USD", R"("EUR":"0.9")"), "rates_exist");
  story.refuse(rates("2026-06-01", "EUR", R"("EUR":"0.9")"), "base_not_usd");
  story.refuse(rates("2026-06-01", "USD", ""), "rates_missing");
  story.refuse(rates("2026-06-01", "USD", R"("EUR":"0")"), "rate_invalid");
  story.refuse(rates("2026-06-01", "USD", R"("XXQ":"2")"), "currency_unknown");
  story.refuse(rates("2026-06-01", "USD", R"("USD":"2")"), "rate_of_base");
  const ledger::Sid table = story.admit(rates("2026-06-01", "USD", R"("EUR":"0.9")"));
  const json::object none = with_corrects(
      R"({"effective":"2026-06-01","base":"USD","rates":{},"source":"the bank took it back"})",
      table.hex());
  story.refuse(by_registrar("rates.published", "governance", none), "signature_missing");
  story.admit(
      by_registrar("rates.published", "governance", none).signed_by({"registrar", "auditor"}));
}

void tell_rules(RuleStory& story) {
  const auto adopts = [](int rules) {
    return by_roots("rules.adopted", "governance", json::object{{"rules", rules}});
  };
  story.refuse(adopts(1), "rules_not_greater");
  story.refuse(adopts(2), "rules_unknown");
  story.refuse(adopts(2).signed_by({"root-1"}), "root_quorum_missing");
  story.refuse(adopts(2).signed_by({"root-1", "root-2", "root-3"}), "signature_unexpected");
  story.refuse(adopts(2).signed_by({"registrar"}), "signature_unexpected");
}

void tell_log_key(RuleStory& story) {
  const auto replaces = [](std::string_view name) {
    const auto key = crypto::VerifierKey::of(name, support::test_key("log-2").public_key(),
                                             crypto::NoteKeyType::ed25519)
                         .value();
    return by_roots("log-key.replaced", "governance", json::object{{"log_key", key.text()}});
  };
  const std::vector<std::string> all{"root-1", "root-2", "log-2"};
  story.refuse(replaces(support::kTestOrigin), "signature_missing");
  story.refuse(replaces("another.example").signed_by(all), "log_key_wrong");
  story.refuse(replaces(support::kTestOrigin).signed_by({"root-1", "log-2"}),
               "root_quorum_missing");
  story.admit(replaces(support::kTestOrigin).signed_by(all));
}

void tell_objectives(RuleStory& story) {
  story.refuse(governs("objective.set", R"({"id":"x","title":"X","unit":"y","source":"z",
                           "baseline":{"value":"1","date":"2030-01-01"},
                           "target":{"value":"0","date":"2030-01-01"}})"),
               "start_not_before_end");
  const auto observes = [](std::string_view objective, std::string_view observations) {
    return by_registrar(
        "indicator.observed", fmt::format("indicator/{}", objective),
        object_of(fmt::format(R"({{"objective":"{}","source":"a report","observations":[{}]}})",
                              objective, observations)));
  };
  constexpr std::string_view kOne = R"({"date":"2025-12-31","value":"2200000000"})";
  story.refuse(observes("none", kOne), "objective_unknown");
  story.refuse(observes("people-offline", ""), "observations_missing");
  story.refuse(observes("people-offline", fmt::format("{},{}", kOne, kOne)), "observation_twice");
  story.refuse(governs("indicator.observed",
                       fmt::format(R"({{"objective":"people-offline","source":"a report",
                                        "observations":[{}]}})",
                                   kOne)),
               "stream_wrong");
  story.refuse(governs("witness-policy.published", R"({"policy":"quorum w1\n"})"),
               "policy_invalid");
}

Draft registers(std::string kind, std::string_view party, std::string_view roles) {
  return by_registrar(
      std::move(kind), fmt::format("party/{}", party),
      object_of(fmt::format(R"({{"name":"A party","sector":"foundation","roles":{}}})", roles)));
}

Draft adds(std::string_view party, std::string_view key, std::string_view roles) {
  json::object body{{"public_key", public_key_text(key)}, {"label", key}};
  body["roles"] = support::json_of(roles);
  return by_registrar("key.added", fmt::format("keys/{}", party), std::move(body))
      .signed_by({"registrar", std::string(key)});
}

Draft adds_by_roots(std::string_view party, std::string_view key, std::string_view roles) {
  return adds(party, key, roles).signed_by({"root-1", "root-2", std::string(key)});
}

void tell_key_additions(RuleStory& story) {
  story.refuse(adds("none", "new", R"(["member"])"), "party_unknown");
  story.refuse(adds("tgo-gov", "ken-gov", R"(["member"])").also("tgo-gov", "tgo-gov"),
               "key_exists");
  story.refuse(adds("tgo-gov", "new", R"(["member"])"), "signature_missing");
  story.refuse(adds("tgo-gov", "new", R"(["verifier"])").also("tgo-gov", "tgo-gov"),
               "role_not_of_party");
  story.refuse(adds("tgo-gov", "new", R"([])").also("tgo-gov", "tgo-gov"), "roles_missing");
  story.refuse(adds("bdt", "new", R"(["auditor"])"), "root_quorum_missing");
  story.refuse(adds_by_roots("bdt", "new", R"(["auditor","member"])"), "key_holds_too_much");
  story.refuse(adds_by_roots("audit-firm", "new", R"(["auditor"])"), "signature_missing");
  Draft root = adds_by_roots("tgo-gov", "new", R"([])");
  root.body["root"] = true;
  story.refuse(root.also("tgo-gov", "tgo-gov"), "root_key_not_operators");
  Draft recovered = adds("tgo-gov", "new", R"(["member"])").also("tgo-gov", "tgo-gov");
  recovered.body["recovered"] = true;
  story.refuse(recovered, "recovered_unexpected");
  story.admit(registers("party.registered", "both", R"(["member","verifier"])"));
  story.admit(adds("both", "both", R"(["member"])"));
  Draft escalates = adds("both", "new", R"(["verifier"])");
  escalates.signers = {"both"};
  story.refuse(escalates.signed_by({"both", "new"}), "role_escalation");
}

void tell_key_ends(RuleStory& story) {
  const auto replaces = [](std::string_view by, std::string_view old, std::string_view fresh) {
    return by_party(by, "key.replaced", "keys/tgo-gov",
                    json::object{{"public_key", public_key_text(fresh)}, {"label", "new"}})
        .signed_by({std::string(old), std::string(fresh)});
  };
  story.refuse(replaces("tgo-gov", "tgo-gov", "ken-gov"), "key_exists");
  story.refuse(replaces("ken-gov", "ken-gov-2", "new"), "signer_unexpected");
  story.refuse(replaces("tgo-gov", "tgo-gov", "new").signed_by({"tgo-gov"}), "signature_missing");

  const auto revokes = [](std::string_view key) {
    return by_registrar("key.revoked", "governance",
                        json::object{{"key", test_key_id(key).hex()}, {"reason", "stolen"}});
  };
  story.refuse(revokes("nobody"), "key_not_of_party");
  story.refuse(revokes("gha-gov"), "key_already_revoked");
  story.refuse(revokes("auditor"), "root_quorum_missing");
  story.refuse(revokes("tgo-gov").signed_by({"auditor"}), "role_missing");
  Draft early = revokes("tgo-gov");
  early.body["compromised_since"] = 0;
  story.refuse(early, "compromised_since_out_of_range");
  Draft own = revokes("tgo-gov").signed_by({"tgo-gov"});
  own.signers = {"tgo-gov"};
  own.stream = "keys/tgo-gov";
  story.refuse(own, "key_revokes_itself");
  const std::vector<std::string> quorum{"root-1", "root-2"};
  story.admit(revokes("root-3").signed_by(quorum));
  story.refuse(revokes("root-2").signed_by(quorum), "root_quorum_lost");
}

// A key is stolen, and what the thief made of it ends with it; what the registrar added does not.
void tell_theft(RuleStory& story) {
  story.admit(registers("party.registered", "robbed", R"(["member"])"));
  story.admit(adds("robbed", "robbed", R"(["member"])"));
  const std::uint64_t since = story.ledger().statements().size();
  Draft second = adds("robbed", "robbed-2", R"(["member"])").signed_by({"robbed", "robbed-2"});
  second.signers = {"robbed"};
  story.admit(second);
  story.admit(by_party("robbed", "key.replaced", "keys/robbed",
                       json::object{{"public_key", public_key_text("robbed-3")}, {"label", "new"}})
                  .signed_by({"robbed-2", "robbed-3"}));
  const auto submits = [](std::string_view pledge, std::string_view key) {
    return by_party("robbed", "pledge.submitted", fmt::format("pledge/{}", pledge),
                    support::pledge_body())
        .signed_by({std::string(key)});
  };
  story.admit(submits("p-5", "robbed-3"));
  Draft recovered = adds("robbed", "robbed-4", R"(["member"])");
  recovered.body["recovered"] = true;
  story.admit(recovered);
  story.admit(by_registrar("key.revoked", "governance",
                           json::object{{"key", test_key_id("robbed").hex()},
                                        {"reason", "stolen"},
                                        {"compromised_since", since}}));
  for (const std::string_view ended : {"robbed", "robbed-2", "robbed-3"})
    story.refuse(submits("p-6", ended), "key_revoked");
  story.admit(submits("p-6", "robbed-4"));
}

}  // namespace

void tell_governance(RuleStory& story) {
  tell_rules(story);
  tell_log_key(story);
  tell_lists(story);
  tell_rates(story);
  tell_objectives(story);
}

void tell_parties(RuleStory& story) {
  story.refuse(registers("party.registered", "tgo-gov", R"(["member"])"), "party_exists");
  story.refuse(registers("party.registered", "p", R"([])"), "roles_missing");
  story.refuse(registers("party.registered", "p", R"(["auditor"])"), "root_quorum_missing");
  story.refuse(registers("party.registered", "p", R"(["registrar"])").with_roots(),
               "registrar_not_operator");
  story.refuse(registers("party.registered", "p", R"(["member"])").with_roots(),
               "root_key_misused");
  story.refuse(registers("party.registered", "p", R"(["member","member"])"), "role_twice");
  story.refuse(registers("party.updated", "p", R"(["member"])"), "party_unknown");
  story.refuse(registers("party.updated", "bdt", R"(["member"])").with_roots(),
               "operator_not_registrar");
  const auto doubts = [](std::string kind, std::string_view party) {
    return by_registrar(std::move(kind), fmt::format("party/{}", party),
                        object_of(R"({"reason":"its keys are in doubt"})"));
  };
  story.refuse(doubts("party.suspended", "p"), "party_unknown");
  story.refuse(doubts("party.suspended", "audit-firm"), "signature_unexpected");
  story.refuse(doubts("party.suspended", "bdt").signed_by({"root-1", "root-2"}),
               "operator_suspended");
  story.refuse(doubts("party.resumed", "tgo-gov"), "not_suspended");
  story.admit(doubts("party.suspended", "tgo-gov"));
  story.refuse(doubts("party.suspended", "tgo-gov"), "already_suspended");
  story.refuse(by_party("tgo-gov", "pledge.submitted", "pledge/p-9", support::pledge_body()),
               "party_suspended");
  story.admit(doubts("party.resumed", "tgo-gov"));
  tell_key_additions(story);
  tell_key_ends(story);
  tell_theft(story);
}

}  // namespace pledgebook
