// SPDX-License-Identifier: Apache-2.0
// Rules of what figures are made from: lists, rates, objectives and observations.
#include <gtest/gtest.h>

#include <string>

#include "ledger/domain/rules/rules.h"
#include "tests/support/json.h"
#include "tests/support/ledger_builder.h"

namespace pledgebook::ledger {
namespace {

using support::by_registrar;
using support::changed;
using support::Draft;
using support::furnished_ledger;
using support::LedgerBuilder;
using support::object_of;

Draft list(std::string_view patch = "{}") {
  return by_registrar("list.published", "governance",
                      changed(object_of(R"({"list":"goal","effective":"2026-01-01","source":"s",
                          "items":[{"id":"a","title":{"en":"A"},"members":["GHA"]}]})"),
                              patch));
}

TEST(ListPublishedRules, NameTheFault) {
  LedgerBuilder ledger = furnished_ledger();
  const auto check = [&ledger](std::string_view patch, std::string_view code,
                               std::string_view pointer) {
    ledger.expect_refused(list(patch), code, pointer);
  };

  check(R"({"items":[{"id":"a","title":{"en":"A"}},{"id":"a","title":{"en":"B"}}]})", "item_twice",
        "/body/items/1/id");
  check(R"({"items":[{"id":"a","title":{"fr":"A"}}]})", "title_not_in_english",
        "/body/items/0/title");
  check(R"({"items":[{"id":"a","title":{}}]})", "title_not_in_english", "/body/items/0/title");
  check(R"({"items":[{"id":"a","title":{"en":"A","?":"B"}}]})", "language_invalid",
        "/body/items/0/title");
  check(R"({"items":[{"id":"a","title":{"en":"A","zh-":"B"}}]})", "language_invalid",
        "/body/items/0/title");
  check(R"({"items":[{"id":"a","title":{"en":""}}]})", "text_empty", "/body/items/0/title/en");
  check(R"({"items":[{"id":"a","title":{"en":"A"},"members":["GHA","XKX"]}]})", "country_unknown",
        "/body/items/0/members/1");
  check(R"({"items":[{"id":"a","title":{"en":"A"},"members":["GHA","GHA"]}]})", "country_twice",
        "/body/items/0/members/1");
  check(R"({"source":""})", "text_empty", "/body/source");
}

TEST(ListPublishedRules, AskForANewEffectiveDate) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add(list());

  ledger.expect_refused(list(), "list_version_exists", "/body/effective");
  EXPECT_TRUE(ledger.submit(list(R"({"effective":"2025-01-01"})"))) << "in any order";
  EXPECT_TRUE(ledger.submit(list(R"({"list":"other"})")));
  EXPECT_TRUE(ledger.submit(list(R"({"effective":"2024-01-01","items":null})"))) << "empty";
  EXPECT_TRUE(ledger.submit(
      list(R"({"effective":"2023-01-01","items":[{"id":"a","title":{"en":"A","zh-Hans":"B"}}]})")));
}

Draft rates(std::string_view patch = "{}") {
  return by_registrar("rates.published", "governance",
                      changed(object_of(R"({"effective":"2026-04-01","base":"USD","source":"s",
                          "rates":{"EUR":"0.924","USD":"1"}})"),
                              patch));
}

TEST(RatesPublishedRules, NameTheFault) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.expect_refused(rates(R"({"base":"EUR"})"), "base_not_usd", "/body/base");
  ledger.expect_refused(rates(R"({"rates":{"XXX":"1"}})"), "currency_unknown", "/body/rates/XXX");
  ledger.expect_refused(rates(R"({"rates":{"USD":"1.01"}})"), "rate_of_base", "/body/rates/USD");
  ledger.expect_refused(rates(R"({"rates":{"EUR":null,"USD":null}})"), "rates_missing",
                        "/body/rates");
  ledger.expect_refused(rates(R"({"rates":{"EUR":"0"}})"), "rate_invalid", "/body/rates/EUR");
}

TEST(RatesPublishedRules, AskForANewEffectiveDate) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add(rates());

  ledger.expect_refused(rates(), "rates_exist", "/body/effective");
  EXPECT_TRUE(ledger.submit(rates(R"({"effective":"2026-03-01"})"))) << "in any order";
}

// By a registrar and an auditor.
Draft correcting(Draft draft, const Sid& corrected) {
  draft.body["corrects"] = corrected.hex();
  return draft.signed_by({"registrar", "auditor"});
}

// What is in force is the last of its date, so that a correction may be corrected in turn.
template <class Make>
void check_corrections(Make make) {
  LedgerBuilder ledger = furnished_ledger();
  const Draft again = make(R"({"source":"as printed later"})");
  ledger.expect_refused(correcting(again, Sid{}), "nothing_to_correct", "/body/corrects");
  const Sid first = ledger.add(make("{}"));

  ledger.expect_refused(correcting(again, first).signed_by({"registrar"}), "signature_missing",
                        "/signatures");
  EXPECT_EQ(ledger.refusal(correcting(again, first).signed_by({"registrar", "reviewer"})).code,
            "role_missing");
  EXPECT_EQ(ledger.refusal(correcting(again, first).signed_by({"auditor", "auditor-2"})).code,
            "role_missing");
  EXPECT_EQ(ledger.refusal(again.signed_by({"registrar", "auditor"})).code, "signature_unexpected");
  ledger.expect_refused(correcting(make(R"({"effective":"2026-02-03"})"), first),
                        "nothing_to_correct", "/body/corrects");
  const Sid second = ledger.add(correcting(again, first));
  ledger.expect_refused(correcting(make("{}"), first), "not_in_force", "/body/corrects");
  EXPECT_TRUE(ledger.submit(correcting(make("{}"), second)));
}

