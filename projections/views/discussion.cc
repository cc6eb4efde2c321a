// SPDX-License-Identifier: Apache-2.0
#include "projections/views/discussion.h"

#include <utility>
#include <variant>

#include "projections/query/selection.h"

namespace pledgebook::projections {

namespace json = boost::json;

json::object to_json(const Message& message) {
  json::object row = to_json(message.said);
  row["topic"] = ledger::name(message.topic);
  row["text"] = message.text;
  row["in_reply_to"] =
      message.in_reply_to ? json::value(message.in_reply_to->hex()) : json::value(nullptr);
  return row;
}

ledger::Result<std::vector<Message>> messages_of(const Selection& selection,
                                                 const ledger::PledgeId& id) {
  std::vector<Message> messages;
  const auto take = [&](const DecodedRecord& record, const Said& said) {
    const auto* posted = std::get_if<ledger::MessagePosted>(&record.statement->body);
    if (posted == nullptr) return;
    messages.push_back({said, posted->topic, posted->text, posted->in_reply_to});
  };
  LEDGER_CHECK(for_each_said(selection, ledger::StreamId::discussion(id), take));
  return messages;
}

ledger::Result<json::object> discussion(const Views& views, const ledger::PledgeId& id,
                                        const Query& query, ledger::RecordedAt now) {
  LEDGER_TRY(const auto selection, Selection::make(views, query, now));
  LEDGER_TRY(const auto messages, messages_of(selection, id));
  std::vector<json::object> rows;
  for (const Message& message : messages) rows.push_back(to_json(message));
  return talk_page(selection, id, std::move(rows));
}

}  // namespace pledgebook::projections
