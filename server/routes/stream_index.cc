// SPDX-License-Identifier: Apache-2.0
#include "server/routes/stream_index.h"

#include <algorithm>
#include <utility>

#include "ledger/domain/json/statement_outline.h"
#include "ledger/log/record/record.h"

namespace pledgebook::server {
namespace {

// Records folded under one snapshot, which must not live long.
constexpr std::uint64_t kRecordsPerPage = 20'000;

}  // namespace

ledger::Result<StreamIndex::Part> StreamIndex::find(const std::string& stream,
                                                    std::optional<ledger::Index> after,
                                                    std::size_t limit) {
  if (const auto caught_up = catch_up(); !caught_up) return std::unexpected(caught_up.error());
  const std::shared_lock lock(mutex_);
  Part part{{}, 0, {}, size_};
  const auto found = streams_.find(stream);
  if (found == streams_.end()) return part;
  const std::vector<ledger::Index>& all = found->second;
  part.count = all.size();
  part.last = all.back();
  auto next = after ? std::ranges::upper_bound(all, *after) : all.begin();
  while (next != all.end() && part.records.size() < limit) part.records.push_back(*next++);
  return part;
}

ledger::Result<void> StreamIndex::catch_up() {
  const std::lock_guard folding(folding_);
  for (;;) {
    const auto more = fold_page();
    if (!more) return std::unexpected(more.error());
    if (!*more) return {};
  }
}

// True where there may be more to fold.
ledger::Result<bool> StreamIndex::fold_page() {
  if (store_.size() == size_) return false;
  LEDGER_TRY(const ledger::Snapshot snapshot, store_.snapshot());
  const std::uint64_t begin = ledger::number(size_);
  const std::uint64_t end = std::min(ledger::number(snapshot.size()), begin + kRecordsPerPage);
  std::vector<std::pair<std::string, ledger::Index>> found;
  ledger::Result<void> outcome;
  const auto visited = snapshot.for_each_record(
      ledger::Index{begin}, [&](ledger::Index index, std::string_view bytes) {
        if (ledger::number(index) >= end) return false;
        const auto record = ledger::decode_record(bytes);
        if (!record) {
          outcome = std::unexpected(record.error());
          return false;
        }
        if (const auto* statement = record->statement()) {
          const auto seen = ledger::outline(statement->payload);
          if (!seen) {
            outcome = std::unexpected(ledger::Error{
                ledger::Errc::corrupt, "record " + std::to_string(ledger::number(index)) +
                                           " holds no statement of a known form"});
            return false;
          }
          found.emplace_back(seen->stream, index);
        }
        return true;
      });
  if (!visited) return std::unexpected(visited.error());
  if (!outcome) return std::unexpected(outcome.error());
  const std::unique_lock lock(mutex_);
  for (auto& [stream, index] : found) streams_[std::move(stream)].push_back(index);
  size_ = ledger::Size{end};
  return true;
}

}  // namespace pledgebook::server
