// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/checkpoint_verdict.h"

#include <algorithm>

#include "ledger/proof/cosignature.h"

namespace pledgebook::ledger {

Result<CheckpointVerdict> judge_checkpoint(const CheckpointNote& note,
                                           const WitnessPolicy& policy) {
  CheckpointVerdict verdict;
  for (const PolicyLog& log : policy.logs()) {
    LEDGER_TRY(const bool is_signed, is_signed_by(note, log.key));
    verdict.log_signed = verdict.log_signed || is_signed;
  }
  for (const PolicyWitness& witness : policy.witnesses()) {
    LEDGER_TRY(const auto time, earliest_cosignature(note.note, witness.key));
    if (time) verdict.cosigned.push_back({witness.name, *time});
  }
  std::ranges::stable_sort(verdict.cosigned, {}, &WitnessCosignature::time);

  WitnessPolicy::Names names;
  verdict.quorum_met = policy.is_met_by(names);
  for (const WitnessCosignature& cosignature : verdict.cosigned) {
    if (verdict.quorum_met) break;
    names.insert(cosignature.witness);
    if (!policy.is_met_by(names)) continue;
    verdict.quorum_met = true;
    verdict.quorum_at = cosignature.time;
  }
  return verdict;
}

}  // namespace pledgebook::ledger
