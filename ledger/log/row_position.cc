// SPDX-License-Identifier: Apache-2.0
#include "ledger/log/row_position.h"

#include <string>
#include <string_view>
#include <utility>

#include "ledger/big_endian.h"
#include "ledger/log/record/record.h"

namespace pledgebook::ledger {
namespace {

constexpr std::string_view kPositionKey = "rows";
constexpr std::string_view kSealedKey = "sealed";

}  // namespace

Row position_row(const Tail& position) {
  std::string value;
  put_big_endian(value, kRowSchema);
  put_big_endian(value, number(position.size));
  value += crypto::as_text(position.last_leaf.bytes);
  return {Table::meta, std::string(kPositionKey), std::move(value)};
}

std::optional<Tail> read_position(const Snapshot& snapshot) {
  const auto value = snapshot.row(Table::meta, kPositionKey);
  if (!value) return std::nullopt;
  ByteReader bytes(*value);
  const auto schema = bytes.take<std::uint32_t>();
  Tail position;
  position.size = Size{bytes.take<std::uint64_t>()};
  bytes.take(position.last_leaf.bytes);
  if (!bytes.at_end() || schema != kRowSchema) return std::nullopt;
  return position;
}

std::optional<Tail> stored_position(const Snapshot& snapshot) {
  const auto position = read_position(snapshot);
  if (!position || number(position->size) == 0) return position;
  const auto last = snapshot.record(Index{number(position->size) - 1});
  if (!last || leaf_hash_of(*last) != position->last_leaf) return std::nullopt;
  return position;
}

Row sealed_row(Size size) {
  std::string value;
  put_big_endian(value, number(size));
  return {Table::meta, std::string(kSealedKey), std::move(value)};
}

Size sealed_size(const Snapshot& snapshot) {
  const auto value = snapshot.row(Table::meta, kSealedKey);
  return value ? Size{ByteReader(*value).take<std::uint64_t>()} : Size{};
}

}  // namespace pledgebook::ledger
