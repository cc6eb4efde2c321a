// SPDX-License-Identifier: Apache-2.0
// The pre-authentication encoding of DSSE.
#include "crypto/dsse.h"

#include "crypto/sha256.h"

namespace pledgebook::crypto {
namespace {

// Everything before the body. `room` is reserved beyond it.
std::string preamble(std::string_view payload_type, std::size_t body_bytes, std::size_t room) {
  const std::string type_length = std::to_string(payload_type.size());
  const std::string body_length = std::to_string(body_bytes);
  std::string text = "DSSEv1 ";
  text.reserve(text.size() + type_length.size() + payload_type.size() + body_length.size() + 3 +
               room);
  text.append(type_length).append(1, ' ').append(payload_type).append(1, ' ');
  text.append(body_length).append(1, ' ');
  return text;
}

}  // namespace

std::string pae(std::string_view payload_type, Bytes body) {
  std::string text = preamble(payload_type, body.size(), body.size());
  text.append(as_text(body));
  return text;
}

Hash pae_hash(std::string_view payload_type, Bytes body) {
  const std::string text = preamble(payload_type, body.size(), 0);
  return sha256({as_bytes(text), body});
}

}  // namespace pledgebook::crypto
