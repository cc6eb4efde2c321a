// SPDX-License-Identifier: Apache-2.0
// Proofs from rows against those from all leaves.
#include "ledger/proof/inclusion_prover.h"

#include <gtest/gtest.h>

#include "crypto/merkle.h"
#include "ledger/log/record/record.h"
#include "tests/support/test_ledger.h"
#include "tests/support/test_log.h"

namespace pledgebook::ledger {
namespace {

TEST(InclusionProver, ProvesWhatAllLeavesProveAtEverySize) {
  support::TestLedger test;
  support::send_all(*test.sequencer, support::small_ledger(60).statements());
  test.reopen();
  const Snapshot snapshot = support::value_of(test.store->snapshot());
  std::vector<crypto::Hash> leaves;
  for (std::uint64_t i = 0; i < number(snapshot.size()); ++i)
    leaves.push_back(leaf_hash_of(support::value_of(snapshot.record(Index{i}))));
  StoredTree tree(snapshot);

  for (std::uint64_t size = leaves.size(); size > 0; size -= size > 40 ? 37 : 1) {
    const std::span<const crypto::Hash> below(leaves.data(), size);
    InclusionProver prover{Size{size}};
    for (std::uint64_t index = 0; index < size; index += 1 + index % 7)
      EXPECT_EQ(prover.prove(Index{index}, tree), crypto::prove_inclusion(index, below));
  }
  EXPECT_GT(leaves.size(), 256U);
  EXPECT_FALSE(tree.damaged());
}

}  // namespace
}  // namespace pledgebook::ledger
