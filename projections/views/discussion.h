// SPDX-License-Identifier: Apache-2.0
// Discussion: the messages that parties post about a pledge.
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <vector>

#include "ledger/domain/kinds/report.h"
#include "ledger/domain/values/timestamp.h"
#include "ledger/error.h"
#include "projections/query/query.h"
#include "projections/query/talk.h"
#include "projections/query/views.h"

namespace pledgebook::projections {

struct Message {
  Said said;
  ledger::Topic topic{};
  std::string text;
  std::optional<ledger::Sid> in_reply_to;
};
// {"index", "sid", "recorded_at", "at", "by", "recovered_key", "disputed", "topic", "text",
// "in_reply_to": sid or null}
[[nodiscard]] boost::json::object to_json(const Message& message);

// All messages about a pledge at the selection's moment, oldest first.
[[nodiscard]] ledger::Result<std::vector<Message>> messages_of(const Selection& selection,
                                                               const ledger::PledgeId& id);

// {…, "pledge", "total", "page", "per_page", "rows"}: a page of them, oldest first. Uses the moment
// and the page of the query. Errc::not_found if there is no such pledge, or it did not exist then.
[[nodiscard]] ledger::Result<boost::json::object> discussion(const Views& views,
                                                             const ledger::PledgeId& id,
                                                             const Query& query,
                                                             ledger::RecordedAt now);

}  // namespace pledgebook::projections
