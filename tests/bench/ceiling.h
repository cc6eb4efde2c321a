// SPDX-License-Identifier: Apache-2.0
// Ceilings: the most that the machine can do, measured in the same run as the figures compared with
// them.
#pragma once

#include <cstddef>

namespace pledgebook::bench {

// libsodium's Ed25519 verifications a second on all cores, of 700-byte messages ("V2" on two
// cores).
[[nodiscard]] double measure_verify();
// Signing and verifying one message each, pairs a second on all cores.
[[nodiscard]] double measure_sign_and_verify();

// SHA-256 alone, on one core: of a node of a Merkle tree; and of a record of so many bytes with
// the nodes of an inclusion proof above it, whole proofs a second.
[[nodiscard]] double measure_node_hashes();
[[nodiscard]] double measure_proof_hashes(std::size_t record_bytes, double nodes);
// The same with one Ed25519 verification besides: on one core, and on all.
[[nodiscard]] double measure_verified_proof(std::size_t record_bytes, double nodes);
[[nodiscard]] double measure_verified_proof_on_all_cores(std::size_t record_bytes, double nodes);

}  // namespace pledgebook::bench
