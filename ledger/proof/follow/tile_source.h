// SPDX-License-Identifier: Apache-2.0
// TileSource: a log that is served as tiles (c2sp.org/tlog-tiles; tile.h).
//
// Threads: one at a time.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/proof/follow/log_source.h"
#include "ledger/proof/tile.h"

namespace pledgebook::ledger {

// Fetches at most `bytes_max` bytes from a path below the log's URL, such as "/tile/0/000".
// Errc::not_found if there is nothing. It may block.
using FetchPath = std::function<Result<std::string>(std::string_view path, std::size_t bytes_max)>;

// The records of a bundle of `width`. Errc::corrupt if it is malformed; the sentence begins with
// `path`.
[[nodiscard]] Result<std::vector<std::string>> parse_entries(std::string_view bytes,
                                                             std::size_t width,
                                                             std::string_view path);

class TileSource final : public LogSource {
 public:
  // `name`: the log's name for people: its URL.
  TileSource(std::string name, FetchPath fetch)
      : name_(std::move(name)), fetch_(std::move(fetch)) {}

  [[nodiscard]] std::string name() const override { return name_; }
  [[nodiscard]] Result<std::string> checkpoint() override;
  [[nodiscard]] Result<std::vector<std::string>> records(Index first, Size size) override;
  [[nodiscard]] Result<PrefixProof> prefix(Size from, Size to) override;

 private:
  // The tile of a log of `size` records, as wide as it was at that size.
  [[nodiscard]] Result<std::vector<std::string>> entries(std::uint64_t bundle, Size size);
  [[nodiscard]] Result<std::string> hashes(unsigned level, std::uint64_t tile_number, Size size);
  [[nodiscard]] Result<crypto::Hash> node(unsigned level, std::uint64_t index, Size size);

  std::string name_;
  FetchPath fetch_;
  std::map<Tile, std::string> hash_tiles_;  // well formed; a tile never changes
};

}  // namespace pledgebook::ledger
