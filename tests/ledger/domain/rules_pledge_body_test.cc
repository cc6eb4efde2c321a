// SPDX-License-Identifier: Apache-2.0
// Rules of a pledge's body: each cell of pledge.submitted, both ways.
#include <gtest/gtest.h>

#include "ledger/domain/rules/rules.h"
#include "tests/support/json.h"
#include "tests/support/ledger_builder.h"

namespace pledgebook::ledger {
namespace {

using support::by_party;
using support::by_registrar;
using support::changed;
using support::Draft;
using support::furnished_ledger;
using support::LedgerBuilder;
using support::object_of;
using support::on_behalf;
using support::pledge_body;

Draft pledge(std::string_view patch) {
  return by_party("gha-gov", "pledge.submitted", "pledge/p-1", changed(pledge_body(), patch));
}

void check_refused(std::string_view patch, std::string_view code, std::string_view pointer) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_pledge("p-0", "ken-gov");
  ledger.expect_refused(pledge(patch), code, pointer);
}

void check_accepted(std::string_view patch) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_pledge("p-0", "ken-gov");
  ledger.add(pledge(patch));
}

TEST(PledgeBodyRules, AreObeyedByTheExample) { check_accepted("{}"); }

TEST(PledgeBodyRules, AskForConsent) {
  check_refused(R"({"public":false})", "consent_required", "/body/public");
}

TEST(PledgeBodyRules, AskForTheValueOfAFinancialPledge) {
  check_refused(R"({"value":null})", "value_missing", "/body/value");
  check_accepted(R"({"value":null,"type":"policy"})");
  check_accepted(R"({"type":"advocacy"})");
}

TEST(PledgeBodyRules, AskForMoney) {
  check_refused(R"({"value":{"amount":"0"}})", "amount_not_positive", "/body/value/amount");
  check_refused(R"({"value":{"amount":"0.00"}})", "amount_not_positive", "/body/value/amount");
  check_refused(R"({"value":{"currency":"XAU"}})", "currency_unknown", "/body/value/currency");
  check_refused(R"({"value":{"currency":"XXX"}})", "currency_unknown", "/body/value/currency");
  check_refused(R"({"value":{"amount":"1.005"}})", "too_many_decimals", "/body/value/amount");
  check_refused(R"({"value":{"amount":"1.5","currency":"JPY"}})", "too_many_decimals",
                "/body/value/amount");
  check_accepted(R"({"value":{"amount":"0.01"}})");
  check_accepted(R"({"value":{"amount":"1.00","currency":"JPY"}})");
  check_accepted(R"({"value":{"amount":"1.005","currency":"TND"}})");
}

TEST(PledgeBodyRules, MatchScopeAndCountries) {
  check_refused(R"({"countries":null})", "countries_missing", "/body/countries");
  check_refused(R"({"scope":"global"})", "countries_unexpected", "/body/countries");
  check_accepted(R"({"scope":"global","countries":null})");
  check_accepted(R"({"scope":"region","countries":null})");
  check_accepted(R"({"scope":"region"})");
}

TEST(PledgeBodyRules, AskForKnownCountriesOnce) {
  check_refused(R"({"countries":[{"iso3":"GHA"},{"iso3":"XKX"}]})", "country_unknown",
                "/body/countries/1/iso3");
  check_refused(R"({"countries":[{"iso3":"GHA"},{"iso3":"KEN"},{"iso3":"GHA"}]})", "country_twice",
                "/body/countries/2/iso3");
}

TEST(PledgeBodyRules, AskForSharesThatTotalAHundred) {
  check_refused(R"({"countries":[{"iso3":"GHA","share":"60"},{"iso3":"KEN","share":"39.899999"}]})",
                "shares_not_100", "/body/countries");
  check_refused(R"({"countries":[{"iso3":"GHA","share":"100"},{"iso3":"KEN","share":"0.100001"}]})",
                "shares_not_100", "/body/countries");
  check_refused(R"({"countries":[{"iso3":"GHA","share":"0"}]})", "shares_not_100",
                "/body/countries");
  check_refused(R"({"partners":[{"name":"F","share":"40"},{"party":"ken-gov"}]})", "shares_not_100",
                "/body/partners");
  check_accepted(R"({"countries":[{"iso3":"GHA","share":"33.3333"},
      {"iso3":"KEN","share":"66.6667"}]})");
  check_accepted(R"({"countries":[{"iso3":"GHA","share":"99.9"}]})");
  check_accepted(R"({"countries":[{"iso3":"GHA","share":"60.1"},{"iso3":"KEN","share":"40"}]})");
  check_accepted(R"({"partners":[{"name":"F","share":"40"},{"name":"G","share":"60"}]})");
}

