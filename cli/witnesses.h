// SPDX-License-Identifier: Apache-2.0
// Witnesses: those whom a ledger asks to cosign its checkpoints, as a policy file names them, with
// the connections to them.
//
// Threads: those of WitnessQuorum; stop from any.
#pragma once

#include <memory>
#include <string>

#include "cli/outcome.h"
#include "crypto/verifier_key.h"
#include "ledger/log/store.h"
#include "ledger/proof/publish/witness_quorum.h"
#include "server/witness_caller.h"

namespace pledgebook::cli {

class Witnesses {
 public:
  // Refuses what is no policy, a policy of another log, and a witness that can't be reached by its
  // URL; the sentence names the file and the line. The store outlives it.
  [[nodiscard]] static Outcome<std::unique_ptr<Witnesses>> open(const std::string& policy_file,
                                                                const ledger::Store& store,
                                                                const crypto::VerifierKey& log);
  ~Witnesses();
  Witnesses(const Witnesses&) = delete;
  Witnesses& operator=(const Witnesses&) = delete;

  [[nodiscard]] ledger::WitnessQuorum& quorum() noexcept { return *quorum_; }
  // Ends what is asked of them; whoever waits is let go.
  void stop();

 private:
  Witnesses() = default;

  server::WitnessCaller caller_;
  std::unique_ptr<ledger::WitnessQuorum> quorum_;
};

}  // namespace pledgebook::cli
