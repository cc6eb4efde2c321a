// SPDX-License-Identifier: Apache-2.0
#include "projections/fold/stream_rows.h"

#include <string>

#include "projections/store/row_keys.h"

namespace pledgebook::projections {
namespace {

std::string prefix_of(const ledger::StreamId& stream) { return stream.text() + '\0'; }

}  // namespace

bool has_stream_rows(const ledger::StreamId& stream) noexcept {
  switch (stream.kind()) {
    case ledger::StreamKind::attestation:
    case ledger::StreamKind::discussion:
    case ledger::StreamKind::indicator:
      return true;
    case ledger::StreamKind::governance:
    case ledger::StreamKind::party:
    case ledger::StreamKind::keys:
    case ledger::StreamKind::pledge:
      break;
  }
  return false;
}

void put_stream_row(const ledger::Entry& entry, WriteRows& rows) {
  std::string key = prefix_of(entry.statement.stream);
  key += std::string_view(number_key(ledger::number(entry.index)));
  rows.put(ViewTable::streams, key, {});
}

ledger::Result<void> for_each_of_stream(const ledger::Store& log, const ReadRows& rows,
                                        const ledger::StreamId& stream, const Moment& moment,
                                        const std::function<void(const DecodedRecord&)>& visit) {
  const std::string prefix = prefix_of(stream);
  Cursor cursor(rows, ViewTable::streams);
  if (!cursor.seek(prefix)) return {};
  LEDGER_TRY(const auto snapshot, log.snapshot());
  for (; cursor.valid() && cursor.key().starts_with(prefix); cursor.next()) {
    const ledger::Index index{get_number(cursor.key().substr(prefix.size()))};
    if (!moment.knows(index)) break;
    LEDGER_TRY(const auto bytes, snapshot.record(index));
    LEDGER_TRY(const auto record, ledger::decode_admitted_record(index, bytes));
    if (!record.statement || record.statement->stream != stream) {
      return std::unexpected(
          ledger::Error{ledger::Errc::corrupt,
                        "the views refer to a record of another stream: run `pledgebook rebuild`"});
    }
    visit(record);
  }
  return {};
}

}  // namespace pledgebook::projections
