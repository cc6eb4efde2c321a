// SPDX-License-Identifier: Apache-2.0
#include "tests/support/served_records.h"

#include <gtest/gtest.h>

#include <span>
#include <utility>

#include "crypto/merkle.h"
#include "ledger/big_endian.h"
#include "ledger/log/record/record.h"
#include "ledger/log/tree.h"
#include "tests/support/raw_log.h"
#include "tests/support/test_ledger.h"

namespace pledgebook::support {
namespace {

std::vector<crypto::Hash> leaves_of(std::span<const std::string> records) {
  std::vector<crypto::Hash> leaves;
  for (const std::string& bytes : records) leaves.push_back(ledger::leaf_hash_of(bytes));
  return leaves;
}

}  // namespace

std::vector<std::string> sealed_records(const std::vector<AcceptedStatement>& statements,
                                        std::size_t seal_every) {
  TestLedger made;
  std::size_t sent = 0;
  for (const AcceptedStatement& each : statements) {
    const ledger::Answer answer = send(*made.sequencer, each.signed_statement);
    EXPECT_TRUE(std::holds_alternative<ledger::Accepted>(answer)) << text_of(answer);
    const bool is_due = ++sent % seal_every == 0;
    EXPECT_TRUE(!is_due || seal(*made.sequencer).has_value());
  }
  EXPECT_TRUE(seal(*made.sequencer).has_value());
  made.sequencer.reset();
  made.store.reset();
  return RawLog(made.directory.path() / "ledger").records();
}

ledger::CheckpointNote signed_checkpoint(const std::vector<std::string>& records,
                                         std::size_t size) {
  const auto leaves = leaves_of(std::span(records).first(size));
  const ledger::Checkpoint checkpoint{std::string(kTestOrigin), ledger::Size{size},
                                      crypto::root(leaves)};
  return value_of(ledger::sign_checkpoint(checkpoint, test_log_key(), test_key("log")));
}

ledger::Result<std::string> ServedRecords::get(std::string_view path) const {
  if (const auto found = altered.find(path); found != altered.end()) return found->second;
  if (path == "/checkpoint") return note;
  const auto nothing =
      std::unexpected(ledger::Error{ledger::Errc::not_found, "there is nothing at this path"});
  constexpr std::string_view kTile = "/tile/";
  if (!path.starts_with(kTile)) return nothing;
  const auto tile = ledger::parse_tile_path(path.substr(kTile.size()));
  if (!tile || !ledger::has_tile(ledger::Size{published}, *tile)) return nothing;
  std::string bytes;
  const std::size_t below = std::size_t{1} << (ledger::kTreeLevelStep * tile->level);
  const std::size_t first = tile->number * ledger::kTileWidth;
  for (std::size_t i = first; i < first + tile->width; ++i) {
    if (tile->content == ledger::Tile::Content::entries) {
      ledger::put_big_endian(bytes, static_cast<std::uint16_t>(records[i].size()));
      bytes += records[i];
    } else {
      const auto leaves = leaves_of(std::span(records).subspan(i * below, below));
      bytes += crypto::as_text(crypto::root(leaves).bytes);
    }
  }
  return bytes;
}

ledger::FetchPath ServedRecords::fetch() {
  return [this](std::string_view path, std::size_t) {
    ++asked[std::string(path)];
    return get(path);
  };
}

}  // namespace pledgebook::support
