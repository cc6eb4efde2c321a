// SPDX-License-Identifier: Apache-2.0
// Ceilings: what the machine can do at most, measured in the same run as what is held against them.
#pragma once

namespace pledgebook::bench {

// libsodium's Ed25519 verifications a second on all cores, of 700-octet messages ("V2" on two
// cores).
[[nodiscard]] double measure_verify();
// Signing and verifying one message each, pairs a second on all cores.
[[nodiscard]] double measure_sign_and_verify();

}  // namespace pledgebook::bench
