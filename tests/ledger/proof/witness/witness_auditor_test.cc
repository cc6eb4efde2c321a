// SPDX-License-Identifier: Apache-2.0
// An auditor-witness cosigns only checkpoints that it has replayed.
#include "ledger/proof/witness/witness_auditor.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "ledger/log/record/record.h"
#include "ledger/proof/follow/tile_source.h"
#include "ledger/proof/witness/witness.h"
#include "ledger/proof/witness_request.h"
#include "tests/ledger/proof/proof_vectors.h"
#include "tests/support/served_records.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/test_log.h"

namespace pledgebook::ledger {
namespace {

using support::value_of;

constexpr std::size_t kSealEvery = 10;

std::vector<std::string> records_of(int pledges) {
  return support::sealed_records(support::small_ledger(pledges).statements(), kSealEvery);
}

// A witness that reads the served log before it cosigns.
struct AuditingWitness {
  explicit AuditingWitness(std::vector<std::string> records) : served(std::move(records)) {
    open();
  }
  void open() {
    witness.reset();
    auditor.reset();
    NamedKey own = some_key(9, crypto::NoteKeyType::cosignature);
    witness = value_of(Witness::open(
        {.key = own.key,
         .secret = std::move(own.secret),
         .logs = {support::test_log_key()},
         .state = state.path(),
         .audit = [this](const CheckpointNote& note) { return auditor->check(note); }},
        clock, support::silent_journal()));
    auditor = value_of(WitnessAuditor::open(source, state.path(), support::test_log_key()));
  }
  // Its answer to a checkpoint of the first `size` records.
  WitnessAnswer add(std::size_t old_size, std::size_t size) {
    std::vector<crypto::Hash> leaves;
    for (std::size_t i = 0; i < size; ++i) leaves.push_back(leaf_hash_of(served.records[i]));
    return witness->add_checkpoint(
        encode_witness_request({Size{old_size}, crypto::prove_consistency(old_size, leaves),
                                support::signed_checkpoint(served.records, size)}));
  }

  support::ServedRecords served;
  TileSource source{"http://log.test", served.fetch()};
  support::TemporaryDirectory state;
  support::FakeClock clock;
  std::unique_ptr<WitnessAuditor> auditor;
  std::unique_ptr<Witness> witness;
};

TEST(WitnessAuditor, CosignsWhatItHasReplayed) {
  AuditingWitness test(records_of(8));
  const std::size_t size = test.served.records.size();
  const std::size_t first = kSealEvery + 1;

  EXPECT_EQ(test.add(0, first).status, 200);
  EXPECT_EQ(test.add(first, first).status, 200);
  test.open();
  EXPECT_EQ(test.add(first, size).status, 200);
}

// The checkpoint is not published: /checkpoint shows an older one, or none.
TEST(WitnessAuditor, ReadsTheCheckpointThatItIsAskedAbout) {
  AuditingWitness test(records_of(8));
  test.served.note.clear();

  EXPECT_EQ(test.add(0, test.served.records.size()).status, 200);
}

TEST(WitnessAuditor, CosignsNothingThatItCannotRead) {
  AuditingWitness test(records_of(8));
  const std::size_t first = kSealEvery + 1;
  const std::string path = "/tile/entries/000.p/" + std::to_string(first);
  test.served.altered[path] = "nothing of the kind";

  const WitnessAnswer refused = test.add(0, first);

  EXPECT_EQ(refused.status, 503) << refused.body;
  test.served.altered.clear();
  EXPECT_EQ(test.add(0, first).status, 200);
}

TEST(WitnessAuditor, CosignsNothingOnceItIsStopped) {
  AuditingWitness test(records_of(8));

  test.auditor->stop();

  EXPECT_EQ(test.add(0, test.served.records.size()).status, 503);
}

// Validly signed, and one history; but a record breaks the rules.
TEST(WitnessAuditor, CosignsNoRecordThatIsWrong) {
  auto records = records_of(8);
  const std::size_t good = kSealEvery + 1;
  const std::size_t bad = good + kSealEvery / 2;
  std::string& record = records.at(bad);
  record.back() = static_cast<char>(record.back() ^ 1);  // in its last signature
  AuditingWitness test(std::move(records));
  const std::size_t size = 2 * good;

  EXPECT_EQ(test.add(0, good).status, 200);
  const WitnessAnswer refused = test.add(good, size);

  EXPECT_EQ(refused.status, 422) << refused.body;
  EXPECT_NE(refused.body.find("covers a wrong record"), std::string::npos) << refused.body;
  EXPECT_EQ(test.witness->counters().contradictions, 1);
  EXPECT_FALSE(std::filesystem::is_empty(test.state.path() / "evidence"));
  // It stays so after a restart.
  test.open();
  EXPECT_EQ(test.add(good, size).status, 422);
}

TEST(WitnessAuditor, CosignsNoHeadsRecordThatLies) {
  auto records = records_of(8);
  std::string& heads = records.at(kSealEvery);
  ASSERT_EQ(value_of(decode_record(heads)).statement(), nullptr);
  heads.back() = static_cast<char>(heads.back() ^ 1);  // in the map's root
  AuditingWitness test(std::move(records));

  EXPECT_EQ(test.add(0, kSealEvery + 1).status, 422);
}

}  // namespace
}  // namespace pledgebook::ledger
