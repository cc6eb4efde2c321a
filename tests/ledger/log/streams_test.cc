// SPDX-License-Identifier: Apache-2.0
// Streams compared with a model that keeps every record of every stream, also after writing and
// reading rows.
#include "ledger/log/streams.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "crypto/merkle.h"
#include "crypto/sha256.h"
#include "ledger/big_endian.h"
#include "tests/ledger/log/naive_heads.h"

namespace pledgebook::ledger {
namespace {

crypto::Hash leaf_of(std::uint64_t index) {
  std::string bytes;
  put_big_endian(bytes, index);
  return crypto::sha256(crypto::as_bytes(bytes));
}

// Rows as the store would keep them.
class MemoryRows final : public StreamSource {
 public:
  void put(const std::vector<Row>& rows) {
    for (const Row& row : rows) {
      EXPECT_EQ(row.table, Table::streams);
      rows_[row.key] = row.value;
    }
  }
  std::optional<StreamRow> stream(const StreamKey& key) override {
    const auto found = rows_.find(stream_row_key(key));
    return found == rows_.end() ? std::nullopt : decode_stream_row(found->second);
  }
  std::vector<Index> last_chunk(const StreamKey& key, std::uint64_t count) override {
    if (count % kStreamChunk == 0) return {};
    return chunk(key, count / kStreamChunk);
  }
  void for_each_stream(
      const std::function<void(const StreamKey&, const StreamRow&)>& visit) override {
    for (const auto& [key, value] : rows_) {
      if (key.front() != kStreamRowPrefix) continue;
      const auto hash = crypto::Hash::from_bytes(crypto::as_bytes(key).subspan(1));
      visit({hash.value()}, decode_stream_row(value).value());
    }
  }
  std::optional<Heads> sealed_heads() override { return sealed; }
  std::vector<Index> chunk(const StreamKey& key, std::uint64_t number) const {
    std::vector<Index> indexes;
    const auto found = rows_.find(stream_chunk_key(key, number));
    if (found == rows_.end()) return indexes;
    ByteReader bytes(found->second);
    while (!bytes.at_end()) indexes.push_back(Index{bytes.take<std::uint64_t>()});
    return indexes;
  }
  // The stream's records, chunk by chunk.
  std::vector<Index> records(const StreamKey& key) const {
    std::vector<Index> all;
    for (std::uint64_t i = 0;; ++i) {
      const std::vector<Index> part = chunk(key, i);
      if (part.empty()) return all;
      all.insert(all.end(), part.begin(), part.end());
    }
  }
  const std::map<std::string, std::string>& all() const { return rows_; }
  Heads sealed = HeadsMap().heads();  // what the last heads record says

 private:
  std::map<std::string, std::string> rows_;
};

class Model {
 public:
  void append(const std::vector<std::string>& streams, Index index) {
    for (const std::string& stream : streams) streams_[stream].push_back(index);
  }
  [[nodiscard]] StreamHead head(const std::string& stream) const {
    std::vector<crypto::Hash> leaves;
    for (const Index index : streams_.at(stream))
      leaves.push_back(stream_leaf_hash(index, leaf_of(number(index))));
    return {leaves.size(), crypto::root(leaves)};
  }
  [[nodiscard]] Heads heads() const {
    NaiveHeads heads;
    for (const auto& [stream, records] : streams_) heads[stream_key(stream)] = head(stream);
    return {heads.size(), naive_root(heads)};
  }
  [[nodiscard]] const std::map<std::string, std::vector<Index>>& streams() const {
    return streams_;
  }

 private:
  std::map<std::string, std::vector<Index>> streams_;
};

std::vector<std::string> some_streams(std::mt19937_64& random) {
  std::set<std::string> streams{"by/registrar"};
  for (std::uint64_t i = random() % 3; i > 0; --i)
    streams.insert("pledge/" + std::to_string(random() % 40));
  return {streams.begin(), streams.end()};
}

// Appends, seals, writes rows, forgets and reopens, at random.
TEST(Streams, SealWhatAModelSealsWhateverComesBetween) {
  for (const std::uint64_t seed : {1U, 2U, 3U, 4U}) {
    std::mt19937_64 random(seed);
    MemoryRows rows;
    Model model;
    auto streams = std::make_unique<Streams>(&rows);
    const auto save = [&] {
      std::vector<Row> changed;
      streams->take_rows(changed);
      rows.put(changed);
    };
    std::uint64_t index = 0;
    while (index < 1'500) {
      const auto of = some_streams(random);
      streams->append(of, Index{index}, leaf_of(index));
      model.append(of, Index{index});
      ++index;
      if (random() % 20 == 0) {
        ++index;
        EXPECT_EQ(streams->seal(Size{index}), model.heads());
        EXPECT_FALSE(streams->damaged());
        rows.sealed = model.heads();
      }
      if (random() % 10 == 0) save();
      if (random() % 15 == 0) streams->forget_clean(0);
      if (random() % 50 == 0) {
        save();
        streams = std::make_unique<Streams>(&rows);
      }
    }
    EXPECT_EQ(streams->seal(Size{index + 1}), model.heads());
    save();
    for (const auto& [stream, records] : model.streams())
      EXPECT_EQ(rows.records(stream_key(stream)), records);
  }
}

TEST(Streams, KeepTheHeadsOfTheLastTwoSizes) {
  MemoryRows rows;
  Streams streams(&rows);
  Model model;
  std::vector<StreamHead> heads;
  for (const std::uint64_t index : {0U, 2U, 4U}) {
    streams.append({"governance"}, Index{index}, leaf_of(index));
    model.append({"governance"}, Index{index});
    heads.push_back(model.head("governance"));
    EXPECT_EQ(streams.seal(Size{index + 2}), model.heads());
  }
  std::vector<Row> changed;
  streams.take_rows(changed);
  rows.put(changed);

  const auto row = rows.stream(stream_key("governance")).value();

  EXPECT_EQ(row.head_at(Size{6}), heads[2]);
  EXPECT_EQ(row.head_at(Size{4}), heads[1]);
  EXPECT_EQ(row.head_at(Size{3}), std::nullopt);
}

TEST(Streams, SealTheSameAgainWhereNothingCame) {
  Streams streams;
  streams.append({"governance"}, Index{0}, leaf_of(0));

  const Heads first = streams.seal(Size{2});

  EXPECT_EQ(streams.seal(Size{3}), first);
}

TEST(StreamRow, ReadsBackWhatItWroteAndNothingElse) {
  for (const std::uint64_t count : {1U, 3U, 64U}) {
    for (std::size_t heads = 0; heads <= 2; ++heads) {
      StreamRow row;
      for (std::uint64_t i = 0; i < count; ++i) row.tree.append(leaf_of(i));
      for (std::size_t i = 0; i < heads; ++i)
        row.heads.push_back({Size{i + 2}, {count, row.tree.root()}});
      const std::string bytes = encode_stream_row(row);

      EXPECT_EQ(decode_stream_row(bytes), row);
      EXPECT_EQ(decode_stream_row(bytes + '\0'), std::nullopt);
      for (std::size_t length = 0; length < bytes.size(); ++length) {
        const auto read = decode_stream_row(bytes.substr(0, length));
        EXPECT_TRUE(!read || read->heads.size() < heads);
      }
    }
  }
}

}  // namespace
}  // namespace pledgebook::ledger
