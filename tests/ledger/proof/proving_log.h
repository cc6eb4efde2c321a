// SPDX-License-Identifier: Apache-2.0
// ProvingLog: a log of leaves in memory that signs checkpoints of any size and makes proofs, for
// tests of programs that check a log from outside.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "crypto/merkle.h"
#include "crypto/sha256.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/witness_request.h"
#include "tests/ledger/proof/proof_vectors.h"
#include "tests/support/test_log.h"

namespace pledgebook::ledger {

class ProvingLog {
 public:
  // `seed` decides the leaves from the `first_own`-th on; those before are the same for all.
  ProvingLog(NamedKey key, std::string_view seed, std::uint64_t size, std::uint64_t first_own = 0)
      : key_(std::move(key)) {
    for (std::uint64_t i = 0; i < size; ++i) {
      const std::string leaf = (i < first_own ? "same" : std::string(seed)) + std::to_string(i);
      leaves_.push_back(crypto::leaf_hash(crypto::as_bytes(leaf)));
    }
  }

  [[nodiscard]] const crypto::VerifierKey& key() const { return key_.key; }
  [[nodiscard]] CheckpointNote checkpoint(std::uint64_t size) const {
    const crypto::Hash root = crypto::root(std::span(leaves_).first(size));
    return support::value_of(
        sign_checkpoint({key_.key.name(), Size{size}, root}, key_.key, key_.secret));
  }
  [[nodiscard]] WitnessRequest request(std::uint64_t from, std::uint64_t to) const {
    return {Size{from}, crypto::prove_consistency(from, std::span(leaves_).first(to)),
            checkpoint(to)};
  }
  // The request to add-checkpoint.
  [[nodiscard]] std::string body(std::uint64_t from, std::uint64_t to) const {
    return encode_witness_request(request(from, to));
  }

 private:
  NamedKey key_;
  std::vector<crypto::Hash> leaves_;
};

}  // namespace pledgebook::ledger
