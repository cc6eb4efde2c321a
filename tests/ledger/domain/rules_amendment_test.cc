// SPDX-License-Identifier: Apache-2.0
// Rules of pledge.amended: the patch, its result, its category.
#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <string>

#include "ledger/domain/rules/rules.h"
#include "tests/support/json.h"
#include "tests/support/ledger_builder.h"

namespace pledgebook::ledger {
namespace {

using support::by_party;
using support::changed;
using support::Draft;
using support::furnished_ledger;
using support::LedgerBuilder;
using support::object_of;
using support::pledge_body;

Draft amendment(std::string_view category, std::string_view changes) {
  boost::json::object body{{"category", category}, {"reason", "r"}};
  body["changes"] = support::json_of(changes);
  return by_party("gha-gov", "pledge.amended", "pledge/p-1", std::move(body));
}

// A pledge of USD 1,000,000 that ends on 2028-12-31, after a merge patch.
void check_refused(std::string_view category, std::string_view changes, std::string_view code,
                   std::string_view pointer, std::string_view pledge = "{}") {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_pledge("p-1", "gha-gov", changed(pledge_body(), pledge));
  ledger.expect_refused(amendment(category, changes), code, pointer);
}

// `changes` is admitted under these categories and no others.
void check_categories(std::string_view changes, const std::vector<std::string_view>& admitted,
                      std::string_view pledge = "{}") {
  for (const std::string_view category :
       {"correction", "increase", "reduction", "extension", "scope"}) {
    LedgerBuilder ledger = furnished_ledger();
    ledger.add_pledge("p-1", "gha-gov", changed(pledge_body(), pledge));
    if (std::ranges::find(admitted, category) != admitted.end()) {
      ledger.add(amendment(category, changes));
    } else {
      ledger.expect_refused(amendment(category, changes), "category_wrong", "/body/category");
    }
  }
}

constexpr const char* kPolicy = R"({"type":"policy","value":null})";

TEST(AmendmentCategory, IsIncreaseWhereTheValueRisesOrAppears) {
  check_categories(R"({"value":{"amount":"1000000.01"}})", {"increase", "correction"});
  check_categories(R"({"value":{"amount":"2000000","currency":"USD"},"end":"2030-01-01"})",
                   {"increase", "correction"});
  check_categories(R"({"value":{"amount":"1","currency":"USD"}})", {"increase", "correction"},
                   kPolicy);
  check_categories(R"({"value":{"amount":"1","currency":"USD"},"type":"financial"})",
                   {"increase", "correction"}, kPolicy);
}

TEST(AmendmentCategory, IsReductionWhereTheValueFallsOrDisappears) {
  check_categories(R"({"value":{"amount":"999999.99"}})", {"reduction", "correction"});
  check_categories(R"({"value":{"amount":"1"},"end":null})", {"reduction", "correction"});
  check_categories(R"({"value":null,"type":"policy"})", {"reduction", "correction"});
}

TEST(AmendmentCategory, IsCorrectionWhereTheCurrencyChanges) {
  check_categories(R"({"value":{"currency":"EUR"}})", {"correction"});
  check_categories(R"({"value":{"amount":"5000000","currency":"EUR"}})", {"correction"});
  check_categories(R"({"value":{"amount":"5","currency":"EUR"},"end":"2030-01-01"})",
                   {"correction"});
}

TEST(AmendmentCategory, IsExtensionWhereOnlyTheEndMoves) {
  check_categories(R"({"end":"2030-12-31"})", {"extension", "correction"});
  check_categories(R"({"end":"2027-12-31"})", {"extension", "correction"});
  check_categories(R"({"end":null})", {"extension", "correction"});
  check_categories(R"({"end":"2030-12-31"})", {"extension", "correction"}, R"({"end":null})");
  check_categories(R"({"end":"2030-12-31","title":"New"})", {"extension", "correction"});
}

TEST(AmendmentCategory, IsScopeOrCorrectionElse) {
  check_categories(R"({"title":"New"})", {"scope", "correction"});
  check_categories(R"({"start":"2026-02-01"})", {"scope", "correction"});
  check_categories(R"({"focus_area":"adoption"})", {"scope", "correction"});
  check_categories(R"({"countries":[{"iso3":"KEN"}]})", {"scope", "correction"});
}

TEST(AmendmentCategory, SaysWhatItShouldBe) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_pledge("p-1", "gha-gov");
  const Refusal refusal = ledger.refusal(amendment("scope", R"({"value":{"amount":"2000000"}})"));

