// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/verify/examined_record.h"

#include <fmt/format.h>

#include <utility>

#include "ledger/domain/json/canonical_json.h"
#include "ledger/log/streams.h"

namespace pledgebook::ledger {

std::expected<ExaminedRecord, BadRecord> examine_item(std::string_view json, WithProof with_proof) {
  const auto value = parse_json(json);
  if (!value) return std::unexpected(BadRecord{{}, value.error().rule});
  auto proven = read_record(*value, with_proof);
  if (!proven) return std::unexpected(BadRecord{{}, std::move(proven).error().detail});
  return examine_record(*std::move(proven));
}

std::expected<ExaminedRecord, BadRecord> examine_record(ProvenRecord proven) {
  const auto bad = [&](std::string what) {
    return std::unexpected(BadRecord{proven.index, std::move(what)});
  };
  ExaminedRecord examined;
  examined.index = proven.index;
  examined.leaf = leaf_hash_of(proven.bytes);
  auto record = decode_record(proven.bytes);
  if (!record) return bad(std::move(record).error().detail);
  if (record->index != proven.index) {
    return bad(fmt::format("according to its bytes it is record {}", number(record->index)));
  }
  if (const SignedStatement* signed_statement = record->statement()) {
    auto statement = decode_statement(signed_statement->payload);
    if (!statement) {
      return bad("its statement is invalid: " + in_brief(statement.error()));
    }
    examined.sid = statement_id(signed_statement->payload);
    examined.streams = streams_of(*statement);
    examined.behind = streams_behind(*statement);
    examined.statement = *std::move(statement);
  }
  examined.record = *std::move(record);
  examined.proof = std::move(proven.proof);
  return examined;
}

}  // namespace pledgebook::ledger
