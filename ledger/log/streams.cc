// SPDX-License-Identifier: Apache-2.0
#include "ledger/log/streams.h"

#include <bit>
#include <utility>

#include "ledger/big_endian.h"

namespace pledgebook::ledger {
namespace {

constexpr std::size_t kHeadsMax = 2;

Row chunk_row(const StreamKey& key, std::uint64_t chunk, std::span<const Index> indexes) {
  std::string value;
  for (const Index index : indexes) put_big_endian(value, number(index));
  return {Table::streams, stream_chunk_key(key, chunk), std::move(value)};
}

}  // namespace

std::optional<StreamHead> StreamRow::head_at(Size size) const {
  std::optional<StreamHead> head;
  for (const SealedHead& sealed : heads) {
    if (sealed.size <= size) head = sealed.head;
  }
  return head;
}

std::string stream_row_key(const StreamKey& key) {
  return kStreamRowPrefix + std::string(crypto::as_text(key.hash.bytes));
}

std::string stream_chunk_key(const StreamKey& key, std::uint64_t chunk) {
  std::string text = kStreamChunkPrefix + std::string(crypto::as_text(key.hash.bytes));
  put_big_endian(text, chunk);
  return text;
}

std::string encode_stream_row(const StreamRow& row) {
  std::string value;
  put_big_endian(value, row.tree.size());
  for (const crypto::Hash& node : row.tree.nodes()) value += crypto::as_text(node.bytes);
  for (const SealedHead& sealed : row.heads) {
    put_big_endian(value, number(sealed.size));
    put_big_endian(value, sealed.head.count);
    value += crypto::as_text(sealed.head.root.bytes);
  }
  return value;
}

std::optional<StreamRow> decode_stream_row(std::string_view value) {
  ByteReader bytes(value);
  const auto count = bytes.take<std::uint64_t>();
  std::vector<crypto::Hash> nodes(static_cast<std::size_t>(std::popcount(count)));
  for (crypto::Hash& node : nodes) bytes.take(node.bytes);
  StreamRow row;
  while (bytes.ok() && !bytes.at_end() && row.heads.size() < kHeadsMax) {
    SealedHead& sealed = row.heads.emplace_back();
    sealed.size = Size{bytes.take<std::uint64_t>()};
    sealed.head.count = bytes.take<std::uint64_t>();
    bytes.take(sealed.head.root.bytes);
  }
  auto tree = crypto::CompactRange::from(count, std::move(nodes));
  if (!bytes.at_end() || !tree || count == 0) return std::nullopt;
  row.tree = *std::move(tree);
  return row;
}

Streams::Stream& Streams::begin(const StreamKey& key) {
  held_.push_back(key);
  return streams_[key];
}

Streams::Stream& Streams::hold(const StreamKey& key, StreamRow row) {
  Stream& stream = begin(key);
  const std::uint64_t count = row.tree.size();
  stream.row = std::move(row);
  stream.first = count - count % kStreamChunk;
  if (stream.first < count) stream.indexes = source_->last_chunk(key, count);
  return stream;
}

Streams::Stream& Streams::open(const StreamKey& key) {
  if (const auto held = streams_.find(key); held != streams_.end()) return held->second;
  auto row = source_ == nullptr ? std::nullopt : source_->stream(key);
  check_head(key, row ? &*row : nullptr);
  return row ? hold(key, *std::move(row)) : begin(key);
}

void Streams::check_head(const StreamKey& key, const StreamRow* row) {
  if (!map_) return;  // all rows are compared with it once it is read
  const bool fits = row == nullptr || row->heads.empty() ? !map_->find(key).is_there
                                                         : map_->has({key, row->heads.back().head});
  if (!fits) damaged_ = true;
}

std::uint64_t Streams::count(const StreamKey& key) {
  if (const auto held = streams_.find(key); held != streams_.end())
    return held->second.row.tree.size();
  const auto row = source_ == nullptr ? std::nullopt : source_->stream(key);
  check_head(key, row ? &*row : nullptr);
  return row ? row->tree.size() : 0;
}

void Streams::append(const std::vector<std::string>& streams, Index index,
                     const crypto::Hash& leaf) {
  const crypto::Hash hash = stream_leaf_hash(index, leaf);
  for (const std::string& id : streams) {
    const StreamKey key = stream_key(id);
    Stream& stream = open(key);
    stream.row.tree.append(hash);
    stream.indexes.push_back(index);
    note_changed(key, stream);
    if (map_) note_unsealed(key, stream);
  }
}

void Streams::note_changed(const StreamKey& key, Stream& stream) {
  if (!std::exchange(stream.is_changed, true)) changed_.push_back(key);
}

void Streams::note_unsealed(const StreamKey& key, Stream& stream) {
  if (!std::exchange(stream.is_unsealed, true)) unsealed_.push_back(key);
}

void Streams::read_map() {
  std::vector<MapLeaf> leaves;
  const auto count_sealed = [](const StreamRow& row) {
    return row.heads.empty() ? 0 : row.heads.back().head.count;
  };
  const auto take = [&](const StreamKey& key, const StreamRow& row) {
    if (!row.heads.empty()) leaves.push_back({key, row.heads.back().head});
    if (row.tree.size() == count_sealed(row)) return;
    if (!streams_.contains(key)) hold(key, row);
  };
  if (source_ != nullptr) source_->for_each_stream(take);
  map_.emplace().put(std::move(leaves));
  if (source_ != nullptr && source_->sealed_heads() != map_->heads()) damaged_ = true;
  for (auto& [key, stream] : streams_) {
    if (stream.row.tree.size() != count_sealed(stream.row)) note_unsealed(key, stream);
  }
}

Heads Streams::seal(Size size) {
  if (!map_) read_map();
  std::vector<MapLeaf> leaves;
  leaves.reserve(unsealed_.size());
  for (const StreamKey& key : std::exchange(unsealed_, {})) {
    Stream& stream = streams_.at(key);
    const StreamHead head{stream.row.tree.size(), stream.row.tree.root()};
    std::vector<SealedHead>& heads = stream.row.heads;
    if (heads.size() == kHeadsMax) heads.erase(heads.begin());
    heads.push_back({size, head});
    stream.is_unsealed = false;
    note_changed(key, stream);
    leaves.push_back({key, head});
  }
  map_->put(std::move(leaves));
  return map_->heads();
}

void Streams::take_rows(std::vector<Row>& rows) {
  for (const StreamKey& key : std::exchange(changed_, {})) {
    Stream& stream = streams_.at(key);
    stream.is_changed = false;
    rows.push_back({Table::streams, stream_row_key(key), encode_stream_row(stream.row)});
    const std::span<const Index> indexes(stream.indexes);
    for (std::size_t begin = 0; begin < indexes.size(); begin += kStreamChunk) {
      const std::size_t end = std::min<std::size_t>(begin + kStreamChunk, indexes.size());
      rows.push_back(chunk_row(key, (stream.first + begin) / kStreamChunk,
                               indexes.subspan(begin, end - begin)));
    }
    const std::size_t whole = indexes.size() - indexes.size() % kStreamChunk;
    stream.indexes.erase(stream.indexes.begin(),
                         stream.indexes.begin() + static_cast<std::ptrdiff_t>(whole));
    stream.first += whole;
  }
}

void Streams::forget_clean(std::size_t streams_max) {
  // Looks at each key once: a changed one moves to the end.
  for (std::size_t left = held_.size(); left > 0 && streams_.size() > streams_max; --left) {
    const StreamKey oldest = held_.front();
    held_.pop_front();
    const Stream& stream = streams_.at(oldest);
    if (stream.is_changed || stream.is_unsealed) {
      held_.push_back(oldest);
    } else {
      streams_.erase(oldest);
    }
  }
}

std::vector<std::string> streams_of(const Statement& statement) {
  std::vector<std::string> streams = index_streams(statement);
  streams.insert(streams.begin(), statement.stream.text());
  return streams;
}

}  // namespace pledgebook::ledger
