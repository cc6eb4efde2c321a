// SPDX-License-Identifier: Apache-2.0
// Fork: two checkpoints that a log's key has signed and that can't both be true, with all that
// anybody needs to see it: of one size with two roots; or of two sizes, with the root that the
// larger tree has at the smaller size, and the proof that it does (RFC 9162, section 2.1.4).
//
// As files, named by sizes and roots, so that none replaces another:
//
//   <size>-<16 hex digits of the root>.checkpoint      the two notes
//   <smaller>-<larger>-<16 hex digits>.proof            root and proof, each hash in base64 in a
//   line
//                                                       of its own; for two sizes only
//
// Any thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "crypto/verifier_key.h"
#include "ledger/log/error.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/follow/log_source.h"

namespace pledgebook::ledger {

struct Fork {
  CheckpointNote smaller;
  CheckpointNote larger;
  PrefixProof prefix;  // of the smaller size in the larger tree; for equal sizes empty
};

// Whether it is one: both notes are signed by the key, and what is proven contradicts the smaller.
[[nodiscard]] bool is_fork(const Fork& fork, const crypto::VerifierKey& log);

// Writes the files into a directory, which is made; returns their paths.
[[nodiscard]] Result<std::vector<std::filesystem::path>> write_evidence(
    const Fork& fork, const std::filesystem::path& directory);
[[nodiscard]] Result<std::filesystem::path> write_evidence(const CheckpointNote& note,
                                                           const std::filesystem::path& directory);

}  // namespace pledgebook::ledger
