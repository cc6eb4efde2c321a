// SPDX-License-Identifier: Apache-2.0
// EventFeed: records as server-sent events (WHATWG HTML, section 9.2), one event for each record:
// `id` is its index, `event` the statement's kind or "heads", `data` a line of JSON. The log is the
// buffer: a subscriber that falls behind reads older pages, and needs no memory.
#pragma once

#include <string>

#include "ledger/domain/values/id.h"
#include "ledger/error.h"
#include "ledger/log/store/store.h"
#include "server/http/limits.h"

namespace pledgebook::server {

struct EventPage {
  std::string text;      // whole events; empty if there are none yet
  ledger::Index next{};  // where the next page begins
};

// One page of the events from `next` on. Any thread.
[[nodiscard]] ledger::Result<EventPage> read_events(const ledger::Store& store, ledger::Index next,
                                                    const Limits& limits);

// Sent between events, so that proxies don't close the connection.
inline constexpr std::string_view kHeartbeat = ":\n\n";

}  // namespace pledgebook::server
