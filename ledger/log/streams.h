// SPDX-License-Identifier: Apache-2.0
// Streams: the records of each stream, index streams included, and each stream's head at the last
// two heads records. Heads records and exports are made from it.
//
// Rows of table `streams`; the key of the first kind is also the heads map's (heads_map.h):
//
//   's' 32 stream key              u64 count | the nodes of its tree, 32 each | up to two heads
//   'i' 32 stream key | u64 chunk  u64 index, of its records 32 * chunk to 32 * chunk + 31
//
// where a head is u64 size | u64 count | 32 root: as of the heads record before `size`. The last
// two are kept because an export is made for the newest published size, while the next one may be
// waiting for its witnesses.
//
// Rows may be behind the records, but never behind a heads record (derived_state.h).
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "crypto/hash.h"
#include "crypto/merkle.h"
#include "ledger/domain/json/statement.h"
#include "ledger/domain/values/id.h"
#include "ledger/error.h"
#include "ledger/log/heads_map.h"
#include "ledger/log/record/record.h"
#include "ledger/log/store/store.h"

namespace pledgebook::ledger {

inline constexpr std::uint64_t kStreamChunk = 32;  // indexes a row
inline constexpr char kStreamRowPrefix = 's';
inline constexpr char kStreamChunkPrefix = 'i';

// A stream's head at `size`, a size that ends with a heads record.
struct SealedHead {
  Size size{};
  StreamHead head;
  friend bool operator==(const SealedHead&, const SealedHead&) = default;
};

// The row of a stream.
struct StreamRow {
  crypto::CompactRange tree;
  std::vector<SealedHead> heads;  // none to two, the older one first
  friend bool operator==(const StreamRow&, const StreamRow&) = default;

  // The stream's head in the map of `size`; nothing if it had no records then.
  [[nodiscard]] std::optional<StreamHead> head_at(Size size) const;
};
[[nodiscard]] std::string stream_row_key(const StreamKey& key);
[[nodiscard]] std::string stream_chunk_key(const StreamKey& key, std::uint64_t chunk);
[[nodiscard]] std::string encode_stream_row(const StreamRow& row);
// Nothing if the bytes are not exactly one row.
[[nodiscard]] std::optional<StreamRow> decode_stream_row(std::string_view value);

// The source of the rows that Streams does not hold. Nothing: there is no such stream.
class StreamSource {
 public:
  StreamSource() = default;
  StreamSource(const StreamSource&) = delete;
  StreamSource& operator=(const StreamSource&) = delete;
  virtual ~StreamSource() = default;
  [[nodiscard]] virtual std::optional<StreamRow> stream(const StreamKey& key) = 0;
  // The indexes in the stream's last chunk, if that is not full.
  [[nodiscard]] virtual std::vector<Index> last_chunk(const StreamKey& key,
                                                      std::uint64_t count) = 0;
  virtual void for_each_stream(
      const std::function<void(const StreamKey&, const StreamRow&)>& visit) = 0;
  // The heads in the last heads record before the rows' position; if there is none, the heads of no
  // stream. Nothing if it can't be read.
  [[nodiscard]] virtual std::optional<Heads> sealed_heads() = 0;
};

class Streams {
 public:
  // Without a source, only the streams added here exist.
  explicit Streams(StreamSource* source = nullptr) : source_(source) {}

  // The record of `leaf` at `index` belongs to these streams. Indexes never decrease.
  void append(const std::vector<std::string>& streams, Index index, const crypto::Hash& leaf);
  // Fixes the heads of all streams for a tree of `size` records, whose last is the heads record.
  [[nodiscard]] Heads seal(Size size);
  // The number of the stream's records.
  [[nodiscard]] std::uint64_t count(const StreamKey& key);
  // The rows do not match the last heads record: one is missing or wrong. All conclusions since
  // then are invalid.
  [[nodiscard]] bool damaged() const noexcept { return damaged_; }

  // Adds the rows that have changed since the last call.
  void take_rows(std::vector<Row>& rows);
  // Drops streams that are in the rows, the oldest first, until at most `streams_max` are held or
  // only changed ones are left. Only with a source.
  void forget_clean(std::size_t streams_max);

 private:
  struct Stream {
    StreamRow row;
    std::uint64_t first = 0;       // the position in the stream of indexes[0]; a multiple of 32
    std::vector<Index> indexes{};  // of the unfinished chunk, and of rows not taken yet
    bool is_changed = false;       // since rows were taken, and is on `changed_`
    bool is_unsealed = false;      // has records beyond the last seal, and is on `unsealed_`
  };
  [[nodiscard]] Stream& open(const StreamKey& key);
  Stream& begin(const StreamKey& key);
  Stream& hold(const StreamKey& key, StreamRow row);
  void note_changed(const StreamKey& key, Stream& stream);
  void note_unsealed(const StreamKey& key, Stream& stream);
  void read_map();
  // Compares the row that was read for `key` (null: there was none) with the last heads.
  void check_head(const StreamKey& key, const StreamRow* row);

  StreamSource* source_;
  bool damaged_ = false;
  std::unordered_map<StreamKey, Stream> streams_;
  std::deque<StreamKey> held_;  // the keys in streams_, in the order in which they came
  std::vector<StreamKey> changed_;
  // As of the last seal; the first seal reads it from the rows. Until then `unsealed_` is empty,
  // because the rows show which streams belong in it.
  std::optional<HeadsMap> map_;
  std::vector<StreamKey> unsealed_;
};

// The streams of a statement: its own, then its index streams.
[[nodiscard]] std::vector<std::string> streams_of(const Statement& statement);

}  // namespace pledgebook::ledger