  EXPECT_EQ(refusal.rule,
            "the category is scope, but the value rises from USD 1000000 to USD 2000000");
  EXPECT_EQ(refusal.accepted, "increase, or correction where it was an error");
}

TEST(AmendmentChanges, LeaveAloneWhoSpeaksForThePledge) {
  check_refused("scope", R"({"on_behalf_of":"ken-gov"})", "change_forbidden",
                "/body/changes/on_behalf_of");
  check_refused("scope", R"({"title":"N","source":"s"})", "change_forbidden",
                "/body/changes/source");
  check_refused("scope", R"({"public":false})", "change_forbidden", "/body/changes/public");
  check_refused("scope", R"({"title":"N","public":null})", "change_forbidden",
                "/body/changes/public");
}

TEST(AmendmentChanges, ChangeSomething) {
  check_refused("scope", "{}", "change_without_effect", "/body/changes");
  check_refused("scope", R"({"title":"Connect 2,016 rural sites"})", "change_without_effect",
                "/body/changes");
  check_refused("increase", R"({"value":{"amount":"1000000.00"}})", "change_without_effect",
                "/body/changes");
  check_refused("scope", R"({"sdgs":[]})", "change_without_effect", "/body/changes");
}

TEST(AmendmentChanges, MayRepeatWhatTheyDoNotChange) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_pledge("p-1", "gha-gov");

  EXPECT_TRUE(ledger.submit(amendment(
      "increase", R"({"type":"financial","value":{"amount":"2000000","currency":"USD"}})")));
}

// Registers write null for what an activity does not have.
TEST(AmendmentChanges, MayRemoveWhatIsNotThere) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_pledge("p-1", "gha-gov");

  ledger.add(amendment("scope", R"({"title":"N","nature":null,"sdgs":null})"));
  ledger.add(amendment("increase", R"({"value":{"amount":"2000000","estimated":null}})"));
  EXPECT_EQ(ledger.pledge("p-1").body.title, "N");
  EXPECT_EQ(ledger.pledge("p-1").body.value->amount, Decimal::parse("2000000"));
  ledger.expect_refused(amendment("scope", R"({"nature":null,"sdgs":null})"),
                        "change_without_effect", "/body/changes");
}

TEST(AmendmentChanges, NameWhatPledgesHave) {
  check_refused("scope", R"({"title":"N","any text at all":null})", "member_unknown",
                "/body/changes/any text at all");
  check_refused("increase", R"({"value":{"amount":"2000000","note":null}})", "member_unknown",
                "/body/changes/value/note");
  check_refused("increase", R"({"value":{"amount":"2","currency":"USD","note":null}})",
                "member_unknown", "/body/changes/value/note", kPolicy);
}

TEST(AmendmentChanges, HoldNoNullInsideAnArray) {
  check_refused("scope", R"({"countries":[null]})", "wrong_type", "/body/changes/countries");
  check_refused("scope", R"({"countries":[{"iso3":"GHA","share":null}]})", "wrong_type",
                "/body/changes/countries");
  check_refused("scope", R"({"related":[{"pledge":"p-2","overlap":{"amount":null}}]})",
                "wrong_type", "/body/changes/related");
}

TEST(AmendmentChanges, GiveAPledge) {
  check_refused("scope", R"({"title":null})", "member_missing", "/body/changes/title");
  check_refused("scope", R"({"colour":"red"})", "member_unknown", "/body/changes/colour");
  check_refused("scope", R"({"title":7})", "wrong_type", "/body/changes/title");
  check_refused("scope", R"({"start":"soon"})", "date_invalid", "/body/changes/start");
  check_refused("reduction", R"({"value":{"amount":null}})", "member_missing",
                "/body/changes/value/amount");
  check_refused("scope", R"({"sdgs":[7]})", "wrong_type", "/body/changes/sdgs/0");
}

