// SPDX-License-Identifier: Apache-2.0
// Streams: which records each stream has, index streams among them, and where each stood at the
// last two heads records. It makes heads records, and what exports are made from.
//
// Rows of table `streams`; the key of the first kind is also the heads map's (heads_map.h):
//
//   's' 32 stream key              u64 count | the nodes of its tree, 32 each | up to two heads
//   'i' 32 stream key | u64 chunk  u64 index, of its records 32 * chunk to 32 * chunk + 31
//
// where a head is u64 size | u64 count | 32 root: as of the heads record before `size`. The last
// two are kept since an export is made for the size that was released last, while the next one may
// be waiting for its witnesses.
//
// Rows may stand behind the records, but never behind a heads record (derived_state.h).
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

// Where a stream stood below `size`, a size that ends with a heads record.
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

  // The stream's head in the map of `size`; nothing where it had no records then.
  [[nodiscard]] std::optional<StreamHead> head_at(Size size) const;
};
[[nodiscard]] std::string stream_row_key(const StreamKey& key);
[[nodiscard]] std::string stream_chunk_key(const StreamKey& key, std::uint64_t chunk);
[[nodiscard]] std::string encode_stream_row(const StreamRow& row);
// Nothing where the bytes are not exactly one row.
[[nodiscard]] std::optional<StreamRow> decode_stream_row(std::string_view value);

// Where rows come from that Streams does not hold. Nothing: there is no such stream.
class StreamSource {
 public:
  StreamSource() = default;
  StreamSource(const StreamSource&) = delete;
  StreamSource& operator=(const StreamSource&) = delete;
  virtual ~StreamSource() = default;
  [[nodiscard]] virtual std::optional<StreamRow> stream(const StreamKey& key) = 0;
  // The indexes in the stream's last chunk, where that is not full.
  [[nodiscard]] virtual std::vector<Index> last_chunk(const StreamKey& key,
                                                      std::uint64_t count) = 0;
  virtual void for_each_stream(
      const std::function<void(const StreamKey&, const StreamRow&)>& visit) = 0;
  // What the last heads record before the rows' position says: those of no stream where there is
  // none. Nothing where it can't be read.
  [[nodiscard]] virtual std::optional<Heads> sealed_heads() = 0;
};

class Streams {
 public:
  // Without a source, what is not held does not exist.
  explicit Streams(StreamSource* source = nullptr) : source_(source) {}

  // The record of `leaf` at `index` belongs to these streams. Indexes never fall.
  void append(const std::vector<std::string>& streams, Index index, const crypto::Hash& leaf);
  // Fixes where all streams stand now, as the heads of a tree of `size` records, whose last is the
  // heads record.
  [[nodiscard]] Heads seal(Size size);
  // How many records the stream has.
  [[nodiscard]] std::uint64_t count(const StreamKey& key);
  // Rows do not add up to what the last heads record says: one is missing, or another's. Nothing
  // concluded since may stand.
  [[nodiscard]] bool damaged() const noexcept { return damaged_; }

  // Adds the rows that have changed since the last call.
  void take_rows(std::vector<Row>& rows);
  // Forgets what rows hold, the oldest first, until at most `streams_max` streams are held or only
  // changed ones are left. Only with a source.
  void forget_clean(std::size_t streams_max);

 private:
  struct Stream {
    StreamRow row;
    std::uint64_t first = 0;       // the place in the stream of indexes[0]; a multiple of 32
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
  // Holds the row that was read for `key` (null: there was none) against the last heads.
  void check_head(const StreamKey& key, const StreamRow* row);

  StreamSource* source_;
  bool damaged_ = false;
  std::unordered_map<StreamKey, Stream> streams_;
  std::deque<StreamKey> held_;  // the keys in streams_, in the order in which they came
  std::vector<StreamKey> changed_;
  // As of the last seal; read from the rows by the first one. Until then `unsealed_` is empty, as
  // the rows tell which streams go on it.
  std::optional<HeadsMap> map_;
  std::vector<StreamKey> unsealed_;
};

// The streams of a statement: its own, then its index streams.
[[nodiscard]] std::vector<std::string> streams_of(const Statement& statement);

}  // namespace pledgebook::ledger
