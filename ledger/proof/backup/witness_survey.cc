// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/backup/witness_survey.h"

#include <fmt/format.h>

#include <utility>

#include "ledger/log/store/directory.h"
#include "ledger/proof/backup/restore.h"
#include "ledger/proof/checkpoint_files.h"
#include "ledger/proof/proof_text.h"
#include "ledger/proof/publish/shown_checkpoint.h"

namespace pledgebook::ledger {

Result<WitnessSurvey> survey_witnesses(const WitnessPolicy& policy, const crypto::VerifierKey& log,
                                       const WitnessTransport& transport) {
  LEDGER_CHECK(policy.check_log(log));
  WitnessSurvey survey;
  WitnessPolicy::Names silent;
  const auto note_silent = [&](const PolicyWitness& witness, std::string_view why) {
    silent.insert(witness.name);
    survey.silent.push_back(fmt::format("witness {} {}", shown(witness.name), why));
  };
  for (const PolicyWitness& witness : policy.witnesses()) {
    auto found = shown_checkpoint(witness, log, transport);
    if (!found) {
      note_silent(witness, found.error().detail);
      continue;
    }
    if (!*found) continue;
    if (const auto cosigned = check_cosigned(**found, witness); !cosigned)
      note_silent(witness, cosigned.error().detail);
    survey.known.push_back({**std::move(found), "the witness " + witness.name});
  }
  survey.is_conclusive = !policy.is_met_by(silent);
  return survey;
}

Result<bool> end_hold(const std::filesystem::path& directory, const WitnessSurvey& survey) {
  LEDGER_TRY(auto newest, CheckpointFiles(directory).read_signed());
  {
    LEDGER_TRY(const auto store, Store::open(directory, Access::read));
    LEDGER_TRY(const LogKeys log, log_keys_of(*store));
    LEDGER_TRY(const Snapshot snapshot, store->snapshot());
    for (const KnownCheckpoint& known : survey.known) {
      LEDGER_CHECK(check_covers(snapshot, known, log));
      if (!newest || newest->checkpoint.size < known.note.checkpoint.size) newest = known.note;
    }
  }
  if (!survey.is_conclusive) return false;
  if (newest) {
    LEDGER_CHECK(end_hold(directory, *newest));
  } else {
    LEDGER_CHECK(release_hold(directory));
  }
  return true;
}

}  // namespace pledgebook::ledger
