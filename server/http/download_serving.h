// SPDX-License-Identifier: Apache-2.0
// DownloadServing: an answer that goes out page by page: a page is made on a lane, the peer takes
// it, and only then the next is made.
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
  // The same while it is counted as one.
  [[nodiscard]] Awaitable<void> give(Exchange& exchange);

  const DownloadHandler handler_;
};

}  // namespace pledgebook::server
