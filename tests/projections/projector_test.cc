// SPDX-License-Identifier: Apache-2.0
// The projector's thread: batches, rebuilds while writing goes on, storage that fails and recovers,
// damage, queues that overflow, and stops.
#include "projections/projector.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>

#include <atomic>
#include <latch>
#include <random>
#include <thread>

#include "projections/offline_views.h"
#include "tests/projections/view_damage.h"
#include "tests/support/kept_journal.h"
#include "tests/support/test_log.h"

namespace pledgebook::projections {
namespace {

using std::chrono::minutes;
using support::KeptJournal;
using support::value_of;

class Projected : public testing::Test {
 protected:
  // Appends statements `from` to `to` - 1 and notifies the projector.
  void append(std::size_t from, std::size_t to) {
    const auto& all = some_statements();
    for (std::size_t i = from; i < to && i < all.size(); ++i) log_.add(all[i]);
    flush(from);
  }
  void append_heads(std::size_t count) {
    const std::uint64_t from = log_.size();
    for (std::size_t i = 0; i < count; ++i) log_.heads();
    flush(from);
  }
  void flush(std::uint64_t from) {
    log_.flush();
    if (projector_) projector_->notify(batch_from(log_.store(), from));
  }
  void start(ledger::Progress on_progress = {}) {
    projector_ = value_of(Projector::start(
        log_.store(),
        {.decoders = 1, .on_progress = std::move(on_progress), .journal = &journal_}));
  }
  void check_right_figures() {
    ASSERT_TRUE(projector_->wait_for(log_.store().size(), minutes(1)));
    const Views views = value_of(projector_->views());
    const auto found = digests(views);
    ASSERT_TRUE(found) << found.error().detail;
    EXPECT_EQ(*found, fresh_digests(log_.store(), views.size()));
  }
  void await(std::string_view event) {
    while (journal_.count(event) == 0) {
      static_cast<void>(projector_->views());  // as /readyz does
      std::this_thread::yield();
    }
  }

  KeptJournal journal_;
  WrittenLog log_;
  std::unique_ptr<Projector> projector_;
};

TEST_F(Projected, FoldsTheBatchesThatItIsGiven) {
  start();
  for (std::size_t i = 0; i < some_statements().size(); i += 17) append(i, i + 17);

  check_right_figures();
  EXPECT_FALSE(projector_->condition());
  projector_.reset();
  start();
  EXPECT_EQ(projector_->size(), log_.store().size());
  EXPECT_EQ(journal_.count("views_replaced"), 0U);
}

TEST_F(Projected, ReadsFromTheLogWhatItWasNotGiven) {
  append(0, 50);
  start();
  log_.add(some_statements()[50]);
  log_.flush();  // the projector is not notified
  append(51, 120);

  check_right_figures();
}

TEST_F(Projected, AdoptsRebuildsWhileWritingGoesOn) {
  append(0, 20);
  start();
  std::jthread writer([this] {
    for (std::size_t i = 20; i < some_statements().size(); i += 5) append(i, i + 5);
  });
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(projector_->rebuild());
  writer.join();

  check_right_figures();
  EXPECT_EQ(journal_.count("views_rebuilt"), 5U);
}

TEST_F(Projected, GoesOnWhenADiskThatWasFullHasRoomAgain) {
  append(0, 100);
  start();
  ASSERT_TRUE(projector_->wait_for(log_.store().size(), minutes(1)));
  for (std::size_t i = 100; i < some_statements().size(); ++i) log_.add(some_statements()[i]);
  log_.flush();
  const auto batch = batch_from(log_.store(), 100);
  // Files may not grow beyond a few bytes: the system returns EFBIG, as it would return ENOSPC.
  ::signal(SIGXFSZ, SIG_IGN);
  rlimit unlimited{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &unlimited), 0);
  rlimit limited = unlimited;
  limited.rlim_cur = 1'024;
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &limited), 0);

  projector_->notify(batch);
  await("views_failing");
  while (!projector_->condition()) std::this_thread::yield();
  const auto condition = projector_->condition();
  const auto meanwhile = projector_->views();
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &unlimited), 0);

  EXPECT_TRUE(meanwhile) << "the older state can't be read";
  check_right_figures();
  EXPECT_EQ(journal_.count("views_recovered"), 1U);
  EXPECT_FALSE(projector_->condition());
  EXPECT_EQ(journal_.count("views_failing"), 1U);
  ASSERT_TRUE(condition);
  EXPECT_TRUE(condition->mends_itself);
}

TEST_F(Projected, RebuildsViewsInWhichAQueryMeetsDamage) {
  append(0, some_statements().size());
  start();
  ASSERT_TRUE(projector_->wait_for(log_.store().size(), minutes(1)));
  projector_.reset();
  const std::string good = read_file(views_file(log_.store().directory()));
  std::mt19937_64 random(5);
  bool met = false;
  // Most bits belong to no row, or to parts that the check of pages covers.
  for (int i = 0; i < 1'000 && !met; ++i) {
    projector_.reset();
    write_file(views_file(log_.store().directory()), with_a_bit_flipped(good, 0, random));
    start();
    met = !digests(value_of(projector_->views()));
  }
  ASSERT_TRUE(met) << "no row was damaged";

  await("views_rebuilt");

  check_right_figures();
}

TEST_F(Projected, DropsWhatItCantQueueAndSaysThatItLagsOnce) {
  std::latch begun(1);
  std::latch go_on(1);
  std::atomic<bool> held = false;
  append(0, 60);
  start([&](ledger::Size, ledger::Size) {
    if (held.exchange(true)) return;
    begun.count_down();
    go_on.wait();
  });
  std::jthread asking([this] { EXPECT_TRUE(projector_->rebuild()); });
  begun.wait();

  for (int i = 0; i < 12; ++i) append_heads(1'000);
  go_on.count_down();
  asking.join();

  check_right_figures();
  await("views_caught_up");
  EXPECT_EQ(journal_.count("views_behind"), 1U);
  EXPECT_EQ(journal_.count("views_caught_up"), 1U);
}

TEST_F(Projected, StopsDuringARebuild) {
  append(0, some_statements().size());
  std::latch begun(1);
  std::atomic<bool> told = false;
  start([&](ledger::Size, ledger::Size) {
    if (!told.exchange(true)) begun.count_down();
  });
  std::jthread asking([this] {
    const auto rebuilt = projector_->rebuild();
    EXPECT_TRUE(rebuilt || rebuilt.error().code == ledger::Errc::busy);
  });
  begun.wait();

  projector_->stop();
  asking.join();
  projector_.reset();
  start();

  check_right_figures();
  EXPECT_EQ(journal_.count("views_replaced"), 0U);
}

TEST_F(Projected, TellsWhoWaitsOnceTheirPositionIsCovered) {
  start();
  std::latch covered(1);
  std::atomic<int> cancelled = 0;
  const auto ticket = projector_->when_covered(ledger::Size{60}, [&] { covered.count_down(); });
  const auto other = projector_->when_covered(ledger::Size{60}, [&] { ++cancelled; });
  ASSERT_TRUE(ticket && other);
  projector_->cancel(*other);

  append(0, 60);
  covered.wait();

  EXPECT_GE(projector_->size(), ledger::Size{60});
  EXPECT_EQ(cancelled, 0);
  EXPECT_FALSE(projector_->when_covered(ledger::Size{60}, [] {}));
}

}  // namespace
}  // namespace pledgebook::projections
