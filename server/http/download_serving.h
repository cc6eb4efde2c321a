// SPDX-License-Identifier: Apache-2.0
// DownloadServing: an answer that is sent page by page. A page is made on a lane and sent, and only
// then the next is made.
//
// Threads: the I/O thread only.
#pragma once

#include <utility>

#include "server/http/download.h"
#include "server/http/exchange.h"
#include "server/http/serving.h"

namespace pledgebook::server {

class DownloadServing final : public Serving {
 public:
  explicit DownloadServing(DownloadHandler handler) : handler_(std::move(handler)) {}

  [[nodiscard]] Awaitable<void> serve(Exchange& exchange) override;

 private:
  // The same, once it is counted as a download under way.
  [[nodiscard]] Awaitable<void> give(Exchange& exchange);

  const DownloadHandler handler_;
};

}  // namespace pledgebook::server
