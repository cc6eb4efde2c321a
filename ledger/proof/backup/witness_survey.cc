// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/backup/witness_survey.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "crypto/sha256.h"
#include "crypto/signed_note.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/cosignature.h"

namespace pledgebook::ledger {
namespace {

std::string url_of(const PolicyWitness& witness, const crypto::VerifierKey& log) {
  std::string url = witness.url;
  if (url.ends_with('/')) url.pop_back();
  return fmt::format("{}/{}/checkpoint", url, crypto::sha256(crypto::as_bytes(log.name())).hex());
}

// What the witness has; nothing where it knows the log but has cosigned nothing, or does not know
// it.
Result<std::optional<CheckpointNote>> ask(const PolicyWitness& witness,
                                          const crypto::VerifierKey& log, const FetchUrl& fetch) {
  if (witness.url.empty()) {
    return std::unexpected(Error{Errc::not_found, "the policy gives no address of it"});
  }
  auto octets = fetch(url_of(witness, log), crypto::kNoteBytesMax);
  if (!octets && octets.error().code == Errc::not_found) return std::optional<CheckpointNote>();
  if (!octets) return std::unexpected(std::move(octets).error());
  LEDGER_TRY(auto note, open_checkpoint(*octets, log));
  return std::optional(std::move(note));
}

}  // namespace

Result<WitnessSurvey> survey_witnesses(const WitnessPolicy& policy, const crypto::VerifierKey& log,
                                       const FetchUrl& fetch) {
  if (std::ranges::find(policy.logs(), log, &PolicyLog::key) == policy.logs().end()) {
    return std::unexpected(Error{
        Errc::foreign, fmt::format("the policy names no log with the key {}: give the policy of "
                                   "this ledger",
                                   log.text())});
  }
  WitnessSurvey survey;
  WitnessPolicy::Names silent;
  const auto note_silent = [&](const PolicyWitness& witness, std::string_view why) {
    silent.insert(witness.name);
    survey.silent.push_back(fmt::format("the witness {} gave no answer: {}", witness.name, why));
  };
  for (const PolicyWitness& witness : policy.witnesses()) {
    auto found = ask(witness, log, fetch);
    if (!found) {
      note_silent(witness, found.error().detail);
      continue;
    }
    if (!*found) continue;
    const auto time = earliest_cosignature(**found, witness.key);
    if (!time || !*time) note_silent(witness, "its checkpoint has no cosignature of its own");
    survey.known.push_back({**std::move(found), "the witness " + witness.name});
  }
  survey.is_conclusive = !policy.is_met_by(silent);
  return survey;
}

}  // namespace pledgebook::ledger
