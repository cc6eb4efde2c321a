// SPDX-License-Identifier: Apache-2.0
#include "ledger/log/record/record.h"

#include <fmt/format.h>

#include <utility>

#include "crypto/merkle.h"
#include "ledger/big_endian.h"
#include "ledger/domain/json/statement.h"

namespace pledgebook::ledger {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::uint8_t kStatementType = 1;
constexpr std::uint8_t kHeadsType = 2;
// The last millisecond of the year 9999, the largest time that has a text form.
constexpr std::uint64_t kRecordedAtMax = 253'402'300'799'999;

std::unexpected<Error> corrupt(std::string what) {
  return std::unexpected(Error{Errc::corrupt, std::move(what)});
}

void put(std::string& out, const SignedStatement& statement) {
  put_big_endian(out, static_cast<std::uint16_t>(statement.payload.size()));
  out += statement.payload;
  put_big_endian(out, static_cast<std::uint8_t>(statement.signatures.size()));
  for (const KeySignature& signature : statement.signatures) {
    out += crypto::as_text(signature.key.hash.bytes);
    out += crypto::as_text(signature.signature.bytes);
  }
}

void put(std::string& out, const Heads& heads) {
  put_big_endian(out, heads.streams);
  out += crypto::as_text(heads.map_root.bytes);
}

Result<SignedStatement> take_statement(ByteReader& bytes) {
  const auto payload_bytes = bytes.take<std::uint16_t>();
  if (payload_bytes > kStatementBytesMax) {
    return corrupt(
        fmt::format("its statement has {} bytes, more than a statement may have", payload_bytes));
  }
  SignedStatement statement{std::string(bytes.take(payload_bytes)), {}};
  const auto count = bytes.take<std::uint8_t>();
  if (bytes.ok() && (count == 0 || count > kSignaturesMax))
    return corrupt(fmt::format("it has {} signatures instead of 1 to 16", count));
  for (std::uint8_t i = 0; i < count; ++i) {
    KeySignature& signature = statement.signatures.emplace_back();
    bytes.take(signature.key.hash.bytes);
    bytes.take(signature.signature.bytes);
    if (bytes.ok() && i > 0 && !(statement.signatures[i - 1U].key < signature.key))
      return corrupt("its signatures are not in ascending order of their keys");
  }
  return statement;
}

Heads take_heads(ByteReader& bytes) {
  Heads heads;
  heads.streams = bytes.take<std::uint64_t>();
  bytes.take(heads.map_root.bytes);
  return heads;
}

}  // namespace

std::string encode_record(const Record& record) {
  const SignedStatement* statement = record.statement();
  std::string out;
  out.reserve(statement == nullptr
                  ? 90
                  : 53 + statement->payload.size() + 96 * statement->signatures.size());
  put_big_endian(out, kVersion);
  put_big_endian(out, statement == nullptr ? kHeadsType : kStatementType);
  put_big_endian(out, number(record.index));
  put_big_endian(out, static_cast<std::uint64_t>(record.recorded_at.time_since_epoch().count()));
  out += crypto::as_text(record.prev.bytes);
  std::visit([&out](const auto& content) { put(out, content); }, record.content);
  return out;
}

Result<Record> decode_record(std::string_view bytes) {
  ByteReader reader(bytes);
  const auto version = reader.take<std::uint8_t>();
  if (version != kVersion) return corrupt(fmt::format("it is of the unknown version {}", version));
  const auto type = reader.take<std::uint8_t>();
  Record record;
  record.index = Index{reader.take<std::uint64_t>()};
  const auto recorded_at_ms = reader.take<std::uint64_t>();
  if (recorded_at_ms > kRecordedAtMax) return corrupt("its time is beyond the year 9999");
  record.recorded_at =
      RecordedAt(std::chrono::milliseconds(static_cast<std::int64_t>(recorded_at_ms)));
  reader.take(record.prev.bytes);
  if (type == kStatementType) {
    LEDGER_TRY(record.content, take_statement(reader));
  } else if (type == kHeadsType) {
    record.content = take_heads(reader);
  } else if (reader.ok()) {
    return corrupt(fmt::format("it is of the unknown type {}", type));
  }
  if (!reader.ok()) return corrupt("it ends too early");
  if (!reader.at_end()) return corrupt("bytes follow its end");
  return record;
}

crypto::Hash leaf_hash_of(std::string_view bytes) {
  return crypto::leaf_hash(crypto::as_bytes(bytes));
}

}  // namespace pledgebook::ledger
