// SPDX-License-Identifier: Apache-2.0
// WitnessTransport: one request to a witness over HTTP, and its answer. Who has a network brings it
// (server/client/witness_caller.h).
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

// Sends it and waits, no longer than a bound of its own; a sentence where no answer came. Called by
// many threads at once.
using WitnessTransport =
    std::function<std::expected<WitnessResponse, std::string>(const WitnessCall&)>;

}  // namespace pledgebook::ledger
