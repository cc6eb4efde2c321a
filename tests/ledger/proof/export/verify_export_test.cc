// SPDX-License-Identifier: Apache-2.0
// Errors of exports, with name and place; and bytes that are not an export.
#include "ledger/proof/verify/verify_export.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <functional>
#include <string>
#include <vector>

#include "crypto/base64.h"
#include "crypto/merkle.h"
#include "ledger/gzip.h"
#include "ledger/log/streams.h"
#include "ledger/proof/export/exporter.h"
#include "ledger/proof/verify/export_reader.h"
#include "tests/support/exported_ledger.h"
#include "tests/support/json.h"

namespace pledgebook::ledger {
namespace {

using support::by_party;
using support::export_text;
using support::ExportedLedger;
using support::selection_of;
using support::text_of;
using support::value_of;
using support::verdict_on;
using testing::ElementsAre;
using testing::HasSubstr;

std::string edited(const std::string& text, const std::function<void(boost::json::object&)>& edit) {
  boost::json::object object = support::object_of(text);
  edit(object);
  return boost::json::serialize(object);
}

// gha-gov has reported, and has revoked its key with another one.
ExportedLedger& ledger_with_a_revocation() {
  static ExportedLedger& ledger = *new ExportedLedger([] {
    support::LedgerBuilder builder = support::furnished_ledger();
    builder.add_pledge("p-1", "gha-gov");
    builder.add(by_party("gha-gov", "report.submitted", "pledge/p-1",
                         support::report_body("2026-01-01", "2026-03-31")));
    builder.add(by_party("gha-gov", "key.added", "keys/gha-gov",
                         {{"public_key", support::public_key_text("gha-gov-2")},
                          {"label", "a spare"},
                          {"roles", boost::json::array{"member"}}})
                    .signed_by({"gha-gov", "gha-gov-2"}));
    builder.add(by_party("gha-gov", "key.revoked", "keys/gha-gov",
                         {{"key", support::test_key_id("gha-gov").hex()}, {"reason", "stolen"}})
                    .signed_by({"gha-gov-2"}));
    return builder;
  }());
  return ledger;
}

const std::string& note_of_it() {
  static const std::string& note = *new std::string(ledger_with_a_revocation().release());
  return note;
}

const std::string& pledge_export() {
  static const std::string& text = *new std::string(export_text(
      *ledger_with_a_revocation().test.store, note_of_it(), selection_of("pledge/p-1")));
  return text;
}

// A pattern of the verdict: "authentic no, complete open; record 17: …".
void expect_verdict(const std::string& text, const std::string& pattern) {
  const Verdict verdict = verdict_on(text);
  EXPECT_FALSE(verdict.is_good());
  EXPECT_THAT(text_of(verdict), testing::StartsWith(pattern));
  EXPECT_TRUE(verdict.signers.empty());
}

TEST(VerifyExport, FindsAWithheldRevocation) {
  const std::string withheld = edited(pledge_export(), [](boost::json::object& object) {
    boost::json::array& records = object.at("records").as_array();
    records.erase(records.end() - 1);
  });
  expect_verdict(withheld,
                 "authentic open, complete no; stream keys/gha-gov: the ledger has 3 records of "
                 "it, but the export has 2");

  const std::string denied = edited(withheld, [](boost::json::object& object) {
    for (boost::json::value& stream : object.at("streams").as_array()) {
      if (stream.at("stream") == "keys/gha-gov") stream.as_object()["count"] = 2;
    }
  });
  expect_verdict(denied,
                 "authentic open, complete no; stream keys/gha-gov: these are not all its records");

  const std::string hidden = edited(withheld, [](boost::json::object& object) {
    boost::json::array& streams = object.at("streams").as_array();
    for (std::size_t i = 0; i < streams.size(); ++i) {
      if (streams[i].at("stream") == "keys/gha-gov") streams.erase(streams.begin() + i--);
    }
  });
  expect_verdict(
      hidden,
      "authentic open, complete no; stream keys/gha-gov: it is missing, although the selection");
}

TEST(VerifyExport, FindsAPresentStreamCalledAbsent) {
  expect_verdict(edited(pledge_export(),
                        [](boost::json::object& object) {
                          for (boost::json::value& stream : object.at("streams").as_array()) {
                            if (stream.at("stream") != "keys/gha-gov") continue;
                            stream = support::object_of(
                                R"({"stream":"keys/gha-gov","bucket_size":0,
                                    "absent":{"place":0,"left":null,"right":null},
                                    "bucket_path":[]})");
                          }
                        }),
                 "authentic open, complete no; stream keys/gha-gov: it is stated not to exist");
}

TEST(VerifyExport, FindsAnotherSelection) {
  expect_verdict(
      edited(pledge_export(),
             [](boost::json::object& object) {
               object["selection"] = support::object_of(R"({"member":"gha-gov"})");
             }),
      "authentic open, complete no; stream of/gha-gov: it is missing, although the selection");
}

// Anybody can prove of any number of streams that they don't exist.
TEST(VerifyExport, FindsAStreamThatNothingAsksFor) {
  const auto other = support::object_of(export_text(*ledger_with_a_revocation().test.store,
                                                    note_of_it(), selection_of("pledge/q-1")));
  const boost::json::value absent = other.at("streams").as_array().back();
  ASSERT_EQ(absent.at("stream"), "pledge/q-1");
  const std::string padded = edited(pledge_export(), [&absent](boost::json::object& object) {
    object.at("streams").as_array().push_back(absent);
  });

  expect_verdict(
      padded, "authentic open, complete no; stream pledge/q-1: it does not belong in this export");
}

// Whichever record of it was dropped from an export of a member.
TEST(VerifyExport, SaysOfWhichPledgeARecordIsMissing) {
  const std::string whole = export_text(*ledger_with_a_revocation().test.store, note_of_it(),
                                        OfMember{PartyId::parse("gha-gov").value()});
  ASSERT_TRUE(verdict_on(whole).is_good());
  const auto records = support::object_of(whole).at("records").as_array();
  std::vector<std::string> faults;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const auto bytes = crypto::from_base64(records[i].at("record").as_string());
    if (!crypto::as_text(*bytes).contains("\"stream\":\"pledge/p-1\"")) continue;
    const Verdict verdict = verdict_on(edited(whole, [i](boost::json::object& object) {
      boost::json::array& of_dropped = object.at("records").as_array();
      of_dropped.erase(of_dropped.begin() + static_cast<std::ptrdiff_t>(i));
    }));
    EXPECT_EQ(verdict.complete, Reply::no);
    faults.push_back(verdict.fault->place + ": " + verdict.fault->what);
  }
  const auto counted = testing::StartsWith(
      "stream pledge/p-1: the ledger has 3 records of it, but the export has 2");
  EXPECT_THAT(faults, ElementsAre(HasSubstr(": at least one record of pledge/p-1 is missing ("),
                                  counted, counted));
}

