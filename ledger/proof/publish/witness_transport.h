// SPDX-License-Identifier: Apache-2.0
// WitnessTransport: one HTTP request to a witness, and its answer. The implementation is in
// server/client/witness_caller.h.
#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <string>

namespace pledgebook::ledger {

struct WitnessCall {
  enum class Method : std::uint8_t { get, post };
  Method method = Method::get;
  std::string url;
  std::string body = {};  // of a post
};

struct WitnessResponse {
  unsigned status = 0;
  std::string body;  // crypto::kNoteBytesMax at most
};

// Sends the call and waits, for a limited time; a sentence if there is no answer. Many threads call
// it at the same time.
using WitnessTransport =
    std::function<std::expected<WitnessResponse, std::string>(const WitnessCall&)>;

}  // namespace pledgebook::ledger
