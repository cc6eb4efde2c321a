// SPDX-License-Identifier: Apache-2.0
#include "ledger/log/record/decoded_record.h"

#include <fmt/format.h>

#include <utility>
#include <variant>

#include "ledger/log/record/record.h"

namespace pledgebook::ledger {

Result<DecodedRecord> decode_admitted_record(Index index, std::string_view bytes) {
  LEDGER_TRY(auto record, decode_record(bytes));
  if (record.index != index) {
    return std::unexpected(
        Error{Errc::corrupt, fmt::format("record {} says that it is record {}: run `pledgebook "
                                         "audit`",
                                         number(index), number(record.index))});
  }
  DecodedRecord decoded{.index = index, .recorded_at = record.recorded_at};
  auto* signed_statement = std::get_if<SignedStatement>(&record.content);
  if (signed_statement == nullptr) return decoded;
  auto statement = decode_admitted_statement(signed_statement->payload);
  if (!statement) {
    return std::unexpected(Error{
        Errc::corrupt, fmt::format("record {} holds a statement that this program can't read: {}",
                                   number(index), statement.error().rule)});
  }
  decoded.sid = statement_id(signed_statement->payload);
  decoded.statement = *std::move(statement);
  decoded.signatures = std::move(signed_statement->signatures);
  return decoded;
}

}  // namespace pledgebook::ledger
