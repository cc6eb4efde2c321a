// SPDX-License-Identifier: Apache-2.0
#include "server/routes/event_feed.h"

#include "ledger/domain/json/statement.h"
#include "ledger/domain/json/statement_outline.h"
#include "ledger/log/record/record.h"
#include "server/http/json_text.h"

namespace pledgebook::server {
namespace {

ledger::Result<void> add_event(std::string& text, std::string_view bytes) {
  LEDGER_TRY(const ledger::Record record, ledger::decode_record(bytes));
  JsonText json;
  json.number("index", ledger::number(record.index))
      .text("recorded_at", ledger::to_text(record.recorded_at))
      .text("leaf_hash", ledger::leaf_hash_of(bytes).hex());
  std::string_view event = "heads";
  if (const auto* statement = record.statement()) {
    const auto seen = ledger::outline(statement->payload);
    if (!seen) {
      return std::unexpected(ledger::Error{
          ledger::Errc::corrupt, "record " + std::to_string(ledger::number(record.index)) +
                                     " has no statement of a known form"});
    }
    event = seen->kind;
    json.text("kind", seen->kind)
        .text("stream", seen->stream)
        .text("at", seen->at)
        .text("sid", ledger::statement_id(statement->payload).hex());
  }
  text += "id: ";
  text += std::to_string(ledger::number(record.index));
  text += "\nevent: ";
  text += event;
  text += "\ndata: ";
  text += std::move(json).take();
  text += "\n\n";
  return {};
}

}  // namespace

ledger::Result<EventPage> read_events(const ledger::Store& store, ledger::Index next,
                                      const Limits& limits) {
  EventPage page{{}, next};
  LEDGER_TRY(const ledger::Snapshot snapshot, store.snapshot());
  if (ledger::number(next) >= ledger::number(snapshot.size())) return page;
  const std::uint64_t end = ledger::number(next) + limits.event_page_items_max;
  ledger::Result<void> outcome;
  const auto visited =
      snapshot.for_each_record(next, [&](ledger::Index index, std::string_view bytes) {
        if (ledger::number(index) >= end || page.text.size() >= limits.event_page_bytes_max) {
          return false;
        }
        outcome = add_event(page.text, bytes);
        page.next = ledger::Index{ledger::number(index) + 1};
        return outcome.has_value();
      });
  if (!visited) return std::unexpected(visited.error());
  if (!outcome) return std::unexpected(outcome.error());
  return page;
}

}  // namespace pledgebook::server
