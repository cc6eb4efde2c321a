// SPDX-License-Identifier: Apache-2.0
// A writer is killed at any moment: everything that it had acknowledged is on disk, nothing is
// incomplete, and the next writer continues from there.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <random>
#include <semaphore>
#include <string>
#include <unordered_set>
#include <variant>
#include <vector>

#include "ledger/domain/json/statement.h"
#include "ledger/log/audit.h"
#include "ledger/log/record/record.h"
#include "ledger/log/sequencer.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/test_log.h"

namespace pledgebook::ledger {
namespace {

namespace fs = std::filesystem;
using support::LedgerBuilder;
using support::value_of;

constexpr int kKills = 20;
constexpr std::ptrdiff_t kInFlightMax = 48;

// Submits pledge after pledge and writes the sid of each one accepted to `out`, until it is killed.
[[noreturn]] void write_until_killed(const fs::path& ledger, LedgerBuilder& builder, int round,
                                     int out) {
  const auto store = Store::open(ledger, Access::write);
  if (!store) ::_exit(1);
  support::FakeClock clock;
  // The clock advances with each commit, so that rows are written with some of them.
  const auto sequencer = Sequencer::start(**store, clock, support::silent_journal(),
                                          {.on_commit = [&clock](const CommittedBatchPointer&) {
                                            clock.advance(std::chrono::milliseconds(60));
                                          }});
  if (!sequencer) ::_exit(2);
  std::counting_semaphore<> room(kInFlightMax);
  for (int i = 0;; ++i) {
    const auto statement = builder.sign(support::by_party("gha-gov", "pledge.submitted",
                                                          fmt::format("pledge/r{}-{}", round, i),
                                                          support::pledge_body()));
    auto candidate = examine(statement, (*sequencer)->key_ring());
    if (!candidate) ::_exit(3);
    room.acquire();
    (*sequencer)->submit(*std::move(candidate), [&room, out](const Answer& answer) {
      const auto* accepted = std::get_if<Accepted>(&answer);
      if (accepted == nullptr) ::_exit(4);
      const auto& bytes = accepted->sid.hash.bytes;
      if (::write(out, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()))
        ::_exit(5);
      room.release();
    });
  }
}

// Lets a writer run until it has acknowledged this many statements, kills it, and returns all that
// it had acknowledged.
std::vector<Sid> run_and_kill(const fs::path& ledger, LedgerBuilder& builder, int round,
                              std::size_t acknowledged_min) {
  int ends[2];
  EXPECT_EQ(::pipe(ends), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    write_until_killed(ledger, builder, round, ends[1]);
  }
  ::close(ends[1]);
  std::vector<Sid> acknowledged;
  Sid sid;
  while (::read(ends[0], sid.hash.bytes.data(), crypto::Hash::kSize) ==
         static_cast<ssize_t>(crypto::Hash::kSize)) {
    acknowledged.push_back(sid);
    if (acknowledged.size() == acknowledged_min) ::kill(child, SIGKILL);
  }
  ::close(ends[0]);
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFSIGNALED(status)) << "ended by itself: " << WEXITSTATUS(status);
  return acknowledged;
}

std::unordered_set<Sid> sids_in(const Store& store) {
  std::unordered_set<Sid> sids;
  const auto visited =
      value_of(store.snapshot()).for_each_record(Index{0}, [&sids](Index, std::string_view bytes) {
        sids.insert(statement_id(value_of(decode_record(bytes)).statement()->payload));
        return true;
      });
  EXPECT_TRUE(visited.has_value());
  return sids;
}

TEST(Kill, LosesNothingThatWasAcknowledged) {
  const support::TemporaryDirectory directory;
  const fs::path ledger = directory.path() / "ledger";
  LedgerBuilder builder = support::small_ledger(1);
  support::write_ledger(ledger, builder.statements());
  std::mt19937 random(20'260'601);
  std::vector<Sid> acknowledged;

  for (int round = 0; round < kKills; ++round) {
    const auto more = run_and_kill(ledger, builder, round, 1 + random() % 300);
    acknowledged.insert(acknowledged.end(), more.begin(), more.end());

    const auto store = support::open_store(ledger);
    const std::unordered_set<Sid> sids = sids_in(*store);
    for (const Sid& sid : acknowledged) ASSERT_TRUE(sids.contains(sid)) << "round " << round;
    const AuditReport report = value_of(audit(*store, {}));
    ASSERT_FALSE(report.finding.has_value())
        << "round " << round << ": record " << number(report.finding->index.value_or(Index{}))
        << ": " << report.finding->reason;
    EXPECT_EQ(report.statements, sids.size()) << "a statement stands twice";
  }
}

}  // namespace
}  // namespace pledgebook::ledger