TEST(ListPublishedRules, TakeACorrectionOfTheVersionInForce) { check_corrections(list); }

TEST(RatesPublishedRules, TakeACorrectionOfTheTableInForce) { check_corrections(rates); }

TEST(ListPublishedRules, LetAnAuditorOfAnotherPartySignTheCorrection) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_party("nor-gov", R"(["auditor"])");
  ledger.add_key("nor-gov", "nor-gov", R"(["auditor"])");
  const Sid first = ledger.add(list());
  Draft draft = correcting(list(R"({"source":"later"})"), first);

  EXPECT_TRUE(ledger.submit(draft.signed_by({"registrar"}).also("nor-gov", "nor-gov")));
}

TEST(RatesPublishedRules, VoidATableByAnEmptyCorrectionOnly) {
  LedgerBuilder ledger = furnished_ledger();
  constexpr const char* kNone = R"({"rates":{"EUR":null,"USD":null}})";
  ledger.expect_refused(rates(kNone), "rates_missing", "/body/rates");

  const Sid wrong = ledger.add(rates());
  const Sid empty = ledger.add(correcting(rates(kNone), wrong));
  EXPECT_TRUE(ledger.submit(correcting(rates(), empty))) << "and it may be corrected in turn";
}

TEST(ObjectiveRules, AskForATargetAfterTheBaseline) {
  LedgerBuilder ledger = furnished_ledger();
  const auto objective = [](std::string_view patch) {
    return by_registrar("objective.set", "governance",
                        changed(object_of(R"({"id":"new","title":"t","unit":"u","source":"s",
                            "baseline":{"value":"0","date":"2020-01-01"},
                            "target":{"value":"1","date":"2030-01-01"}})"),
                                patch));
  };

  ledger.expect_refused(objective(R"({"target":{"date":"2020-01-01"}})"), "start_not_before_end",
                        "/body/target/date");
  ledger.expect_refused(objective(R"({"unit":""})"), "text_empty", "/body/unit");
  EXPECT_TRUE(ledger.submit(objective("{}")));
  EXPECT_TRUE(ledger.submit(objective(R"({"title":"again"})"))) << "may be set anew";
}

Draft observing(std::string_view observations, const char* stream = "indicator/people-offline") {
  Draft draft = by_registrar("indicator.observed", stream,
                             object_of(R"({"objective":"people-offline","source":"s"})"));
  draft.body["observations"] = support::json_of(observations);
  return draft;
}

TEST(IndicatorRules, NameTheFault) {
  LedgerBuilder ledger = furnished_ledger();
  constexpr const char* kOne = R"([{"date":"2024-12-31","value":"26","country":"GHA"}])";
  Draft of_none = observing(kOne, "indicator/none");
  ledger.expect_refused(of_none, "stream_wrong", "/stream");
  of_none.body["objective"] = "none";
  ledger.expect_refused(of_none, "objective_unknown", "/body/objective");

  ledger.expect_refused(observing("[]"), "observations_missing", "/body/observations");
  ledger.expect_refused(observing(R"([{"date":"2024-12-31","value":"26"},
                            {"date":"2024-12-31","value":"26","country":"XXX"}])"),
                        "country_unknown", "/body/observations/1/country");
  ledger.expect_refused(observing(R"([{"date":"2024-12-31","value":"26"},
                            {"date":"2024-12-31","value":"27"}])"),
                        "observation_twice", "/body/observations/1");
  ledger.expect_refused(observing(R"([{"date":"2024-12-31","value":"26","country":"GHA"},
                            {"date":"2023-12-31","value":"27","country":"GHA"},
                            {"date":"2024-12-31","value":"27","country":"GHA"}])"),
                        "observation_twice", "/body/observations/2");
  ledger.expect_refused(observing(kOne).signed_by({"reviewer"}), "role_missing",
                        "/signatures/0/keyid");
}

// As many countries as there are in one statement; a later one replaces earlier observations.
TEST(IndicatorRules, TakeManyObservationsInAStreamOfTheirOwn) {
  LedgerBuilder ledger = furnished_ledger();
  constexpr const char* kMany = R"([{"date":"2024-12-31","value":"26"},
      {"date":"2024-12-31","value":"26","country":"GHA"},
      {"date":"2024-12-31","value":"27","country":"KEN"},
      {"date":"2023-12-31","value":"28","country":"GHA"}])";

  ledger.add(observing(kMany));
  const Sid last = ledger.add(observing(kMany));
  EXPECT_EQ(ledger.registry().head(*StreamId::parse("indicator/people-offline")), last);
  EXPECT_NE(ledger.registry().head(*StreamId::parse("governance")), last);
}

TEST(ListItems, NameTheirLeads) {
  LedgerBuilder ledger = furnished_ledger();
  const auto with_leads = [](std::string_view leads) {
    return list(R"({"items":[{"id":"a","title":{"en":"A"},"leads":)" + std::string(leads) + "}]}");
  };

  ledger.expect_refused(with_leads(R"(["ITU"," "])"), "text_empty", "/body/items/0/leads/1");
  EXPECT_TRUE(ledger.submit(with_leads(R"(["ITU","UNICEF"])")));
}

}  // namespace
}  // namespace pledgebook::ledger
