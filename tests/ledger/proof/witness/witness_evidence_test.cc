// SPDX-License-Identifier: Apache-2.0
// What a witness keeps of a log that has signed two histories; and that false proofs, which anybody
// can send, take no room from it.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "crypto/merkle.h"
#include "ledger/log/store/directory.h"
#include "ledger/proof/evidence.h"
#include "ledger/proof/proof_text.h"
#include "tests/ledger/proof/witness/test_witness.h"

namespace pledgebook::ledger {
namespace {

namespace fs = std::filesystem;

void check_fork(const WitnessAnswer& answer) {
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(answer.content_type, "text/plain; charset=utf-8");
  EXPECT_NE(answer.body.find("two histories"), std::string::npos) << answer.body;
}

TEST(WitnessEvidence, KeepsBothCheckpointsOfASecondHistory) {
  TestWitness test;
  ASSERT_EQ(test.add(test.log.body(0, 20)).status, 200);

  // The same size is a contradiction. After a conflict over the size, the log would ask again.
  check_fork(test.add(test.other.body(20, 20)));
  EXPECT_EQ(test.kept("evidence"), 2);

  // Again: it is kept once, and told once.
  check_fork(test.add(test.other.body(20, 20)));
  EXPECT_EQ(test.kept("evidence"), 2);
  EXPECT_EQ(test.journal.count("log_contradicted"), 1U);
  ASSERT_EQ(test.add(test.log.body(20, 20)).status, 200);
  EXPECT_EQ(test.journal.count("cosigning_again"), 1U);
  check_fork(test.add(test.other.body(20, 20)));
  EXPECT_EQ(test.journal.count("log_contradicted"), 2U);
  for (const auto& file : fs::directory_iterator(test.state.path() / "evidence")) {
    const auto note = support::value_of(read_file(file.path(), crypto::kNoteBytesMax));
    EXPECT_TRUE(open_checkpoint(note.value(), test.log.key()).has_value());
  }
  // And the true history goes on.
  EXPECT_EQ(test.add(test.log.body(20, 40)).status, 200);
}

// The evidence of two sizes: that the log has signed two roots of its first records, with all that
// anybody needs to check it.
void check_evidence(const TestWitness& test, std::uint64_t size, std::uint64_t larger) {
  ASSERT_EQ(test.kept("evidence"), 3U);
  std::vector<CheckpointNote> notes;
  std::string proof;
  for (const auto& file : fs::directory_iterator(test.state.path() / "evidence")) {
    const std::string text =
        support::value_of(read_file(file.path(), crypto::kNoteBytesMax)).value();
    if (file.path().extension() == ".proof") {
      proof = text;
    } else {
      notes.push_back(support::value_of(open_checkpoint(text, test.log.key())));
    }
  }
  std::ranges::sort(notes, {}, [](const CheckpointNote& note) { return note.checkpoint.size; });
  EXPECT_EQ(notes.front().checkpoint, test.log.checkpoint(size).checkpoint);
  EXPECT_EQ(notes.back().checkpoint, test.other.checkpoint(larger).checkpoint);
  LineReader lines(proof);
  const auto root = parse_base64_hash(lines.take().value());
  std::vector<crypto::Hash> hashes;
  while (const auto line = lines.take()) hashes.push_back(parse_base64_hash(*line).value());
  EXPECT_NE(*root, notes.front().checkpoint.root);
  EXPECT_TRUE(crypto::check_consistency(size, *root, larger, notes.back().checkpoint.root, hashes));
}

TEST(WitnessEvidence, FindsASecondHistoryInItsOwnProof) {
  TestWitness test;
  ASSERT_EQ(test.add(test.log.body(0, 20)).status, 200);

  check_fork(test.add(test.other.body(20, 30)));
  check_evidence(test, 20, 30);
  check_fork(test.add(test.other.body(20, 30)));
  EXPECT_EQ(test.kept("evidence"), 3U);
  EXPECT_EQ(test.kept("doubts"), 0U);
  EXPECT_EQ(test.journal.count("log_contradicted"), 1U);
  EXPECT_EQ(test.witness->counters().contradictions, 2U);
}

// Anybody can send a log's true checkpoints with a false proof, as many as there are.
void send_false_proofs(TestWitness& test, const ProvingLog& log, std::uint64_t newest,
                       std::size_t count) {
  for (std::uint64_t i = 1; i <= count; ++i) {
    WitnessRequest request = log.request(newest, newest + i);
    // As long as a true one, or not; the last hash or all of them are false.
    if (i % 3 == 0) request.proof = {crypto::Hash{}};
    if (i % 3 == 1) request.proof.back().bytes[0] ^= std::byte{1};
    if (i % 3 == 2) request.proof.assign(request.proof.size(), log.checkpoint(i).checkpoint.root);
    EXPECT_EQ(test.add(encode_witness_request(request)).status, 422) << i;
  }
}

TEST(WitnessEvidence, KeepsASecondHistoryAmongAnyNumberOfFalseProofs) {
  constexpr std::size_t kFalse = 500;
  TestWitness test;
  const ProvingLog log(log_key(), "a", 20 + kFalse);
  ASSERT_EQ(test.add(log.body(0, 20)).status, 200);

  send_false_proofs(test, log, 20, kFalse);
  EXPECT_EQ(test.kept("doubts") + test.kept("evidence"), 0U);
  check_fork(test.add(test.other.body(20, 30)));
  send_false_proofs(test, log, 20, kFalse);
  test.open();
  send_false_proofs(test, log, 20, kFalse);

  check_evidence(test, 20, 30);
  EXPECT_EQ(test.kept("doubts"), 0U);
}

// The proof from such a size does not have the other root.
TEST(WitnessEvidence, KeepsTheNewestDoubtsAfterAPowerOfTwo) {
  constexpr std::size_t kSizes = kEvidenceFilesMax / 2 + 20;
  TestWitness test;
  const ProvingLog log(log_key(), "a", 16 + kSizes);
  ASSERT_EQ(test.add(log.body(0, 16)).status, 200);

  send_false_proofs(test, log, 16, kSizes);
  EXPECT_EQ(test.kept("doubts"), kEvidenceFilesMax);

  EXPECT_EQ(test.add(test.other.body(16, 30)).status, 422);
  std::set<std::string> kept;
  for (const auto& file : fs::directory_iterator(test.state.path() / "doubts"))
    kept.insert(*support::value_of(read_file(file.path(), crypto::kNoteBytesMax)));
  for (const CheckpointNote& note : {test.other.checkpoint(30), log.checkpoint(16 + kSizes)})
    EXPECT_TRUE(kept.contains(crypto::encode_note(note.note)));
  EXPECT_EQ(test.kept("doubts"), kEvidenceFilesMax);
}

TEST(WitnessEvidence, SettlesADoubtByWhatItCosigns) {
  TestWitness test;
  ASSERT_EQ(test.add(test.log.body(0, 16)).status, 200);
  WitnessRequest unproved = test.log.request(16, 25);
  unproved.proof.back().bytes[0] ^= std::byte{1};
  EXPECT_EQ(test.add(encode_witness_request(unproved)).status, 422);
  EXPECT_EQ(test.add(test.other.body(16, 30)).status, 422);
  EXPECT_EQ(test.kept("doubts"), 4U);

  // The log goes on as it was offered: there is no doubt any more.
  ASSERT_EQ(test.add(test.log.body(16, 25)).status, 200);
  EXPECT_EQ(test.kept("doubts"), 2U);
  EXPECT_EQ(test.kept("evidence"), 0U);
  // It goes on otherwise: it has signed two histories.
  ASSERT_EQ(test.add(test.log.body(25, 30)).status, 200);
  EXPECT_EQ(test.kept("doubts"), 0U);
  EXPECT_EQ(test.kept("evidence"), 2U);
  EXPECT_EQ(test.journal.count("log_contradicted"), 1U);
  EXPECT_EQ(test.witness->counters().contradictions, 1U);
}

}  // namespace
}  // namespace pledgebook::ledger
