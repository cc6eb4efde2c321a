// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/follow/fork.h"

#include <array>
#include <string>

#include "crypto/merkle.h"
#include "ledger/proof/evidence.h"
#include "ledger/proof/proof_text.h"

namespace pledgebook::ledger {
bool is_fork(const Fork& fork, const crypto::VerifierKey& log) {
  const auto small_signed = is_signed_by(fork.smaller, log);
  const auto large_signed = is_signed_by(fork.larger, log);
  if (!small_signed.value_or(false) || !large_signed.value_or(false)) return false;
  const Checkpoint& smaller = fork.smaller.checkpoint;
  const Checkpoint& larger = fork.larger.checkpoint;
  if (smaller.size == larger.size) return smaller.root != larger.root;
  return fork.prefix.root != smaller.root &&
         crypto::check_consistency(number(smaller.size), fork.prefix.root, number(larger.size),
                                   larger.root, fork.prefix.hashes);
}

Result<std::vector<std::filesystem::path>> keep_evidence(const std::filesystem::path& folder,
                                                         const Fork& fork) {
  std::string proof;
  if (fork.smaller.checkpoint.size != fork.larger.checkpoint.size) {
    proof = to_base64(fork.prefix.root) + "\n";
    for (const crypto::Hash& hash : fork.prefix.hashes) proof.append(to_base64(hash)).append("\n");
  }
  return keep_evidence(folder, std::array{fork.smaller, fork.larger}, proof);
}

}  // namespace pledgebook::ledger
