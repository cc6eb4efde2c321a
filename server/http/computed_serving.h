// SPDX-License-Identifier: Apache-2.0
// ComputedServing: an answer that a handler computes on a lane, the whole of it at once.
//
// Threads: the I/O thread only.
#pragma once

#include <memory>
#include <utility>

#include "server/http/exchange.h"
#include "server/http/route.h"
#include "server/http/serving.h"

namespace pledgebook::server {

// Computes and answers nothing: null where there is no answer to give, or it was refused. Packs
// what is worth it, for one who takes that. `handler` outlives the call.
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
