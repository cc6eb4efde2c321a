// SPDX-License-Identifier: Apache-2.0
#include "server/routes/record_json.h"

#include "crypto/base64.h"
#include "ledger/domain/json/envelope.h"
#include "ledger/domain/json/statement.h"
#include "ledger/log/record/record.h"

namespace pledgebook::server {

ledger::Result<std::string> record_json(std::string_view bytes) {
  LEDGER_TRY(const ledger::Record record, ledger::decode_record(bytes));
  const ledger::SignedStatement* statement = record.statement();
  JsonText json;
  json.number("index", ledger::number(record.index))
      .text("type", statement != nullptr ? "statement" : "heads")
      .text("recorded_at", ledger::to_text(record.recorded_at))
      .text("prev", record.prev.hex())
      .text("leaf_hash", ledger::leaf_hash_of(bytes).hex());
  if (statement != nullptr) {
    json.text("sid", ledger::statement_id(statement->payload).hex())
        .raw("statement", statement->payload)
        .raw("envelope", ledger::encode_envelope(*statement));
  } else {
    const auto& heads = std::get<ledger::Heads>(record.content);
    json.number("streams", heads.streams).text("map_root", heads.map_root.hex());
  }
  json.text("bytes", crypto::to_base64(crypto::as_bytes(bytes)));
  return std::move(json).take();
}

ledger::Size size_of(const ledger::ReleasedPointer& released) noexcept {
  return released ? released->note.checkpoint.size : ledger::Size{};
}

bool covers(const ledger::ReleasedPointer& released, ledger::Size size) noexcept {
  return released != nullptr && size <= size_of(released);
}

std::string checkpoint_json(const ledger::Checkpoint& checkpoint) {
  JsonText json;
  json.text("origin", checkpoint.origin)
      .number("size", ledger::number(checkpoint.size))
      .text("root", crypto::to_base64(checkpoint.root.bytes));
  return std::move(json).take();
}

ledger::Result<LogPosition> position_of(const ledger::Snapshot& snapshot,
                                        ledger::ReleasedPointer released) {
  LogPosition position{snapshot.size(), {}, {}};
  if (covers(released, position.size)) position.covers = std::move(released);
  const std::uint64_t size = ledger::number(position.size);
  if (size == 0) return position;
  LEDGER_TRY(const std::string_view bytes, snapshot.record(ledger::Index{size - 1}));
  LEDGER_TRY(const ledger::Record last, ledger::decode_record(bytes));
  position.as_of = ledger::to_text(last.recorded_at);
  return position;
}

void add_position(JsonText& json, const LogPosition& position) {
  if (position.as_of.empty()) {
    json.null("as_of");
  } else {
    json.text("as_of", position.as_of);
  }
  json.number("size", ledger::number(position.size));
  if (position.covers) {
    json.raw("checkpoint", checkpoint_json(position.covers->note.checkpoint));
  } else {
    json.null("checkpoint");
  }
}

}  // namespace pledgebook::server