TEST(AmendmentResult, ObeysTheRulesOfPledges) {
  check_refused("reduction", R"({"value":null})", "value_missing", "/body/changes/value");
  check_refused("reduction", R"({"value":{"amount":"0"}})", "amount_not_positive",
                "/body/changes/value/amount");
  check_refused("scope", R"({"focus_area":"other"})", "item_unknown", "/body/changes/focus_area");
  check_refused("scope", R"({"title":" "})", "text_empty", "/body/changes/title");
  check_refused("scope", R"({"partners":[{"party":"gha-gov"}]})", "partner_is_owner",
                "/body/changes/partners/0/party");
  check_refused("scope", R"({"related":[{"pledge":"p-1"}]})", "related_to_itself",
                "/body/changes/related/0/pledge");
  check_refused("extension", R"({"end":"2025-01-01"})", "end_before_start", "/body/changes/end");
}

// The broken rule concerns a field that the amendment does not change.
TEST(AmendmentResult, NamesTheChangesWhereTheFaultIsElsewhere) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_pledge("p-1", "gha-gov");
  const Refusal refusal = ledger.refusal(amendment("scope", R"({"start":"2029-01-01"})"));

  EXPECT_EQ(refusal.code, "end_before_start");
  EXPECT_EQ(refusal.pointer, "/body/changes");
  EXPECT_EQ(refusal.rule,
            "the end is 2028-12-31 but the start is 2029-01-01 (at /end of the amended pledge)");
  check_refused("scope", R"({"scope":"global"})", "countries_unexpected", "/body/changes");
}

TEST(AmendmentResult, FitsAStatement) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_pledge("p-1", "gha-gov");
  const auto partners = [](int count) {
    boost::json::array array;
    for (int i = 0; i < count; ++i)
      array.push_back(boost::json::object{{"name", std::string(180, 'n').c_str()}});
    return boost::json::object{{"partners", std::move(array)}};
  };
  Draft large = amendment("scope", "{}");
  large.body["changes"] = partners(150);
  ledger.add(large);
  Draft larger = amendment("scope", "{}");
  larger.body["changes"] = boost::json::object{{"description", std::string(8'000, 'd').c_str()}};

  ledger.expect_refused(larger, "pledge_too_large", "/body/changes");
}

// What a partner signed is changed with its signature, whatever else may be.
TEST(AmendmentResult, ChangesAPartnersPartWithItsSignature) {
  LedgerBuilder ledger = furnished_ledger();
  const auto with_share = [](const char* share) {
    return R"({"partners":[{"party":"ken-gov","share":")" + std::string(share) +
           R"("},{"name":"F","share":"50"}]})";
  };
  ledger.add(by_party("gha-gov", "pledge.submitted", "pledge/p-1",
                      changed(pledge_body(), with_share("50")))
                 .also("ken-gov", "ken-gov"));
  ledger.add(support::by_reviewer("pledge.published", "pledge/p-1", {}));

  for (const std::string& changes : {with_share("50.05"), std::string(R"({"partners":null})")}) {
    ledger.expect_refused(amendment("scope", changes), "signature_missing", "/signers");
    ledger.expect_refused(amendment("correction", changes), "signature_missing", "/signers");
  }
  EXPECT_TRUE(ledger.submit(amendment("scope", R"({"title":"N"})")));
  EXPECT_TRUE(ledger.submit(amendment("scope", with_share("50.05")).also("ken-gov", "ken-gov")));
  EXPECT_TRUE(ledger.submit(amendment("scope", R"({"partners":null})").also("ken-gov", "ken-gov")));
}

TEST(AmendmentResult, KeepsOwnerAndOrigin) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add(support::on_behalf("tgo-gov", "pledge.submitted", "pledge/p-1", pledge_body()));
  ledger.add(support::by_reviewer("pledge.published", "pledge/p-1", {}));
  ledger.add_key("tgo-gov", "tgo-gov");
  Draft draft = amendment("scope", R"({"title":"New"})");
  draft.signers = {"tgo-gov"};

  ledger.add(draft.signed_by({"tgo-gov"}));
  EXPECT_EQ(ledger.pledge("p-1").owner.text(), "tgo-gov");
  EXPECT_EQ(ledger.pledge("p-1").body.behalf.on_behalf_of, PartyId::parse("tgo-gov"));
  EXPECT_EQ(ledger.pledge("p-1").body.title, "New");
}

}  // namespace
}  // namespace pledgebook::ledger
