// SPDX-License-Identifier: Apache-2.0
// Checkpoints and records as pages: what the newest checkpoint is and who signed it, that an older
// one is its beginning, and how a reader checks one record.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <string>
#include <vector>

#include "crypto/base64.h"
#include "crypto/hex.h"
#include "tests/server/served_ledger.h"

namespace pledgebook::server {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string page_of(std::uint64_t size) { return "/en/checkpoints/" + std::to_string(size); }

TEST(CheckpointPage, HasTheNewestOneWithItsSignatures) {
  ServedLedger served(member_ledger(), test_limits(), Publishes::yes);
  const auto released = served.published();
  const std::uint64_t size = ledger::number(released->note.checkpoint.size);

  const std::string page = served.get(page_of(size)).body;
  EXPECT_THAT(page, HasSubstr(std::string(support::kTestOrigin)));
  EXPECT_THAT(page, HasSubstr(crypto::to_base64(released->note.checkpoint.root.bytes)
                                  .substr(0, 20)));  // before any character that HTML escapes
  EXPECT_THAT(page, HasSubstr("the log"));
  EXPECT_THAT(page, HasSubstr("href=\"/checkpoint\""));
  EXPECT_THAT(page, HasSubstr("href=\"/en/?recorded="));
  EXPECT_THAT(page, HasSubstr("href=\"/en/records/" + std::to_string(size - 1) + "\""));
}

// The rows of the table of signatures: name, role, key, time.
std::vector<std::vector<std::string>> signatures_on(const std::string& page) {
  std::vector<std::vector<std::string>> rows;
  const std::regex row(
      "<th scope=\"row\"><bdi "
      "dir=\"ltr\">([^<]*)</bdi></th><td[^>]*>([^<]*)</td><td[^>]*><bdi[^>]*>"
      "([^<]*)</bdi></td><td[^>]*>([^<]*)</td>");
  for (std::sregex_iterator at(page.begin(), page.end(), row), end; at != end; ++at)
    rows.push_back({(*at)[1], (*at)[2], (*at)[3], (*at)[4]});
  return rows;
}

std::string hex(const crypto::NoteKeyId& key) { return crypto::to_hex(crypto::Bytes(key.bytes)); }

TEST(CheckpointPage, SaysWhoHasSignedItAndWhen) {
  ServedLedger served(member_ledger(), test_limits(), Publishes::cosigned);
  const std::uint64_t size = ledger::number(served.published()->note.checkpoint.size);

  const auto rows = signatures_on(served.get(page_of(size)).body);
  const auto row_of = [](const crypto::VerifierKey& key, const char* role, const char* time) {
    return std::vector<std::string>{key.name(), role, hex(key.key_id()), time};
  };
  // By its own clock, which stands still.
  const char* cosigned = "1 Jun 2027, 00:00\u00a0UTC";
  EXPECT_THAT(
      rows, testing::UnorderedElementsAre(row_of(support::test_log_key(), "the log", "–"),
                                          row_of(served.hall().key("w1"), "a witness", cosigned),
                                          row_of(served.hall().key("w2"), "a witness", cosigned)));
  EXPECT_THAT(served.get(page_of(size)).body, HasSubstr("names and keys as the note has them"));
  EXPECT_THAT(served.get("/en/").body, HasSubstr("2 witnesses"));
}

TEST(CheckpointPage, IsFoundFromTheBand) {
  ServedLedger served(member_ledger(), test_limits(), Publishes::yes);
  const std::uint64_t size = ledger::number(served.published()->note.checkpoint.size);

  EXPECT_THAT(served.get("/en/").body, HasSubstr("href=\"" + page_of(size) + "\""));
  EXPECT_EQ(served.get(page_of(size)).status, 200U);
}

TEST(CheckpointPage, SaysThatAnOlderOneIsTheBeginning) {
  support::LedgerBuilder builder = member_ledger();
  ServedLedger served(builder, test_limits(), Publishes::yes);
  const std::uint64_t older = ledger::number(served.published()->note.checkpoint.size);
  const auto draft =
      support::by_party("gha-gov", "pledge.submitted", "pledge/p-1", support::pledge_body());
  ASSERT_EQ(served.post(builder.sign(draft)).status, 201U);
  const std::uint64_t newer = ledger::number(served.published()->note.checkpoint.size);
  ASSERT_LT(older, newer);

  const std::string page = served.get(page_of(older)).body;
  const std::string proof = "/api/v1/proofs/consistency?from=" + std::to_string(older);
  EXPECT_THAT(page, HasSubstr("href=\"" + proof + "\""));
  EXPECT_THAT(page, HasSubstr("href=\"" + page_of(newer) + "\""));
  EXPECT_THAT(page, Not(HasSubstr("href=\"/checkpoint\"")));
  EXPECT_THAT(page, HasSubstr("The ledger keeps signatures of its newest checkpoint only."));
  EXPECT_THAT(signatures_on(page), testing::IsEmpty());
  const std::string root = text_in(json_of(served.get(proof)), "from_root");
  EXPECT_THAT(page, HasSubstr(root.substr(0, 20)));
}

TEST(CheckpointPage, RefusesWhatIsNoCheckpoint) {
  ServedLedger served(member_ledger(), test_limits(), Publishes::yes);
  const std::uint64_t size = ledger::number(served.published()->note.checkpoint.size);

  for (const std::uint64_t none : {std::uint64_t{0}, std::uint64_t{1}, size - 1, size + 1})
    EXPECT_EQ(served.get(page_of(none)).status, 404U) << none;
  EXPECT_EQ(served.get("/en/checkpoints/x").status, 404U);
  const ServedLedger unpublished(member_ledger());
  EXPECT_THAT(unpublished.get(page_of(2)).body, HasSubstr("published no checkpoint yet"));
}

TEST(RecordPage, OffersToCheckARecordInTheBrowser) {
  ServedLedger served(member_ledger(), test_limits(), Publishes::yes);
  const std::uint64_t size = ledger::number(served.published()->note.checkpoint.size);

  const std::string page = served.get("/en/records/1").body;
  EXPECT_THAT(page, HasSubstr("href=\"/api/v1/receipts/1\" download=\"record-1.tlog-proof\""));
  EXPECT_THAT(page, HasSubstr("href=\"" + page_of(size) + "\""));
  EXPECT_EQ(served.get("/api/v1/receipts/1").status, 200U);
  if (page.find("data-verify") == std::string::npos)
    GTEST_SKIP() << "the program was built without npm";
  EXPECT_THAT(page, HasSubstr("data-receipt=\"/api/v1/receipts/1\""));
  const std::size_t begin = page.find("data-keys=\"") + 11;
  const std::string key = page.substr(begin, page.find_first_of(" \"", begin) - begin);
  EXPECT_EQ(text_in(json_of(served.get(key)), "key"), key.substr(key.rfind('/') + 1));
}

TEST(RecordPage, HasNoReceiptBeforeACheckpoint) {
  const ServedLedger served(member_ledger());

  const std::string page = served.get("/en/records/1").body;
  EXPECT_THAT(page, Not(HasSubstr("/api/v1/receipts/")));
  EXPECT_THAT(page, Not(HasSubstr("data-receipt")));
}

}  // namespace
}  // namespace pledgebook::server
