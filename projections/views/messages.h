// SPDX-License-Identifier: Apache-2.0
// Messages: what parties post about all pledges that pass, newest first (of one pledge, oldest
// first: discussion.h).
#pragma once

#include <boost/json/object.hpp>
#include <cstddef>
#include <optional>
#include <vector>

#include "projections/query/talk_rows.h"
#include "projections/views/discussion.h"

namespace pledgebook::projections {

// Whether a question has an answer: a message with the topic `answer` that replies to it.
enum class Answered : std::uint8_t { yes, no };
constexpr auto names_of(Answered) {
  return std::to_array<ledger::Name<Answered>>({{Answered::yes, "yes"}, {Answered::no, "no"}});
}

struct MessageFilter {
  std::vector<ledger::Topic> topics;  // any of them; empty: all
  std::optional<Answered> answered;   // then questions alone
};

struct PostedMessage {
  Message message;
  TalkedPledge pledge;
  std::size_t answers = 0;
};

struct MessageList {
  std::vector<PostedMessage> shown;
  std::size_t total = 0;
};

// The selection's page of them, and how many pass in all.
[[nodiscard]] ledger::Result<MessageList> list_messages(const Selection& selection,
                                                        const MessageFilter& filter);
// The newest `count`.
[[nodiscard]] ledger::Result<std::vector<PostedMessage>> latest_messages(const Selection& selection,
                                                                         std::size_t count);

// {…, "total", "page", "per_page", "rows": [newest first: {"index", "sid", "recorded_at", "at",
// "by", "by_name", "recovered_key", "disputed", "pledge", "pledge_title", "member", "member_name",
// "topic", "text", "in_reply_to", "answers"}]}
[[nodiscard]] ledger::Result<boost::json::object> messages(const Views& views, const Query& query,
                                                           const MessageFilter& filter,
                                                           ledger::RecordedAt now);

}  // namespace pledgebook::projections