// People write a third as 33.33.
TEST(PledgeBodyRules, TakeThirdsAsPeopleWriteThem) {
  for (const char* third : {"33.3", "33.33", "33.333333", "33.36"}) {
    const std::string share = std::string(R"(","share":")") + third + "\"}";
    check_accepted(R"({"countries":[{"iso3":"GHA)" + share + R"(,{"iso3":"KEN)" + share +
                   R"(,{"iso3":"TGO)" + share + "]}");
  }
  check_refused(R"({"countries":[{"iso3":"GHA","share":"33.3333333"}]})", "share_invalid",
                "/body/countries/0/share");
}

TEST(PledgeBodyRules, AskForAnEndThatIsNotBeforeTheStart) {
  LedgerBuilder ledger = furnished_ledger();
  const Refusal refusal = ledger.refusal(pledge(R"({"start":"2020-12-10","end":"2020-12-09"})"));
  EXPECT_EQ(refusal.code, "end_before_start");
  EXPECT_EQ(refusal.pointer, "/body/end");
  EXPECT_EQ(refusal.rule, "the end is 2020-12-09 but the start is 2020-12-10");

  check_refused(R"({"start":"2029-01-01"})", "end_before_start", "/body/end");
  check_accepted(R"({"start":"2028-12-31"})");
  check_accepted(R"({"end":null})");
}

std::string target(std::string_view id, std::string_view due) {
  return R"({"id":")" + std::string(id) +
         R"(","title":"T","unit":"u","baseline":"0","goal":"1","due":")" + std::string(due) +
         R"("})";
}

TEST(PledgeBodyRules, AskForTargetsWithinTheTerm) {
  const auto with_due = [](std::string_view due, std::string_view more = "") {
    return R"({"targets":[)" + target("a", "2027-01-01") + "," + target("b", due) + "]" +
           std::string(more) + "}";
  };

  check_refused(with_due("2025-12-31"), "due_outside_term", "/body/targets/1/due");
  check_refused(with_due("2029-01-01"), "due_outside_term", "/body/targets/1/due");
  check_accepted(with_due("2026-01-01"));
  check_accepted(with_due("2028-12-31"));
  check_accepted(with_due("2100-01-01", R"(,"end":null)"));
}

TEST(PledgeBodyRules, AskForTargetsThatDiffer) {
  check_refused(R"({"targets":[)" + target("a", "2027-01-01") + "," + target("b", "2027-01-01") +
                    "," + target("a", "2027-06-01") + "]}",
                "target_twice", "/body/targets/2/id");
}

TEST(PledgeBodyRules, AskForPublishedIds) {
  check_refused(R"({"focus_area":"unheard-of"})", "item_unknown", "/body/focus_area");
  check_refused(R"({"secondary_focus_areas":["adoption","other"]})", "item_unknown",
                "/body/secondary_focus_areas/1");
  check_refused(R"({"sdgs":["9","18"]})", "item_unknown", "/body/sdgs/1");
  check_refused(R"({"goals":["growth","wealth"]})", "item_unknown", "/body/goals/1");
  check_refused(R"({"wsis":["c12"]})", "item_unknown", "/body/wsis/0");
  check_accepted(R"({"secondary_focus_areas":["adoption"],"sdgs":["9","17"],
      "goals":["growth","universal-connectivity"],"wsis":["c2"]})");
}

