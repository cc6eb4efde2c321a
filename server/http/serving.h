// SPDX-License-Identifier: Apache-2.0
// Serving: a kind of route: how it answers a request. Kinds: computed_serving.h,
// download_serving.h, and for a ledger those of statements, events and read models.
//
// Threads: the I/O thread only.
#pragma once

#include "server/io/asio.h"

namespace pledgebook::server {

class Exchange;

class Serving {
 public:
  Serving() = default;
  Serving(const Serving&) = delete;
  Serving& operator=(const Serving&) = delete;
  virtual ~Serving() = default;

  // Answers the exchange's request. Without an answer, the connection is closed. Many requests are
  // served at once.
  [[nodiscard]] virtual Awaitable<void> serve(Exchange& exchange) = 0;
};

}  // namespace pledgebook::server
