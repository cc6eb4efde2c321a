// SPDX-License-Identifier: Apache-2.0
// GET /checkpoint, /tile/…, /api/v1/proofs/…, and the checkpoint in answers.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "crypto/base64.h"
#include "crypto/merkle.h"
#include "ledger/log/tree.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/receipt.h"
#include "ledger/proof/tile.h"
#include "tests/server/served_ledger.h"
#include "tests/support/json.h"

namespace pledgebook::server {
namespace {

crypto::Hash hash_in(const boost::json::value& text) {
  const auto bytes = crypto::from_base64(std::string_view(text.as_string()));
  return crypto::Hash::from_bytes(bytes.value()).value();
}

TEST(CheckpointRoute, ShowsWhatTheLogsKeyHasSigned) {
  ServedLedger served(member_ledger(), test_limits(), Publishes::yes);
  const ledger::ReleasedPointer released = served.published();

  const Answer answer = served.get("/checkpoint");

  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("content-type"), "text/plain; charset=utf-8");
  EXPECT_EQ(answer.header("cache-control"), "no-cache");
  const auto opened =
      support::value_of(ledger::open_checkpoint(answer.body, support::test_log_key()));
  EXPECT_EQ(opened.checkpoint, released->note.checkpoint);
  EXPECT_EQ(opened.checkpoint.size, served.sequencer().size());
}

TEST(CheckpointRoute, SaysThatThereIsNone) {
  ServedLedger served(member_ledger());

  expect_problem(served.get("/checkpoint"), 404, "not_published");
  expect_problem(served.get("/tile/0/000.p/1"), 404, "not_published");
  expect_problem(served.get("/api/v1/proofs/consistency?from=1&to=2"), 404, "not_published");
}

TEST(TileRoute, GivesWhatIsPublishedAndNoMore) {
  ServedLedger served(member_ledger(), test_limits(), Publishes::yes);
  const std::uint64_t size = ledger::number(served.published()->note.checkpoint.size);
  ASSERT_LT(size, ledger::kTileWidth);

  const Answer hashes = served.get("/tile/0/000.p/" + std::to_string(size));
  const Answer entries = served.get("/tile/entries/000.p/" + std::to_string(size));

  EXPECT_EQ(hashes.status, 200);
  EXPECT_EQ(hashes.header("content-type"), "application/octet-stream");
  EXPECT_EQ(hashes.header("cache-control"), "public, max-age=31536000, immutable");
  const auto snapshot = support::value_of(served.store().snapshot());
  const ledger::Tile tile{ledger::Tile::Content::hashes, 0, 0, static_cast<unsigned>(size)};
  EXPECT_EQ(hashes.body, support::value_of(ledger::tile_bytes(snapshot, tile)));
  EXPECT_EQ(entries.status, 200);
  expect_problem(served.get("/tile/0/000.p/" + std::to_string(size + 1)), 404, "not_published");
  expect_problem(served.get("/tile/0/000"), 404, "not_published");
}

TEST(TileRoute, KnowsOneSpelling) {
  ServedLedger served(member_ledger(), test_limits(), Publishes::yes);
  ASSERT_TRUE(served.published());

  for (const char* path : {"/tile/0/0", "/tile/0/000.p/0", "/tile/x/000", "/tile/0/x000/000",
                           "/tile/data/000", "/tile/0"})
    expect_problem(served.get(path), 400, "tile_invalid");
}

TEST(ConsistencyRoute, ProvesEachSizeAgainstTheNewest) {
  ServedLedger served(member_ledger(), test_limits(), Publishes::yes);
  const ledger::Checkpoint newest = served.published()->note.checkpoint;

  for (std::uint64_t from = 1; from <= ledger::number(newest.size); ++from) {
    const Answer answer = served.get("/api/v1/proofs/consistency?from=" + std::to_string(from));
    const boost::json::object proof = json_of(answer);
    std::vector<crypto::Hash> hashes;
    for (const auto& hash : proof.at("hashes").as_array()) hashes.push_back(hash_in(hash));
    EXPECT_EQ(hash_in(proof.at("to_root")), newest.root);
    EXPECT_TRUE(crypto::check_consistency(from, hash_in(proof.at("from_root")),
                                          ledger::number(newest.size), newest.root, hashes));
  }
  expect_problem(served.get("/api/v1/proofs/consistency"), 400, "parameter_invalid");
  expect_problem(served.get("/api/v1/proofs/consistency?from=0"), 400, "parameter_invalid");
  expect_problem(served.get("/api/v1/proofs/consistency?from=3&to=2"), 400, "parameter_invalid");
}

TEST(ReceiptRoute, GivesOneForEachPublishedRecord) {
  ServedLedger served(member_ledger(), test_limits(), Publishes::yes);
  const std::uint64_t size = ledger::number(served.published()->note.checkpoint.size);
  const auto policy = ledger::WitnessPolicy::of_log(support::test_log_key());
  const auto snapshot = support::value_of(served.store().snapshot());

  for (std::uint64_t i = 0; i < size; ++i) {
    const Answer answer = served.get("/api/v1/receipts/" + std::to_string(i));
    const auto receipt = support::value_of(ledger::parse_receipt(answer.body));
    EXPECT_EQ(receipt.index, ledger::Index{i});
    const auto record = support::value_of(snapshot.record(ledger::Index{i}));
    EXPECT_TRUE(ledger::check_receipt(receipt, record, policy));
    EXPECT_EQ(support::value_of(ledger::record_in(receipt)), record);
  }
  expect_problem(served.get("/api/v1/receipts/" + std::to_string(size)), 404, "not_published");
  expect_problem(served.get("/api/v1/receipts/x"), 400, "index_invalid");
}

TEST(Answers, NameTheCheckpointThatCoversThem) {
  ServedLedger served(member_ledger(), test_limits(), Publishes::yes);
  const ledger::Checkpoint newest = served.published()->note.checkpoint;
  const std::string size = std::to_string(ledger::number(newest.size));

  for (const std::string path : {"/api/v1/records", "/api/v1/statements?stream=governance",
                                 "/api/v1/commitments", "/api/v1/members", "/api/v1/reference"}) {
    const char mark = path.find('?') == std::string::npos ? '?' : '&';
    const bool is_view = path.find("records") == std::string::npos && mark == '?';
    const Answer answer = served.get(is_view ? path + "?min_size=" + size : path);
    const boost::json::object object = json_of(answer);
    ASSERT_TRUE(object.at("checkpoint").is_object()) << path << answer.body;
    EXPECT_EQ(number_in(object.at("checkpoint").as_object(), "size"), number_in(object, "size"));
    EXPECT_EQ(hash_in(object.at("checkpoint").at("root")), newest.root);
  }
}

TEST(Answers, NameNoCheckpointBeyondTheNewest) {
  ServedLedger served(member_ledger());

  EXPECT_TRUE(json_of(served.get("/api/v1/records")).at("checkpoint").is_null());
  EXPECT_TRUE(json_of(served.get("/api/v1/commitments")).at("checkpoint").is_null());
}

}  // namespace
}  // namespace pledgebook::server
