// SPDX-License-Identifier: Apache-2.0
// A log on disk for tests: a clock that only the test moves, and statements of a LedgerBuilder sent
// through a real sequencer.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <expected>
#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

#include "ledger/clock.h"
#include "ledger/journal.h"
#include "ledger/log/sequencer.h"
#include "ledger/log/store/store.h"
#include "tests/support/ledger_builder.h"

namespace pledgebook::support {

// Starts a year after a LedgerBuilder's clock, so that no statement is ahead of it. Any thread.
class FakeClock final : public ledger::Clock {
 public:
  [[nodiscard]] ledger::RecordedAt now() const override {
    return ledger::RecordedAt(std::chrono::milliseconds(wall_ms_));
  }
  [[nodiscard]] std::chrono::steady_clock::time_point monotonic() const override {
    return std::chrono::steady_clock::time_point(std::chrono::milliseconds(monotonic_ms_));
  }
  [[nodiscard]] std::chrono::milliseconds boot_time() const override {
    return std::chrono::milliseconds(boot_ms_);
  }
  [[nodiscard]] bool is_synchronised() const override { return is_synchronised_; }
  // Advances all clocks.
  void advance(std::chrono::milliseconds time) {
    sleep(time);
    monotonic_ms_ += time.count();
  }
  // The machine sleeps: all clocks advance except `monotonic`.
  void sleep(std::chrono::milliseconds time) {
    wall_ms_ += time.count();
    boot_ms_ += time.count();
  }
  // Somebody sets the machine's clock.
  void jump(std::chrono::milliseconds time) { wall_ms_ += time.count(); }
  // From now on the clock follows a time server.
  void synchronise() { is_synchronised_ = true; }

 private:
  std::atomic<std::int64_t> wall_ms_ = 1'811'808'000'000;  // 2027-06-01T00:00:00Z
  std::atomic<std::int64_t> monotonic_ms_ = 0;
  std::atomic<std::int64_t> boot_ms_ = 0;
  std::atomic<bool> is_synchronised_ = false;
};

// The value of a result; an error fails and ends the test.
template <class T>
T value_of(ledger::Result<T> result) {
  EXPECT_TRUE(result.has_value()) << (result ? "" : result.error().detail);
  return std::move(result).value();
}

std::unique_ptr<ledger::Store> make_store(const std::filesystem::path& directory);
[[nodiscard]] std::unique_ptr<ledger::Store> open_store(
    const std::filesystem::path& directory, ledger::Access access = ledger::Access::write);
// A journal that keeps nothing. Any thread.
[[nodiscard]] ledger::Journal& silent_journal();
[[nodiscard]] std::unique_ptr<ledger::Sequencer> start_sequencer(
    ledger::Store& store, const ledger::Clock& clock, ledger::Sequencer::Options options = {},
    ledger::Journal& journal = silent_journal());

// Examines and submits, and waits for the answer. If `examine` refuses the statement, returns that
// refusal.
ledger::Answer send(ledger::Sequencer& sequencer, const ledger::SignedStatement& statement);
// Sends all of them at once, and waits; answers in the order of the statements.
std::vector<ledger::Answer> send_all(ledger::Sequencer& sequencer,
                                     const std::vector<AcceptedStatement>& statements);
// The answer to one request to seal.
std::expected<ledger::Sequencer::Sealed, ledger::Unavailable> seal(ledger::Sequencer& sequencer);
// An answer as text, for messages of failing tests: "accepted 7", "conflict", the refusal, the
// reason.
[[nodiscard]] std::string text_of(const ledger::Answer& answer);

// A ledger with `pledges` pledges of two members, each with two reports, one amended.
[[nodiscard]] LedgerBuilder small_ledger(int pledges);
// `small_ledger` on disk, its rows written to the end.
void write_ledger(const std::filesystem::path& directory,
                  const std::vector<AcceptedStatement>& statements);

}  // namespace pledgebook::support
