// SPDX-License-Identifier: Apache-2.0
// verify_export: from an export's bytes and a pinned policy to a verdict, without a network, a
// ledger or a clock. Memory holds about a thousand records of the file, and what the verdict needs.
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
  // Called with the number of records examined; on the caller's thread.
  std::function<void(std::uint64_t records)> on_progress = {};
};

// Verifies a file, with gzip or not. An Error means that the operating system could not read it;
// faults in its bytes are in the verdict.
[[nodiscard]] Result<Verdict> verify_export(ByteSource source, const WitnessPolicy& policy,
                                            const VerifyOptions& options = {});

// Reads from bytes in memory, which outlive the source.
[[nodiscard]] ByteSource bytes_of(std::string_view bytes);

}  // namespace pledgebook::ledger
