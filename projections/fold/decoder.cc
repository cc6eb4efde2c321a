// SPDX-License-Identifier: Apache-2.0
#include "projections/fold/decoder.h"

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "ledger/log/record/record.h"

namespace pledgebook::projections {
namespace {

using ledger::CommittedBatchPointer;
using ledger::Errc;
using ledger::Error;
using ledger::Index;
using ledger::Result;

// Small enough that a snapshot is held only for a few milliseconds, large enough that threads
// seldom contend.
constexpr std::uint64_t kChunkRecords = 512;
constexpr std::uint64_t kChunksAhead = 8;

Result<CommittedBatchPointer> decode_chunk(const ledger::Store& store, std::uint64_t from,
                                           std::uint64_t to) {
  LEDGER_TRY(const auto snapshot, store.snapshot());
  auto chunk = std::make_shared<ledger::CommittedBatch>();
  chunk->records.reserve(to - from);
  std::optional<Error> failure;
  LEDGER_CHECK(snapshot.for_each_record(Index{from}, [&](Index index, std::string_view bytes) {
    auto record = ledger::decode_admitted_record(index, bytes);
    if (!record) {
      failure = std::move(record).error();
      return false;
    }
    chunk->records.push_back(*std::move(record));
    if (ledger::number(index) + 1 < to) return true;
    chunk->tail = {ledger::Size{to}, ledger::leaf_hash_of(bytes)};
    return false;
  }));
  if (failure) return std::unexpected(*std::move(failure));
  if (chunk->records.size() != to - from) {
    return std::unexpected(Error{
        Errc::corrupt, fmt::format("the log ends before record {}: run `pledgebook audit`", to)});
  }
  return CommittedBatchPointer(std::move(chunk));
}

}  // namespace

struct Decoder::State {
  const ledger::Store& store;
  std::uint64_t to;
  std::uint64_t next_taken;  // first record of the chunk to hand out next
  std::mutex mutex;
  std::condition_variable changed;
  std::uint64_t next_claimed;  // first record that no worker has claimed
  std::map<std::uint64_t, Result<CommittedBatchPointer>> done;  // by first record
  bool stopping = false;
  std::vector<std::jthread> workers;

  State(const ledger::Store& log, std::uint64_t begin, std::uint64_t end)
      : store(log), to(end), next_taken(begin), next_claimed(begin) {}

  [[nodiscard]] std::uint64_t end_of(std::uint64_t from) const {
    return std::min(from + kChunkRecords, to);
  }
  void work();
};

void Decoder::State::work() {
  std::unique_lock lock(mutex);
  while (true) {
    changed.wait(lock, [this] {
      return stopping || next_claimed >= to ||
             next_claimed < next_taken + kChunksAhead * kChunkRecords;
    });
    if (stopping || next_claimed >= to) return;
    const std::uint64_t from = next_claimed;
    next_claimed = end_of(from);
    lock.unlock();
    auto chunk = decode_chunk(store, from, end_of(from));
    lock.lock();
    done.emplace(from, std::move(chunk));
    changed.notify_all();
  }
}

Decoder::Decoder(const ledger::Store& store, ledger::Size from, ledger::Size to, unsigned workers)
    : state_(std::make_unique<State>(store, ledger::number(from), ledger::number(to))) {
  for (unsigned i = 0; i < workers; ++i) state_->workers.emplace_back([this] { state_->work(); });
}

Decoder::~Decoder() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->stopping = true;
  }
  state_->changed.notify_all();
}

Result<CommittedBatchPointer> Decoder::take() {
  State& state = *state_;
  const std::uint64_t from = state.next_taken;
  if (from >= state.to) return CommittedBatchPointer();
  if (state.workers.empty()) {
    LEDGER_TRY(auto chunk, decode_chunk(state.store, from, state.end_of(from)));
    state.next_taken = state.end_of(from);
    return chunk;
  }
  std::unique_lock lock(state.mutex);
  state.changed.wait(lock, [&] { return state.done.contains(from); });
  auto chunk = std::move(state.done.extract(from).mapped());
  if (!chunk) return std::unexpected(std::move(chunk).error());
  state.next_taken = state.end_of(from);
  state.changed.notify_all();
  return chunk;
}

}  // namespace pledgebook::projections
