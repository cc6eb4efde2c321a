// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/follow/fork.h"

#include <array>
#include <string>

#include "ledger/proof/evidence.h"
#include "ledger/proof/proof_text.h"

namespace pledgebook::ledger {
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