// A list of two items, "a" and "b".
Draft list_of_two(const char* list) {
  return by_registrar("list.published", "governance",
                      {{"list", list},
                       {"effective", "2020-01-01"},
                       {"source", "s"},
                       {"items", support::json_of(R"([{"id":"a","title":{"en":"A"}},
                           {"id":"b","title":{"en":"B"}}])")}});
}

TEST(PledgeBodyRules, AskForPublishedFrameworksEventsAndGroups) {
  LedgerBuilder ledger = furnished_ledger();
  constexpr const char* kAll = R"({"frameworks":["a","b"],"event":"a",
      "beneficiaries":[{"group":"a","count":1},{"group":"b","count":2}]})";
  const auto check = [&ledger](const char* patch, const char* code, const char* pointer) {
    ledger.expect_refused(pledge(patch), code, pointer);
  };
  check(R"({"frameworks":["a"]})", "item_unknown", "/body/frameworks/0");
  check(R"({"event":"a"})", "item_unknown", "/body/event");
  check(R"({"beneficiaries":[{"group":"a","count":1}]})", "item_unknown",
        "/body/beneficiaries/0/group");

  for (const char* list : {"framework", "pledging-event", "beneficiary-group"})
    ledger.add(list_of_two(list));
  check(R"({"frameworks":["a","c"]})", "item_unknown", "/body/frameworks/1");
  check(R"({"frameworks":["a","a"]})", "item_twice", "/body/frameworks/1");
  check(R"({"event":"c"})", "item_unknown", "/body/event");
  check(R"({"beneficiaries":[{"group":"a","count":1},{"group":"a","count":2}]})", "item_twice",
        "/body/beneficiaries/1/group");
  check(R"({"beneficiaries":[{"group":"Women and girls","count":1}]})", "id_invalid",
        "/body/beneficiaries/0/group");
  EXPECT_TRUE(ledger.submit(pledge(kAll)));
}

TEST(PledgeBodyRules, TakeAnEstimateForAValue) {
  LedgerBuilder ledger = furnished_ledger();

  ledger.add(pledge(R"({"value":{"estimated":true}})"));
  EXPECT_EQ(ledger.pledge("p-1").body.value->estimated, true);
  check_refused(R"({"value":{"estimated":"about"}})", "wrong_type", "/body/value/estimated");
}

TEST(PledgeBodyRules, SayWhichIdsArePublished) {
  LedgerBuilder ledger = furnished_ledger();
  EXPECT_EQ(ledger.refusal(pledge(R"({"focus_area":"unheard-of"})")).accepted,
            "one of accelerating-investments, access, adoption, value-creation");

  LedgerBuilder bare;
  bare.add_member("gha-gov");
  EXPECT_EQ(bare.refusal(pledge("{}")).accepted,
            "nothing, until a registrar publishes the list focus-area");
}

TEST(PledgeBodyRules, TakeIdsOfAnyPublishedVersion) {
  LedgerBuilder ledger = furnished_ledger();
  const auto publish = [&ledger](const char* effective, const char* id) {
    ledger.add(by_registrar("list.published", "governance",
                            {{"list", "focus-area"},
                             {"effective", effective},
                             {"items", boost::json::array{object_of(R"({"id":")" + std::string(id) +
                                                                    R"(","title":{"en":"T"}})")}},
                             {"source", "s"}}));
  };
  publish("2010-01-01", "long-gone");
  publish("2099-01-01", "to-come");

  EXPECT_TRUE(ledger.submit(pledge(R"({"focus_area":"long-gone"})")));
  EXPECT_TRUE(ledger.submit(by_party("gha-gov", "pledge.submitted", "pledge/p-2",
                                     changed(pledge_body(), R"({"focus_area":"to-come"})"))));
}

TEST(PledgeBodyRules, NameEachIdOnce) {
  check_refused(R"({"secondary_focus_areas":["access"]})", "focus_area_twice",
                "/body/secondary_focus_areas/0");
  check_refused(R"({"secondary_focus_areas":["adoption","value-creation","adoption"]})",
                "focus_area_twice", "/body/secondary_focus_areas/2");
  check_refused(R"({"sdgs":["9","9"]})", "item_twice", "/body/sdgs/1");
  check_refused(R"({"wsis":["c2","c3","c2"]})", "item_twice", "/body/wsis/2");
}

TEST(PledgeBodyRules, TellPartnersByPartyOrName) {
  check_refused(R"({"partners":[{"share":"100"}]})", "partner_ambiguous", "/body/partners/0");
  check_refused(R"({"partners":[{"party":"ken-gov","name":"Kenya"}]})", "partner_ambiguous",
                "/body/partners/0");
  check_refused(R"({"partners":[{"name":""}]})", "text_empty", "/body/partners/0/name");
  check_refused(R"({"partners":[{"name":"F"},{"name":"  "}]})", "text_empty",
                "/body/partners/1/name");
  check_refused(R"({"partners":[{"name":"F"},{"party":"nobody"}]})", "party_unknown",
                "/body/partners/1/party");
  check_refused(R"({"partners":[{"party":"ken-gov"},{"name":"F"},{"party":"ken-gov"}]})",
                "partner_twice", "/body/partners/2/party");
  check_accepted(R"({"partners":[{"party":"ken-gov"},{"name":"F"},{"name":"F"}]})");
}