TEST(VerifyExport, TrustsThePinnedKeyAlone) {
  const auto other =
      crypto::VerifierKey::of(support::kTestOrigin, support::test_key("another").public_key(),
                              crypto::NoteKeyType::ed25519)
          .value();

  const Verdict verdict = verdict_on(pledge_export(), WitnessPolicy::of_log(other));

  EXPECT_EQ(verdict.authentic, Reply::no);
  EXPECT_THAT(text_of(verdict), HasSubstr("no log key that you pinned"));
}

WitnessPolicy witnessed_policy(const std::string& groups) {
  return value_of(WitnessPolicy::parse("log " + support::log_verifier_key().text() +
                                       "\nwitness w " + support::witness_verifier_key("w").text() +
                                       "\nwitness a " + support::witness_verifier_key("a").text() +
                                       "\n" + groups));
}

TEST(VerifyExport, AsksForThePolicysQuorum) {
  const WitnessPolicy policy = witnessed_policy("group q all w a\nquorum q\n");
  const Store& store = *ledger_with_a_revocation().test.store;
  const std::string one = support::cosign_note(note_of_it(), "w", 1'820'000'000);
  const std::string two = support::cosign_note(one, "a", 1'820'000'100);
  const Selection selection = selection_of("pledge/p-1");

  const Verdict of_one = verdict_on(export_text(store, one, selection), policy);
  const Verdict of_two = verdict_on(export_text(store, two, selection), policy);

  EXPECT_EQ(of_one.authentic, Reply::no);
  EXPECT_THAT(text_of(of_one), HasSubstr("1 of the policy's witnesses"));
  EXPECT_TRUE(of_two.is_good()) << text_of(of_two);
  EXPECT_EQ(of_two.quorum_at, Instant(std::chrono::seconds(1'820'000'100)));
  EXPECT_EQ(of_two.word, Word::of_operator);
}

TEST(VerifyExport, SaysOnWhoseWordItIsComplete) {
  const WitnessPolicy policy = witnessed_policy("group auditors any a\nquorum w\n");
  const std::string one = support::cosign_note(note_of_it(), "w", 1'820'000'000);
  const std::string two = support::cosign_note(one, "a", 1'820'000'100);

  const Verdict verdict = verdict_on(
      export_text(*ledger_with_a_revocation().test.store, two, selection_of("pledge/p-1")), policy);

  EXPECT_TRUE(verdict.is_good()) << text_of(verdict);
  EXPECT_EQ(verdict.word, Word::of_auditor);
  EXPECT_THAT(verdict.auditors, ElementsAre("a"));
}

// The operator can sign anything, but it can't make a member's signature.
TEST(VerifyExport, FindsASignatureThatSomebodyElseMade) {
  support::LedgerBuilder builder = support::furnished_ledger();
  builder.add_pledge("p-1", "gha-gov");
  std::vector<std::string> records;
  crypto::Hash prev;
  Streams streams;
  for (const support::AcceptedStatement& each : builder.statements()) {
    Record record{each.index, each.recorded_at, prev, each.signed_statement};
    if (each.statement.kind() == "pledge.submitted")
      std::get<SignedStatement>(record.content).signatures[0].signature.bytes[40] ^= std::byte{1};
    records.push_back(encode_record(record));
    prev = leaf_hash_of(records.back());
    streams.append(streams_of(each.statement), each.index, prev);
  }
  const Size size{records.size() + 1};
  records.push_back(
      encode_record({Index{records.size()}, builder.now(), prev, streams.seal(size)}));
  std::vector<crypto::Hash> leaves;
  std::string text;
  for (std::size_t i = 0; i < records.size(); ++i) {
    leaves.push_back(leaf_hash_of(records[i]));
    text += i == 0 ? "" : ",";
    write_record(text, {Index{i}, records[i], {}}, WithProof::no);
  }
  const std::string note =
      support::sign_note({std::string(support::kTestOrigin), size, crypto::root(leaves)});

  const Verdict verdict = verdict_on(R"({"v":1,"selection":{"all":true},"checkpoint":)" +
                                     boost::json::serialize(boost::json::string(note)) +
                                     R"(,"records":[)" + text + "]}");

  EXPECT_EQ(verdict.authentic, Reply::no);
  EXPECT_EQ(verdict.complete, Reply::yes);
  EXPECT_THAT(text_of(verdict), HasSubstr("a signature on its statement is invalid"));
}

TEST(VerifyExport, OfEverythingMissesWhatIsLeftOut) {
  const std::string text =
      export_text(*ledger_with_a_revocation().test.store, note_of_it(), Everything{});
  const auto without = [&text](std::size_t i) {
    return edited(text, [i](boost::json::object& object) {
      boost::json::array& records = object.at("records").as_array();
      records.erase(records.begin() + i);
    });
  };
  const std::size_t count = support::object_of(text).at("records").as_array().size();
  for (std::size_t i = 0; i < count; ++i) expect_verdict(without(i), "authentic open, complete no");
}

std::string packed(const std::string& text) {
  GzipPacker packer;
  std::string bytes;
  EXPECT_TRUE(packer.add(text, bytes).has_value());
  EXPECT_TRUE(packer.finish(bytes).has_value());
  return bytes;
}

TEST(VerifyExport, ReadsWhatGzipHasPacked) {
  const std::string bytes = packed(pledge_export());

  EXPECT_LT(bytes.size(), pledge_export().size());
  EXPECT_TRUE(verdict_on(bytes).is_good()) << text_of(verdict_on(bytes));
}

TEST(VerifyExport, RefusesGzipThatIsNotWhole) {
  const std::string bytes = packed(pledge_export());

  for (std::size_t size = 2; size < bytes.size(); size += 101)
    EXPECT_FALSE(verdict_on(bytes.substr(0, size)).is_good()) << size;
  EXPECT_FALSE(verdict_on(bytes.substr(0, bytes.size() - 1)).is_good());
  EXPECT_FALSE(verdict_on(bytes + "x").is_good());
  EXPECT_FALSE(verdict_on(bytes + bytes).is_good());
}

TEST(VerifyExport, RefusesWhatBreaksOffAnywhere) {
  for (std::size_t size = 0; size + 2 < pledge_export().size(); size += size < 2'000 ? 1 : 37)
    EXPECT_FALSE(verdict_on(pledge_export().substr(0, size)).is_good()) << size;
}

TEST(VerifyExport, SaysWhereTheFormIsWrong) {
  const std::string bomb = packed(R"({"v":)" + std::string(std::size_t{16} << 20U, '1') + "}");
  const std::vector<std::pair<std::string, std::string>> cases{
      {"", "the file: at byte 0: not an export: an export begins with {"},
      {"[]", "an export begins with {"},
      {R"({"v":2})", "unknown version"},
      {R"({"selection":{}})", "first field of an export is \"v\""},
      {R"({"v":1,"records":[]})", "in this order"},
      {R"({"v":1,"v":1})", "in this order"},
      {R"({"v":1,"selection":{"all":false}})", "the selection is not one of"},
      {R"({"v":1,"selection":{"all":true,"all":true}})", "twice"},
      {R"({"v":1,"selection":{"stream":"pledge/UP"}})", "the selection is not one of"},
      {R"({"v":1,"selection":{"all":true},"checkpoint":7,"records":[]})", "is not a text"},
      {R"({"v":1,"selection":{"all":true},"checkpoint":"x","records":[]})", "the checkpoint: "},
      {R"({"v":1,"selection":)" + std::string(100, '[') + std::string(100, ']') + "}",
       "nested too deep"},
      {R"({"v":1} {})", "ends before its records"},
      {R"({"v":1,"extra":1})", "unknown field \"extra\""},
      {"{\"v\":1,\"\x1b[2J\":1}", "unknown field (a name that can't be shown)"},
      {bomb, "an item is too long"},
      {pledge_export() + "{}", "there is text after the end"}};
  for (const auto& [text, what] : cases)
    EXPECT_THAT(text_of(verdict_on(text)), HasSubstr(what)) << text.substr(0, 60);
}

// Each item may have a megabyte, even of one letter, and five hundred such items would be too much
// memory.
TEST(VerifyExport, HoldsFewRecordsWhereTheyAreLong) {
  constexpr std::size_t kRecords = 80;
  std::string text = R"({"v":1,"selection":{"all":true},"checkpoint":)" +
                     boost::json::serialize(boost::json::string(note_of_it())) + R"(,"records":[)";
  for (std::size_t i = 0; i < kRecords; ++i)
    text.append(i == 0 ? "{" : ",{")
        .append(R"("x":")")
        .append(1'000'000, 'x')
        .append(R"(")")
        .append("}");
  text += "]}";
  const WitnessPolicy policy = support::log_policy();
  std::uint64_t examined = 0;
  VerifyOptions options;
  options.threads = 1;
  options.on_progress = [&examined](std::uint64_t records) {
    if (examined == 0) examined = records;
  };

  const Verdict verdict = support::value_of(verify_export(bytes_of(text), policy, options));

  EXPECT_THAT(text_of(verdict), HasSubstr("is missing"));
  EXPECT_GT(examined, 0U);
  EXPECT_LT(examined, kRecords);
}

}  // namespace
}  // namespace pledgebook::ledger
