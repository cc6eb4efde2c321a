// SPDX-License-Identifier: Apache-2.0
#include "projections/views/messages.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <utility>
#include <variant>

#include "projections/fold/indexed_records.h"

namespace pledgebook::projections {
namespace {

namespace json = boost::json;
using ledger::Result;

Result<bool> fits(const Selection& selection, const MessageFilter& filter, const TalkKey& talk) {
  const auto is_about = [&talk](ledger::Topic topic) { return topic_letter(topic) == talk.topic; };
  if (!filter.topics.empty() && std::ranges::none_of(filter.topics, is_about)) return false;
  if (!filter.answered) return true;
  if (!is_about(ledger::Topic::question)) return false;
  LEDGER_TRY(const std::size_t answers, count_answers(selection, talk.sid));
  return (answers > 0) == (*filter.answered == Answered::yes);
}

Result<PostedMessage> read_message(const Selection& selection, PledgeReader& reader,
                                   const TalkKey& talk) {
  LEDGER_TRY(const DecodedRecord record, talk_record(selection, talk.index));
  const auto* posted = std::get_if<ledger::MessagePosted>(&record.statement->body);
  if (posted == nullptr) return std::unexpected(damaged_views());
  LEDGER_TRY(Said said, said_in(selection, record));
  LEDGER_TRY(TalkedPledge pledge, talked_pledge(reader, talk.pledge));
  LEDGER_TRY(const std::size_t answers, count_answers(selection, talk.sid));
  return PostedMessage{
      .message = {std::move(said), posted->topic, posted->text, posted->in_reply_to},
      .pledge = std::move(pledge),
      .answers = answers};
}

}  // namespace

Result<MessageList> list_messages(const Selection& selection, const MessageFilter& filter) {
  MessageList list;
  TalkRows rows(selection, Property::message);
  PledgeReader reader = selection.reader();
  while (const auto talk = rows.next()) {
    LEDGER_TRY(const bool is_listed, fits(selection, filter, *talk));
    if (!is_listed || !selection.query().shows(list.total++)) continue;
    LEDGER_TRY(PostedMessage message, read_message(selection, reader, *talk));
    list.shown.push_back(std::move(message));
  }
  if (rows.damaged()) return std::unexpected(damaged_views());
  return list;
}

Result<std::vector<PostedMessage>> latest_messages(const Selection& selection, std::size_t count) {
  std::vector<PostedMessage> latest;
  TalkRows rows(selection, Property::message);
  PledgeReader reader = selection.reader();
  while (latest.size() < count) {
    const auto talk = rows.next();
    if (!talk) break;
    LEDGER_TRY(PostedMessage message, read_message(selection, reader, *talk));
    latest.push_back(std::move(message));
  }
  if (rows.damaged()) return std::unexpected(damaged_views());
  return latest;
}

Result<json::object> messages(const Views& views, const Query& query, const MessageFilter& filter,
                              ledger::RecordedAt now) {
  LEDGER_TRY(const auto selection, Selection::make(views, query, now));
  LEDGER_TRY(const MessageList list, list_messages(selection, filter));
  json::array rows;
  for (const PostedMessage& posted : list.shown) {
    json::object row = to_json(posted.message);
    write_talked(row, selection.context(), posted.message.said, posted.pledge);
    row["answers"] = posted.answers;
    rows.push_back(std::move(row));
  }
  json::object answer = selection.heading();
  write_page(answer, query, list.total);
  answer["rows"] = std::move(rows);
  return answer;
}

}  // namespace pledgebook::projections
