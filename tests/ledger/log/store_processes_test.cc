// SPDX-License-Identifier: Apache-2.0
// A store that other processes have open as well: readers that are killed, and a second writer that
// the lock files did not keep away.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "ledger/log/audit.h"
#include "ledger/log/sequencer.h"
#include "ledger/log/store/store.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/test_log.h"

namespace pledgebook::ledger {
namespace {

namespace fs = std::filesystem;
using support::TemporaryDirectory;
using support::value_of;

// A process that stops in the middle of `body`, whenever that calls `pause`. Begin it while this
// process has no other threads.
class Companion {
 public:
  using Pause = std::function<void()>;
  explicit Companion(const std::function<int(const Pause& pause)>& body) {
    EXPECT_EQ(::pipe(paused_.data()), 0);
    EXPECT_EQ(::pipe(go_.data()), 0);
    child_ = ::fork();
    if (child_ != 0) return;
    ::_exit(body([this] {
      char byte = 'x';
      if (::write(paused_[1], &byte, 1) != 1 || ::read(go_[0], &byte, 1) != 1) ::_exit(100);
    }));
  }
  Companion(const Companion&) = delete;
  Companion& operator=(const Companion&) = delete;
  ~Companion() {
    for (const int end : {paused_[0], paused_[1], go_[0], go_[1]}) ::close(end);
  }

  // Waits until it has paused.
  void wait() const {
    char byte = 0;
    EXPECT_EQ(::read(paused_[0], &byte, 1), 1);
  }
  // Lets it go on, and returns what `body` does.
  int finish() const {
    EXPECT_EQ(::write(go_[1], "x", 1), 1);
    int status = 0;
    EXPECT_EQ(::waitpid(child_, &status, 0), child_);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  void kill() const {
    ::kill(child_, SIGKILL);
    EXPECT_EQ(::waitpid(child_, nullptr, 0), child_);
  }

 private:
  pid_t child_ = 0;
  std::array<int, 2> paused_{};
  std::array<int, 2> go_{};
};

// A journal with a function that waits for an entry.
class AwaitedJournal final : public Journal {
 public:
  // Whether it comes within some seconds.
  [[nodiscard]] bool await(const std::string& event) {
    std::unique_lock lock(mutex_);
    return said_.wait_for(lock, std::chrono::seconds(20),
                          [&] { return std::ranges::find(events_, event) != events_.end(); });
  }

 private:
  void write(Severity, std::string_view event, std::string_view,
             std::span<const JournalField>) override {
    const std::lock_guard lock(mutex_);
    events_.emplace_back(event);
    said_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable said_;
  std::vector<std::string> events_;
};

// Opens the ledger for writing, waits, and appends a row and a record at the end that it has read:
// both must be conflicts.
int append_late(const fs::path& ledger, const Companion::Pause& pause) {
  const auto store = Store::open(ledger, Access::write);
  if (!store) return 1;
  const Tail tail = (*store)->tail();
  pause();
  const auto rows = (*store)->append(tail, {}, {{Table::registry, "pa", "mine"}});
  if (!rows || *rows != AppendOutcome::conflict) return 2;
  const auto records = (*store)->append(tail, {"another record"}, {});
  if (!records || *records != AppendOutcome::conflict) return 3;
  const auto cleared = (*store)->clear_rows({});
  return cleared && *cleared == AppendOutcome::conflict ? 0 : 4;
}

TEST(StoreProcesses, ASecondWriterThatTheLocksDidNotKeepAwayIsAConflict) {
  for (const int commits : {1, 2, 3}) {
    const TemporaryDirectory directory;
    const fs::path ledger = directory.path() / "ledger";
    ASSERT_TRUE(support::make_store(ledger)->append({}, {"a record"}, {}).has_value());
    const Companion second([&](const auto& pause) { return append_late(ledger, pause); });
    second.wait();
    fs::remove(ledger / "LOCK");
    fs::remove(ledger / "log/lock.mdb");
    std::string expected;
    {
      const auto store = support::open_store(ledger);
      for (int i = 0; i < commits; ++i) {
        expected = "record " + std::to_string(i);
        ASSERT_TRUE(store->append(store->tail(), {expected}, {{Table::registry, "pa", "theirs"}})
                        .has_value());
      }
    }

    EXPECT_EQ(second.finish(), 0) << commits;

    const auto store = support::open_store(ledger);
    const Snapshot snapshot = value_of(store->snapshot());
    EXPECT_EQ(snapshot.size(), Size{1U + static_cast<unsigned>(commits)});
    EXPECT_EQ(snapshot.row(Table::registry, "pa"), "theirs");
    EXPECT_EQ(value_of(snapshot.record(Index{static_cast<unsigned>(commits)})), expected);
  }
}

int hold_a_snapshot(const fs::path& ledger, const Companion::Pause& pause) {
  const auto store = Store::open(ledger, Access::read);
  if (!store) return 1;
  const auto snapshot = (*store)->snapshot();
  if (!snapshot) return 2;
  pause();
  return 0;
}

TEST(StoreProcesses, AKilledReaderIsFreedWhileTheLogIsOpen) {
  const TemporaryDirectory directory;
  const fs::path ledger = directory.path() / "ledger";
  support::make_store(ledger);
  const Companion reader([&](const auto& pause) { return hold_a_snapshot(ledger, pause); });
  reader.wait();
  const auto store = support::open_store(ledger);
  const support::FakeClock clock;
  AwaitedJournal journal;
  const auto sequencer = support::start_sequencer(*store, clock, {}, journal);

  reader.kill();

  EXPECT_TRUE(journal.await("readers_died"));
}

TEST(StoreProcesses, ADataFileThatIsCutShortWhileOpenTakesNoRecords) {
  const TemporaryDirectory directory;
  const fs::path ledger = directory.path() / "ledger";
  const auto store = support::make_store(ledger);
  std::vector<std::string> records;
  for (int i = 0; i < 500; ++i) records.push_back("record " + std::string(200, 'x'));
  ASSERT_TRUE(store->append({}, records, {}).has_value());
  const std::uint64_t used = store->bytes();
  fs::resize_file(ledger / "log/data.mdb", used - 4'096);

  const auto outcome = store->append(store->tail(), {"one more"}, {});

  ASSERT_FALSE(outcome.has_value());
  EXPECT_EQ(outcome.error().code, Errc::corrupt);
  EXPECT_EQ(fs::file_size(ledger / "log/data.mdb"), used - 4'096) << "the damage was hidden";
  EXPECT_FALSE(store->append(store->tail(), {"one more"}, {}).has_value());
}

}  // namespace
}  // namespace pledgebook::ledger
