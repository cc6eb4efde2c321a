// SPDX-License-Identifier: Apache-2.0
// ComputedServing: an answer that a handler computes on a lane, as a whole.
//
// Threads: the I/O thread only.
#pragma once

#include <memory>
#include <utility>

#include "server/http/exchange.h"
#include "server/http/route.h"
#include "server/http/serving.h"

namespace pledgebook::server {

// Computes the answer and does not send it: null if the client has left, or a refusal was sent.
// Compresses the answer if that saves enough and the client accepts it. `handler` outlives the
// call.
[[nodiscard]] Awaitable<std::shared_ptr<const Response>> compute(Exchange& exchange,
                                                                 const Handler& handler);

class ComputedServing final : public Serving {
 public:
  explicit ComputedServing(Handler handler) : handler_(std::move(handler)) {}

  [[nodiscard]] Awaitable<void> serve(Exchange& exchange) override;

 private:
  const Handler handler_;
};

}  // namespace pledgebook::server
