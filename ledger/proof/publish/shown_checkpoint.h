// SPDX-License-Identifier: Apache-2.0
// ShownCheckpoint: the newest checkpoint of a log that a witness shows publicly, at
// "<url>/<hex>/checkpoint" with the hex digits of SHA-256 of the log's origin
// (c2sp.org/tlog-witness v1.0.0, "Monitoring").
//
// Errors are sentences without a subject; the witness is the subject.
//
// Threads: any; shown_checkpoint blocks as long as the transport does.
#pragma once

#include <optional>
#include <string>

#include "crypto/verifier_key.h"
#include "ledger/error.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/publish/witness_transport.h"
#include "ledger/proof/witness_policy.h"

namespace pledgebook::ledger {

// Signed by the log, perhaps by others too. Nothing if the witness answers 404: it has seen
// nothing. Errc::not_found without a URL, Errc::storage without an answer, else Errc::unproven.
[[nodiscard]] Result<std::optional<CheckpointNote>> shown_checkpoint(
    const PolicyWitness& witness, const crypto::VerifierKey& log,
    const WitnessTransport& transport);

// Checks that the witness itself has cosigned the checkpoint. Else Errc::unproven.
[[nodiscard]] Result<void> check_cosigned(const CheckpointNote& shown,
                                          const PolicyWitness& witness);

// The first line of a witness's text, for people: limited in length, without control characters.
[[nodiscard]] std::string said(const WitnessResponse& response);

}  // namespace pledgebook::ledger
