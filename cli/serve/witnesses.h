// SPDX-License-Identifier: Apache-2.0
// Witnesses: those whom a ledger asks about its checkpoints, as a policy file names them, with the
// connections to them.
//
// Threads: those of WitnessQuorum; stop from any.
#pragma once

#include <memory>
#include <string>

#include "cli/shell/outcome.h"
#include "crypto/verifier_key.h"
#include "ledger/journal.h"
#include "ledger/log/store/store.h"
#include "ledger/proof/backup/witness_survey.h"
#include "ledger/proof/publish/witness_quorum.h"
#include "ledger/proof/witness_policy.h"
#include "server/client/witness_caller.h"

namespace pledgebook::cli {

// The sentence of a failure names the file and the line.
[[nodiscard]] Outcome<ledger::WitnessPolicy> read_witness_policy(const std::string& file);

// `ca_file` below: the authorities to believe of witnesses behind https (Place::ca_file).

// What the witnesses of the policy have of the ledger, or the copy of it, in a directory. Waits for
// each in turn.
[[nodiscard]] Outcome<ledger::WitnessSurvey> survey_witnesses(const std::string& policy_file,
                                                              const std::string& directory,
                                                              const std::string& ca_file);

// Where the ledger was restored from a backup and is held: ends the hold if its witnesses know that
// it has all that was ever released (ledger/proof/backup/witness_survey.h), or says why not.
[[nodiscard]] Outcome<void> end_hold_by_witnesses(const std::string& policy_file,
                                                  const std::string& directory,
                                                  const std::string& ca_file);

class Witnesses {
 public:
  // Refuses what is no policy, a policy of another log, and a witness that can't be reached by its
  // URL; the sentence names the file and the line. Store and journal outlive it.
  [[nodiscard]] static Outcome<std::unique_ptr<Witnesses>> open(const std::string& policy_file,
                                                                const ledger::Store& store,
                                                                const crypto::VerifierKey& log,
                                                                const std::string& ca_file,
                                                                ledger::Journal& journal);
  ~Witnesses();
  Witnesses(const Witnesses&) = delete;
  Witnesses& operator=(const Witnesses&) = delete;

  [[nodiscard]] ledger::WitnessQuorum& quorum() noexcept { return *quorum_; }
  // Ends what is asked of them; whoever waits is let go.
  void stop();

 private:
  explicit Witnesses(std::shared_ptr<server::TlsTrust> trust);

  server::WitnessCaller caller_;
  std::unique_ptr<ledger::WitnessQuorum> quorum_;
};

}  // namespace pledgebook::cli
