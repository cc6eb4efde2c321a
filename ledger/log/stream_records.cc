// SPDX-License-Identifier: Apache-2.0
#include "ledger/log/stream_records.h"

#include <algorithm>

#include "ledger/domain/json/statement_outline.h"
#include "ledger/log/derived_state.h"
#include "ledger/log/record/record_outline.h"
#include "ledger/log/store/row_check.h"
#include "ledger/log/stored_rows.h"

namespace pledgebook::ledger {
namespace {

// The part of a stream that has rows.
class StoredPart {
 public:
  StoredPart(const Snapshot& snapshot, const std::string& stream)
      : rows_(snapshot), key_(stream_key(stream)) {
    if (const auto row = rows_.stream(key_)) count_ = row->tree.size();
  }

  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
  [[nodiscard]] bool damaged() const noexcept { return rows_.damaged(); }

  [[nodiscard]] std::optional<Index> last() {
    if (count_ == 0) return std::nullopt;
    const std::vector<Index> chunk = chunk_at((count_ - 1) / kStreamChunk);
    return chunk.empty() ? std::nullopt : std::optional(chunk.back());
  }

  // Adds the indexes beyond `after`, as long as there are fewer than `limit`.
  void take(std::optional<Index> after, std::size_t limit, std::vector<Index>& records) {
    const std::uint64_t chunks = (count_ + kStreamChunk - 1) / kStreamChunk;
    std::uint64_t at = after ? first_chunk_beyond(*after, chunks) : 0;
    for (; at < chunks && records.size() < limit && !damaged(); ++at) {
      for (const Index index : chunk_at(at)) {
        if ((!after || index > *after) && records.size() < limit) records.push_back(index);
      }
    }
  }

 private:
  // The number of the first chunk whose last index is beyond `after`.
  std::uint64_t first_chunk_beyond(Index after, std::uint64_t chunks) {
    std::uint64_t low = 0;
    std::uint64_t high = chunks;
    while (low < high) {
      const std::uint64_t middle = low + (high - low) / 2;
      const std::vector<Index> chunk = chunk_at(middle);
      if (!chunk.empty() && chunk.back() <= after) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
  std::vector<Index> chunk_at(std::uint64_t number) {
    return rows_.chunk(key_, number, std::min(kStreamChunk, count_ - number * kStreamChunk));
  }

  StoredRows rows_;
  StreamKey key_;
  std::uint64_t count_ = 0;
};

}  // namespace

Result<StreamRecords> find_stream_records(const Snapshot& snapshot, const std::string& stream,
                                          std::optional<Index> after, std::size_t limit) {
  StreamRecords found;
  std::uint64_t position = 0;
  if (const auto stored = stored_position(snapshot)) {
    position = number(stored->size);
    StoredPart part(snapshot, stream);
    found.count = part.count();
    found.last = part.last();
    part.take(after, limit, found.records);
    if (part.damaged()) return std::unexpected(damaged_rows("a stream"));
  }
  LEDGER_CHECK(snapshot.check_rows());
  Result<void> outcome;
  LEDGER_CHECK(snapshot.for_each_record(Index{position}, [&](Index index, std::string_view bytes) {
    const auto payload = statement_payload(bytes);
    if (!payload) return true;  // a heads record
    const auto seen = outline(*payload);
    if (!seen) {
      outcome =
          std::unexpected(Error{Errc::corrupt, "record " + std::to_string(number(index)) +
                                                   " holds no statement: run `pledgebook audit`"});
      return false;
    }
    if (seen->stream != stream) return true;
    ++found.count;
    found.last = index;
    if ((!after || index > *after) && found.records.size() < limit) found.records.push_back(index);
    return true;
  }));
  LEDGER_CHECK(outcome);
  return found;
}

}  // namespace pledgebook::ledger
