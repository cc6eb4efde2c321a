// SPDX-License-Identifier: Apache-2.0
// Exports, and their verdicts with only the log's key pinned.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "ledger/proof/export/exporter.h"
#include "tests/support/exported_ledger.h"
#include "tests/support/json.h"

namespace pledgebook::ledger {
namespace {

using support::by_party;
using support::by_registrar;
using support::export_text;
using support::ExportedLedger;
using support::selection_of;
using support::value_of;
using support::verdict_on;
using testing::ElementsAre;

Selection member(std::string_view id) { return OfMember{PartyId::parse(id).value()}; }
Selection focus_area(std::string_view id) { return OfFocusArea{ItemId::parse(id).value()}; }

// The verdict must be good.
Verdict good_verdict(const std::string& text) {
  Verdict verdict = verdict_on(text);
  EXPECT_TRUE(verdict.is_good()) << support::text_of(verdict);
  return verdict;
}

std::vector<std::string> pledges_of(const Verdict& verdict) {
  std::vector<std::string> ids;
  for (const PledgeReport& pledge : verdict.pledges) ids.push_back(pledge.pledge.text());
  return ids;
}

const SignerReport& signer(const Verdict& verdict, std::string_view id) {
  static const SignerReport none;
  for (const SignerReport& report : verdict.signers) {
    if (report.party.text() == id) return report;
  }
  ADD_FAILURE() << id << " is no signer";
  return none;
}

TEST(Export, OfAPledgeIsAuthenticAndComplete) {
  ExportedLedger ledger(support::small_ledger(4));

  const Verdict verdict = good_verdict(ledger.release_and_export(selection_of("pledge/p-0")));

  EXPECT_THAT(pledges_of(verdict), ElementsAre("p-0"));
  ASSERT_EQ(verdict.pledges.size(), 1U);
  EXPECT_EQ(verdict.pledges[0].owner.text(), "gha-gov");
  EXPECT_EQ(verdict.pledges[0].records, 5U);
  EXPECT_EQ(verdict.pledges[0].reports, 2U);
  EXPECT_EQ(signer(verdict, "gha-gov").rights.at("member"), 4U);
  EXPECT_EQ(signer(verdict, "bdt").rights.at("reviewer"), 1U);
  EXPECT_EQ(verdict.word, Word::of_operator);
  EXPECT_EQ(verdict.origin, support::kTestOrigin);
}

TEST(Export, OfAMemberHasEachOfItsPledges) {
  ExportedLedger ledger(support::small_ledger(5));

  const Verdict verdict = good_verdict(ledger.release_and_export(member("ken-gov")));

  EXPECT_THAT(pledges_of(verdict), ElementsAre("p-1", "p-3"));
}

TEST(Export, OfEverythingIsReplayed) {
  ExportedLedger ledger(support::small_ledger(5));
  (void)ledger.release();
  ledger.builder.add_member("tgo-gov");

  const Verdict verdict = good_verdict(ledger.release_and_export(Everything{}));

  EXPECT_EQ(verdict.word, Word::replayed);
  EXPECT_EQ(Size{verdict.records}, ledger.test.store->size());
  EXPECT_EQ(verdict.pledges.size(), 5U);
}

TEST(Export, OfAMemberWithoutPledgesSaysThatThereAreNone) {
  ExportedLedger ledger(support::furnished_ledger());
  const std::string note = ledger.release();

  const Verdict known = good_verdict(export_text(*ledger.test.store, note, member("tgo-gov")));
  const Verdict unknown = good_verdict(export_text(*ledger.test.store, note, member("nobody")));

  EXPECT_TRUE(known.pledges.empty());
  ASSERT_EQ(known.selected.size(), 4U);  // governance, keys, of, party
  EXPECT_EQ(known.selected[2].stream, "of/tgo-gov");
  EXPECT_EQ(known.selected[2].records, 0U);
  EXPECT_EQ(known.selected[3].records, 1U);
  EXPECT_EQ(unknown.selected[3].records, 0U);
}

TEST(Export, OfAStreamThatIsNotThereShowsThatItIsNot) {
  ExportedLedger ledger(support::small_ledger(1));

  const Verdict verdict = good_verdict(ledger.release_and_export(selection_of("pledge/p-9")));

  EXPECT_TRUE(verdict.pledges.empty());
}

// The streams' keys are spread over the map, with some at its ends.
TEST(Export, ShowsAbsenceAnywhereInTheMap) {
  ExportedLedger ledger(support::small_ledger(2));
  const std::string note = ledger.release();

  for (int i = 0; i < 200; ++i) {
    const std::string stream = "pledge/absent-" + std::to_string(i);
    good_verdict(export_text(*ledger.test.store, note, selection_of(stream)));
  }
}

TEST(Export, OfAFocusAreaHasPledgesThatWereAmendedAway) {
  ExportedLedger ledger(support::furnished_ledger());
  ledger.builder.add_pledge("moved", "gha-gov");
  const std::string before = ledger.builder.pledge("moved").body.focus_area.text();
  const std::string after = before == "adoption" ? "access" : "adoption";
  ledger.builder.add(
      by_party("gha-gov", "pledge.amended", "pledge/moved",
               support::object_of(R"({"category":"scope","changes":{"focus_area":")" + after +
                                  R"("},"reason":"It was filed wrongly"})")));
  const std::string note = ledger.release();

