// SPDX-License-Identifier: Apache-2.0
// WitnessRequest: the body of a log's request to a witness, POST <prefix>/add-checkpoint, and the
// bodies of the answers (c2sp.org/tlog-witness v1.0.0). The request's bytes are
//
//   "old " and the size that the witness has last cosigned, LF
//   0 to 63 lines: base64 of a hash of the consistency proof from that size, LF
//   LF
//   the checkpoint's note
//
// An answer of status 200 is signature lines, cosignatures of the checkpoint; one of status 409
// (text/x.tlog.size) is the size in decimal from which the witness wants the proof, and LF.
//
// Any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/hash.h"
#include "crypto/signed_note.h"
#include "ledger/domain/values/id.h"
#include "ledger/error.h"
#include "ledger/proof/checkpoint.h"

namespace pledgebook::ledger {

// More than any body that decode_witness_request accepts; a server may stop reading there. Answers
// have at most crypto::kNoteBytesMax.
inline constexpr std::size_t kWitnessRequestBytesMax = crypto::kNoteBytesMax + 4'096;

struct WitnessRequest {
  Size old_size{};                  // not above the checkpoint's
  std::vector<crypto::Hash> proof;  // of consistency; must be empty for old size 0
  CheckpointNote checkpoint;
  friend bool operator==(const WitnessRequest&, const WitnessRequest&) = default;
};

[[nodiscard]] std::string encode_witness_request(const WitnessRequest& request);
// Errc::corrupt for a request that a witness answers with status 400: a body of another form, or an
// old size above the checkpoint's. Neither signatures nor the proof are verified: they have other
// status codes.
[[nodiscard]] Result<WitnessRequest> decode_witness_request(std::string_view body);

// The lines of `witness` in an answer of status 200, each a valid cosignature of the checkpoint;
// lines of others are ignored. Errc::corrupt for a body of another form; Errc::unproven if the
// witness has no line or an invalid one. crypto::encode_note_signatures writes signature lines.
[[nodiscard]] Result<std::vector<crypto::NoteSignature>> decode_cosignatures(
    std::string_view body, const CheckpointNote& checkpoint, const crypto::VerifierKey& witness);

// The body of status 409.
[[nodiscard]] std::string encode_witness_size(Size size);
[[nodiscard]] Result<Size> decode_witness_size(std::string_view body);

}  // namespace pledgebook::ledger
