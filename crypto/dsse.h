// SPDX-License-Identifier: Apache-2.0
// The pre-authentication encoding of DSSE 1.0.2 (protocol.md, "Signature definition"): the bytes
// that a signature covers. PAE(type, body) = "DSSEv1" SP LEN(type) SP type SP LEN(body) SP body,
// lengths in bytes, decimal.
#pragma once

#include <string>
#include <string_view>

#include "crypto/bytes.h"
#include "crypto/hash.h"

namespace pledgebook::crypto {

[[nodiscard]] std::string pae(std::string_view payload_type, Bytes body);

// SHA-256 of pae(payload_type, body), without copying the body.
[[nodiscard]] Hash pae_hash(std::string_view payload_type, Bytes body);

}  // namespace pledgebook::crypto
