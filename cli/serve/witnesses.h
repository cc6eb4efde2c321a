// SPDX-License-Identifier: Apache-2.0
// Witnesses: the witnesses of a policy file, and the connections to them.
//
// Threads: as WitnessQuorum; `stop` from any.
#pragma once

#include <memory>
#include <string>

#include "cli/shell/outcome.h"
#include "ledger/journal.h"
#include "ledger/log/store/store.h"
#include "ledger/proof/backup/witness_survey.h"
#include "ledger/proof/publish/witness_quorum.h"
#include "ledger/proof/witness_policy.h"
#include "server/client/witness_caller.h"

namespace pledgebook::cli {

// A failure's sentence names the file and the line.
[[nodiscard]] Outcome<ledger::WitnessPolicy> read_witness_policy(const std::string& file);

// `ca_file` below: the authorities to trust for https witnesses (Place::ca_file).

// Asks the policy's witnesses for their checkpoint of the ledger, or of the backup, in a directory.
// Asks one after the other.
[[nodiscard]] Outcome<ledger::WitnessSurvey> survey_witnesses(const std::string& policy_file,
                                                              const std::string& directory,
                                                              const std::string& ca_file);

// If the ledger was restored from a backup and is held: ends the hold if its witnesses know that it
// has every published record (ledger/proof/backup/witness_survey.h); else says why not.
[[nodiscard]] Outcome<void> end_hold_by_witnesses(const std::string& policy_file,
                                                  const std::string& directory,
                                                  const std::string& ca_file);

class Witnesses {
 public:
  // Refuses an invalid policy, a policy of another log, and a witness whose URL can't be used; the
  // sentence names the file and the line. Store and journal outlive it.
  [[nodiscard]] static Outcome<std::unique_ptr<Witnesses>> open(const std::string& policy_file,
                                                                const ledger::Store& store,
                                                                const std::string& ca_file,
                                                                ledger::Journal& journal);
  ~Witnesses();
  Witnesses(const Witnesses&) = delete;
  Witnesses& operator=(const Witnesses&) = delete;

  [[nodiscard]] ledger::WitnessQuorum& quorum() noexcept { return *quorum_; }
  // Ends the pending requests to them, and releases the threads that wait for an answer.
  void stop();

 private:
  explicit Witnesses(std::shared_ptr<server::TlsTrust> trust);

  server::WitnessCaller caller_;
  std::unique_ptr<ledger::WitnessQuorum> quorum_;
};

}  // namespace pledgebook::cli