  for (const std::string& area : {before, after}) {
    const Verdict verdict = good_verdict(export_text(*ledger.test.store, note, focus_area(area)));
    EXPECT_THAT(pledges_of(verdict), ElementsAre("moved"));
  }
}

TEST(Export, SaysWhatWasEnteredOnBehalf) {
  ExportedLedger ledger(support::furnished_ledger());
  ledger.builder.add(
      support::on_behalf("tgo-gov", "pledge.submitted", "pledge/by-mail", support::pledge_body()));

  const Verdict verdict = good_verdict(ledger.release_and_export(member("tgo-gov")));

  EXPECT_THAT(pledges_of(verdict), ElementsAre("by-mail"));
  EXPECT_EQ(verdict.pledges.at(0).entered, 1U);
  EXPECT_EQ(signer(verdict, "bdt").behalf.at("tgo-gov"), 1U);
  EXPECT_EQ(signer(verdict, "bdt").behalf.size(), 1U);
}

TEST(Export, SaysWhatIsDisputed) {
  ExportedLedger ledger(support::furnished_ledger());
  ledger.builder.add_pledge("p-1", "gha-gov");
  const std::uint64_t stolen = ledger.builder.statements().size();
  ledger.builder.add(by_party("gha-gov", "report.submitted", "pledge/p-1",
                              support::report_body("2026-01-01", "2026-03-31")));
  ledger.builder.add(by_registrar("key.revoked", "governance",
                                  {{"key", support::test_key_id("gha-gov").hex()},
                                   {"reason", "stolen"},
                                   {"compromised_since", stolen}}));
  ledger.builder.add(by_registrar("key.added", "keys/gha-gov",
                                  {{"public_key", support::public_key_text("gha-gov-2")},
                                   {"label", "new"},
                                   {"recovered", true},
                                   {"roles", boost::json::array{"member"}}})
                         .signed_by({"registrar", "gha-gov-2"}));
  ledger.builder.add(by_party("gha-gov", "report.submitted", "pledge/p-1",
                              support::report_body("2026-04-01", "2026-05-31"))
                         .signed_by({"gha-gov-2"}));

  const Verdict verdict = good_verdict(ledger.release_and_export(selection_of("pledge/p-1")));

  EXPECT_EQ(signer(verdict, "gha-gov").disputed, 1U);
  EXPECT_EQ(signer(verdict, "gha-gov").recovered, 1U);
  EXPECT_EQ(signer(verdict, "gha-gov").statements, 3U);
}

TEST(Export, SaysWhatARecoveredKeySigned) {
  ExportedLedger ledger(support::furnished_ledger());
  ledger.builder.add_pledge("p-1", "gha-gov");
  ledger.builder.add(by_registrar("key.added", "keys/gha-gov",
                                  {{"public_key", support::public_key_text("gha-gov-2")},
                                   {"label", "new"},
                                   {"recovered", true},
                                   {"roles", boost::json::array{"member"}}})
                         .signed_by({"registrar", "gha-gov-2"}));
  ledger.builder.add(by_party("gha-gov", "report.submitted", "pledge/p-1",
                              support::report_body("2026-04-01", "2026-05-31"))
                         .signed_by({"gha-gov-2"}));

  const Verdict verdict = good_verdict(ledger.release_and_export(selection_of("pledge/p-1")));

  EXPECT_EQ(signer(verdict, "gha-gov").recovered, 1U);
  EXPECT_EQ(signer(verdict, "gha-gov").statements, 2U);
}

// A server exports the published checkpoint while the next one waits for its witnesses.
TEST(Export, IsMadeOfTheCheckpointBeforeTheLast) {
  ExportedLedger ledger(support::small_ledger(3));
  const std::string first = ledger.release();
  const std::string then = export_text(*ledger.test.store, first, member("gha-gov"));
  ledger.builder.add_pledge("later", "gha-gov");
  const std::string second = ledger.release();

  EXPECT_EQ(export_text(*ledger.test.store, first, member("gha-gov")), then);
  EXPECT_EQ(good_verdict(export_text(*ledger.test.store, second, member("gha-gov"))).pledges.size(),
            3U);

  ledger.builder.add_pledge("latest", "gha-gov");
  (void)ledger.release();
  const auto too_old = ExportBasis::open(*ledger.test.store, first);
  ASSERT_FALSE(too_old.has_value());
  EXPECT_EQ(too_old.error().code, Errc::not_found);
}

// Gives one note after the other, and the last one from then on.
NewestNote notes(std::vector<std::string> given) {
  return [given = std::move(given), next = std::size_t{0}]() mutable -> Result<std::string> {
    const std::size_t at = std::min(next++, given.size() - 1);
    return given.at(at);
  };
}

TEST(Export, IsBegunAnewWhereTheLedgerHasMovedOn) {
  ExportedLedger ledger(support::small_ledger(1));
  const std::string first = ledger.release();
  for (const char* id : {"x", "y"}) {
    ledger.builder.add_party(id);
    (void)ledger.release();
  }
  ledger.builder.add_party("z");
  const std::string newest = ledger.release();

  const auto basis = ExportBasis::open_newest(*ledger.test.store, notes({first, newest}));
  const auto never = ExportBasis::open_newest(*ledger.test.store, notes({first, first, newest}));

  EXPECT_EQ(value_of(basis)->note(), newest);
  ASSERT_FALSE(never.has_value());
  EXPECT_EQ(never.error().code, Errc::not_found);
}

TEST(Export, IsRefusedForAnotherLogsCheckpoint) {
  ExportedLedger ledger(support::small_ledger(1));
  const std::string note = ledger.release();
  ExportedLedger other(support::small_ledger(2));
  (void)other.release();

  const auto basis = ExportBasis::open(*other.test.store, note);

  ASSERT_FALSE(basis.has_value());
  EXPECT_EQ(basis.error().code, Errc::foreign);
}

}  // namespace
}  // namespace pledgebook::ledger
