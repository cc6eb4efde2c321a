// SPDX-License-Identifier: Apache-2.0
#include "projections/store/position.h"

#include "crypto/bytes.h"
#include "ledger/log/record/record.h"
#include "projections/store/packed_row.h"

namespace pledgebook::projections {
namespace {

using ledger::Errc;
using ledger::Error;
using ledger::Result;

constexpr std::string_view kPositionKey = "position";

struct PositionRow {
  std::uint32_t version = kViewsVersion;
  std::uint64_t size = 0;
  std::string last_leaf;
  ledger::RecordedAt recorded_at{};
  std::uint64_t background = 0;
  std::uint64_t search = 0;
};
void members(auto& row, ledger::Is<PositionRow> auto& v) {
  row(v.version, v.size, v.last_leaf, v.recorded_at, v.background, v.search);
}

}  // namespace

Result<Position> read_position(const ReadRows& rows) {
  const auto row = rows.get(ViewTable::meta, kPositionKey);
  LEDGER_CHECK(rows.status());
  if (!row) return Position{};
  PositionRow read;
  const bool good = unpack(*row, read);
  if (read.version != kViewsVersion) {
    return std::unexpected(Error{Errc::foreign,
                                 "the views are of another version: rebuild them with "
                                 "`pledgebook rebuild`"});
  }
  const auto leaf = crypto::Hash::from_bytes(crypto::as_bytes(read.last_leaf));
  if (!good || !leaf) {
    return std::unexpected(
        Error{Errc::corrupt, "a row of the views is damaged: run `pledgebook rebuild`"});
  }
  return Position{ledger::Size{read.size}, *leaf, read.recorded_at, read.background,
                  ledger::Size{read.search}};
}

void write_position(WriteRows& rows, const Position& position) {
  PositionRow row;
  row.size = ledger::number(position.size);
  row.last_leaf = crypto::as_text(position.last_leaf.bytes);
  row.recorded_at = position.recorded_at;
  row.background = position.background;
  row.search = ledger::number(position.search);
  rows.put(ViewTable::meta, kPositionKey, pack(row));
}

Result<bool> fits(const Position& position, const ledger::Store& log) {
  const std::uint64_t size = ledger::number(position.size);
  if (size == 0) return true;
  LEDGER_TRY(const auto snapshot, log.snapshot());
  if (ledger::number(snapshot.size()) < size) return false;
  LEDGER_TRY(const auto bytes, snapshot.record(ledger::Index{size - 1}));
  return ledger::leaf_hash_of(bytes) == position.last_leaf;
}

}  // namespace pledgebook::projections