TEST(PledgeBodyRules, DoNotTakeTheOwnerForAPartner) {
  LedgerBuilder ledger = furnished_ledger();
  const auto body = changed(pledge_body(), R"({"partners":[{"party":"tgo-gov"}]})");

  ledger.expect_refused(on_behalf("tgo-gov", "pledge.submitted", "pledge/p-2", body),
                        "partner_is_owner", "/body/partners/0/party");
}

TEST(PledgeBodyRules, RelateToOtherPledges) {
  check_refused(R"({"related":[{"pledge":"p-9"}]})", "pledge_unknown", "/body/related/0/pledge");
  check_refused(R"({"related":[{"pledge":"p-1"}]})", "related_to_itself", "/body/related/0/pledge");
  check_refused(R"({"related":[{"pledge":"p-0"},{"pledge":"p-0"}]})", "related_twice",
                "/body/related/1/pledge");
  check_refused(R"({"related":[{"pledge":"p-0","overlap":{"amount":"0","currency":"USD"}}]})",
                "amount_not_positive", "/body/related/0/overlap/amount");
  check_refused(R"({"related":[{"pledge":"p-0","overlap":{"amount":"1","currency":"XTS"}}]})",
                "currency_unknown", "/body/related/0/overlap/currency");
  check_accepted(R"({"related":[{"pledge":"p-0","overlap":{"amount":"1","currency":"EUR"}}]})");
}

TEST(PledgeBodyRules, AskForTextsThatSaySomething) {
  check_refused(R"({"title":"   "})", "text_empty", "/body/title");
  check_refused("{\"title\":\"\u3000\u00A0\u200E\"}", "text_empty", "/body/title");
  check_refused(
      R"({"targets":[{"id":"a","title":"T","unit":"","baseline":"0","goal":"1","due":"2027-01-01"}]})",
      "text_empty", "/body/targets/0/unit");
  check_accepted(R"({"description":""})");
}

TEST(PledgeBodyRules, KeepOnBehalfAndSourceTogether) {
  LedgerBuilder ledger = furnished_ledger();
  Draft draft = on_behalf("tgo-gov", "pledge.submitted", "pledge/p-2", pledge_body());
  draft.body.erase("source");
  ledger.expect_refused(draft, "on_behalf_incomplete", "/body/source");
  draft.body["source"] = " ";
  ledger.expect_refused(draft, "text_empty", "/body/source");

  ledger.expect_refused(pledge(R"({"source":"a letter"})"), "on_behalf_incomplete",
                        "/body/on_behalf_of");
}

TEST(PledgeBodyRules, AskForAnIdThatNoPledgeHas) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add(pledge("{}"));

  ledger.expect_refused(pledge("{}"), "pledge_exists", "/stream");
  ledger.expect_refused(by_party("ken-gov", "pledge.submitted", "pledge/p-1", pledge_body()),
                        "pledge_exists", "/stream");
}

TEST(PledgeBodyRules, HoldForRevisionsToo) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add(pledge("{}"));
  ledger.add(support::by_reviewer("pledge.returned", "pledge/p-1",
                                  object_of(R"({"comments":[{"field":"title","comment":"c"}]})")));
  const auto revised = [](std::string_view patch) {
    return by_party("gha-gov", "pledge.revised", "pledge/p-1", changed(pledge_body(), patch));
  };

  ledger.expect_refused(revised(R"({"public":false})"), "consent_required", "/body/public");
  ledger.expect_refused(revised(R"({"focus_area":"none"})"), "item_unknown", "/body/focus_area");
  ledger.expect_refused(revised(R"({"partners":[{"party":"gha-gov"}]})"), "partner_is_owner",
                        "/body/partners/0/party");
  EXPECT_TRUE(ledger.submit(revised(R"({"title":"Revised"})")));
  EXPECT_EQ(ledger.pledge("p-1").body.title, "Revised");
}

}  // namespace
}  // namespace pledgebook::ledger
