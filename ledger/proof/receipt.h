// SPDX-License-Identifier: Apache-2.0
// Receipt: the proof that a record is in the log, to be kept and checked offline
// (c2sp.org/tlog-proof v1, a file called *.tlog-proof). Its bytes are
//
//   "c2sp.org/tlog-proof@v1" LF
//   "extra " and base64 of at least one byte, LF       in ours the record; else it may be absent
//   "index " and the record's index in decimal, LF
//   0 to 63 lines: base64 of a hash of the inclusion proof, the leaf's sibling first, LF
//   LF
//   the checkpoint's note
//
// Any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/hash.h"
#include "ledger/domain/values/id.h"
#include "ledger/error.h"
#include "ledger/log/store/store.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/checkpoint_verdict.h"
#include "ledger/proof/witness_policy.h"

namespace pledgebook::ledger {

inline constexpr std::size_t kReceiptBytesMax = 262'144;

struct Receipt {
  Index index{};                   // below the checkpoint's size
  std::vector<crypto::Hash> path;  // from the leaf's sibling to a child of the root
  CheckpointNote checkpoint;
  // In our receipts, the record's bytes, so that a receipt is enough by itself. The format allows
  // any bytes here and does not authenticate them: check them against the proof.
  std::vector<std::byte> extra;
  friend bool operator==(const Receipt&, const Receipt&) = default;
};

// The receipt of the snapshot's record under a checkpoint of its log. Errc::foreign if the
// checkpoint is not this log's. REQUIRES: index < the checkpoint's size.
[[nodiscard]] Result<Receipt> make_receipt(const Snapshot& snapshot, Index index,
                                           const CheckpointNote& checkpoint);
// Whether these first bytes are a receipt's.
[[nodiscard]] bool begins_receipt(std::string_view bytes) noexcept;
inline constexpr std::size_t kReceiptBeginBytes = 23;  // this many bytes suffice

[[nodiscard]] std::string encode_receipt(const Receipt& receipt);
// Errc::corrupt for bytes that encode_receipt can't produce. Nothing is verified against a record
// or a key.
[[nodiscard]] Result<Receipt> parse_receipt(std::string_view bytes);

// The record's bytes in a receipt of ours. Errc::corrupt if it has none.
[[nodiscard]] Result<std::string_view> record_in(const Receipt& receipt);

// Checks that the policy's log has `record`, the bytes of a leaf, at the receipt's index, under a
// checkpoint that the policy accepts; and tells when its witnesses saw it. Errc::corrupt for bytes
// that are no record; Errc::unproven for another record than the receipt's, and for a checkpoint
// that is not signed by the log or not cosigned as the policy requires.
[[nodiscard]] Result<CheckpointVerdict> check_receipt(const Receipt& receipt,
                                                      std::string_view record,
                                                      const WitnessPolicy& policy);

}  // namespace pledgebook::ledger
