// SPDX-License-Identifier: Apache-2.0
#include "projections/views/discussion.h"

#include <utility>
#include <variant>
#include <vector>

#include "projections/query/selection.h"
#include "projections/query/talk.h"

namespace pledgebook::projections {

namespace json = boost::json;

ledger::Result<json::object> discussion(const Views& views, const ledger::PledgeId& id,
                                        const Query& query, ledger::RecordedAt now) {
  LEDGER_TRY(const auto selection, Selection::make(views, query, now));
  std::vector<json::object> messages;
  const auto take = [&](const DecodedRecord& record, json::object row) {
    const auto* message = std::get_if<ledger::MessagePosted>(&record.statement->body);
    if (message == nullptr) return;
    row["topic"] = ledger::name(message->topic);
    row["text"] = message->text;
    row["in_reply_to"] =
        message->in_reply_to ? json::value(message->in_reply_to->hex()) : json::value(nullptr);
    messages.push_back(std::move(row));
  };
  LEDGER_CHECK(for_each_said(selection, ledger::StreamId::discussion(id), take));
  return talk_page(selection, id, std::move(messages));
}

}  // namespace pledgebook::projections
