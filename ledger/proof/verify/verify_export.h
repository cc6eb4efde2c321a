// SPDX-License-Identifier: Apache-2.0
// verify_export: an export's bytes and a pinned policy in, a verdict out; without a network, a
// ledger or a clock. Memory holds a thousand records or so of the file, and what the verdict needs.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "ledger/byte_source.h"
#include "ledger/error.h"
#include "ledger/proof/verify/verdict.h"
#include "ledger/proof/witness_policy.h"

namespace pledgebook::ledger {

struct VerifyOptions {
  unsigned threads = 0;  // 0: one a core
  // Told how many records were examined; on the caller's thread.
  std::function<void(std::uint64_t records)> on_progress = {};
};

// Of a file that may be packed with gzip. An Error says that it could not be read to its end by the
// operating system's fault; whatever is wrong with its bytes is in the verdict.
[[nodiscard]] Result<Verdict> verify_export(ByteSource source, const WitnessPolicy& policy,
                                            const VerifyOptions& options = {});

// Of bytes in memory, which outlive the source.
[[nodiscard]] ByteSource bytes_of(std::string_view bytes);

}  // namespace pledgebook::ledger
