// SPDX-License-Identifier: Apache-2.0
// EventFeed: records as server-sent events (WHATWG HTML, section 9.2), one event a record: `id` is
// its index, `event` the statement's kind or "heads", `data` a line of JSON. The log itself is the
// buffer: a subscriber that falls behind reads older pages, and costs no memory.
#pragma once

#include <string>

#include "ledger/domain/values/id.h"
#include "ledger/error.h"
#include "ledger/log/store/store.h"
#include "server/http/limits.h"

namespace pledgebook::server {

struct EventPage {
  std::string text;      // whole events; empty where there are none yet
  ledger::Index next{};  // where the next page begins
};

// The events from `next` on, as far as a page reaches. Any thread.
[[nodiscard]] ledger::Result<EventPage> read_events(const ledger::Store& store, ledger::Index next,
                                                    const Limits& limits);

// Between events: keeps intermediaries from closing the connection.
inline constexpr std::string_view kHeartbeat = ":\n\n";

}  // namespace pledgebook::server
