// SPDX-License-Identifier: Apache-2.0
// ViewServing: answers from read models. `min_size` waits until they cover a position. An earlier
// answer that is still valid needs no query.
//
// Threads: the I/O thread only.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "server/http/exchange.h"
#include "server/http/route.h"
#include "server/http/serving.h"
#include "server/routes/answer_cache.h"
#include "server/routes/services.h"

namespace pledgebook::server {

class ViewServing final : public Serving {
 public:
  // The services outlive this.
  ViewServing(const Services& services, Handler handler)
      : services_(services), handler_(std::move(handler)) {}

  [[nodiscard]] Awaitable<void> serve(Exchange& exchange) override;

 private:
  // False if they did not reach the position in time; an error was answered.
  [[nodiscard]] Awaitable<bool> wait_for_views(Exchange& exchange) const;
  // Null if the cache has no valid answer.
  [[nodiscard]] std::shared_ptr<const Response> kept_answer(const Request& request,
                                                            const std::string& question,
                                                            const std::string& key);

  const Services& services_;
  const Handler handler_;
};

// `route`, served by ViewServing.
[[nodiscard]] Route view_route(const Services& services, Route route);

}  // namespace pledgebook::server
