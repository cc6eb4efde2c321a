// SPDX-License-Identifier: Apache-2.0
// The sequencer over a store in a temporary directory: order, answers, repeats and conflicts, many
// threads at once.
#include "ledger/log/sequencer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <latch>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "ledger/log/audit.h"
#include "ledger/log/record/record.h"
#include "tests/support/json.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/test_ledger.h"
#include "tests/support/test_log.h"

namespace pledgebook::ledger {
namespace {

using support::AcceptedStatement;
using support::FakeClock;
using support::LedgerBuilder;
using support::TestLedger;
using support::value_of;

Accepted accepted(const Answer& answer) {
  const auto* held = std::get_if<Accepted>(&answer);
  EXPECT_NE(held, nullptr) << support::text_of(answer);
  return held == nullptr ? Accepted{} : *held;
}

// Holds the sequencer's thread in its first commit until released, so that statements sent
// meanwhile wait in the queue.
class Gate {
 public:
  [[nodiscard]] Sequencer::Options options(Sequencer::Options options = {}) {
    options.on_commit = [this](const CommittedBatchPointer&) {
      if (!reached_.exchange(true)) {
        held_.count_down();
        opened_.wait();
      }
    };
    return options;
  }
  void wait_until_held() { held_.wait(); }
  void open() { opened_.count_down(); }

 private:
  std::atomic<bool> reached_ = false;
  std::latch held_{1};
  std::latch opened_{1};
};

TEST(Sequencer, RecordsStatementsInOrderAsTheyWereSigned) {
  TestLedger test;
  const LedgerBuilder builder = support::small_ledger(5);

  const auto answers = support::send_all(*test.sequencer, builder.statements());

  const auto snapshot = test.store->snapshot();
  ASSERT_TRUE(snapshot.has_value());
  ASSERT_EQ(snapshot->size(), Size{builder.statements().size()});
  crypto::Hash prev;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const auto* accepted = std::get_if<Accepted>(&answers[i]);
    ASSERT_NE(accepted, nullptr) << support::text_of(answers[i]);
    const auto bytes = snapshot->record(Index{i});
    ASSERT_TRUE(bytes.has_value());
    const auto record = decode_record(*bytes);
    ASSERT_TRUE(record.has_value());
    EXPECT_EQ(record->index, Index{i});
    EXPECT_EQ(record->prev, prev);
    EXPECT_EQ(*record->statement(), builder.statements()[i].signed_statement);
    EXPECT_EQ(accepted->index, Index{i});
    EXPECT_EQ(accepted->sid, builder.statements()[i].sid);
    EXPECT_EQ(accepted->leaf_hash, leaf_hash_of(*bytes));
    EXPECT_EQ(accepted->recorded_at, test.clock.now());
    prev = accepted->leaf_hash;
  }
}

TEST(Sequencer, HandsOverWhatTheLogGives) {
  std::mutex mutex;
  std::vector<CommittedBatchPointer> batches;
  TestLedger test({.on_commit = [&](const CommittedBatchPointer& batch) {
    const std::lock_guard lock(mutex);
    batches.push_back(batch);
  }});
  support::send_all(*test.sequencer, support::small_ledger(10).statements());
  test.sequencer.reset();

  const auto snapshot = support::value_of(test.store->snapshot());
  std::uint64_t next = 0;
  const std::lock_guard lock(mutex);
  for (const CommittedBatchPointer& batch : batches) {
    EXPECT_EQ(number(batch->begin()), next);
    for (const DecodedRecord& record : batch->records) {
      const auto bytes = support::value_of(snapshot.record(Index{next++}));
      const auto read = support::value_of(decode_admitted_record(record.index, bytes));
      EXPECT_EQ(record.recorded_at, read.recorded_at);
      EXPECT_EQ(record.sid, read.sid);
      EXPECT_EQ(record.signatures, read.signatures);
      ASSERT_EQ(record.statement.has_value(), read.statement.has_value());
      if (record.statement) {
        EXPECT_EQ(encode_statement(*record.statement), encode_statement(*read.statement));
      }
      EXPECT_EQ(number(batch->tail.size) > next, leaf_hash_of(bytes) != batch->tail.last_leaf);
    }
  }
  EXPECT_EQ(next, number(snapshot.size()));
}

TEST(Sequencer, AnswersOnlyWhatIsOnDisk) {
  std::atomic<std::uint64_t> committed = 0;
  TestLedger test({.on_commit = [&committed](const CommittedBatchPointer& batch) {
    committed = number(batch->tail.size);
  }});
  const LedgerBuilder builder = support::small_ledger(10);
  std::latch answered(static_cast<std::ptrdiff_t>(builder.statements().size()));
  std::atomic<int> early = 0;

  for (const AcceptedStatement& statement : builder.statements()) {
    auto candidate = examine(statement.signed_statement, test.sequencer->key_ring());
    ASSERT_TRUE(candidate.has_value());
    test.sequencer->submit(*std::move(candidate), [&](const Answer& answer) {
      const Accepted given = accepted(answer);
      const auto snapshot = test.store->snapshot();
      if (number(given.index) >= committed || !snapshot->record(given.index)) ++early;
      answered.count_down();
    });
  }
  answered.wait();

  EXPECT_EQ(early, 0);
}

TEST(Sequencer, CommitsWhatWaitsAsOneBatch) {
  Gate gate;
  TestLedger test(gate.options());
  const LedgerBuilder builder = support::small_ledger(10);
  const auto& statements = builder.statements();
  auto first = std::async(std::launch::async, [&] {
    return support::send(*test.sequencer, statements[0].signed_statement);
  });
  gate.wait_until_held();
  auto rest = std::async(std::launch::async, [&] {
    return support::send_all(*test.sequencer, {statements.begin() + 1, statements.end()});
  });
  while (test.sequencer->counters().queued < statements.size() - 1) std::this_thread::yield();

  gate.open();
  for (const Answer& answer : rest.get()) accepted(answer);

  EXPECT_EQ(accepted(first.get()).index, Index{0});
  EXPECT_EQ(test.sequencer->counters().commits, 2U);
  EXPECT_EQ(test.sequencer->counters().accepted, statements.size());
}

TEST(Sequencer, GivesTheFirstAnswerToARepeat) {
  TestLedger test;
  const LedgerBuilder builder = support::small_ledger(4);
  const auto first = support::send_all(*test.sequencer, builder.statements());
  const auto expect_the_same = [&](const char* when) {
    const auto again = support::send_all(*test.sequencer, builder.statements());
    for (std::size_t i = 0; i < first.size(); ++i) {
      const Accepted before = accepted(first[i]);
      const Accepted after = accepted(again[i]);
      EXPECT_TRUE(after.repeated) << when;
      EXPECT_EQ(after.index, before.index) << when;
      EXPECT_EQ(after.sid, before.sid) << when;
      EXPECT_EQ(after.leaf_hash, before.leaf_hash) << when;
      EXPECT_EQ(after.recorded_at, before.recorded_at) << when;
    }
    EXPECT_EQ(test.store->size(), Size{first.size()}) << when;
  };

  expect_the_same("from memory");
  test.clock.advance(std::chrono::hours(1));
  test.reopen();
  expect_the_same("from rows");
  EXPECT_EQ(test.sequencer->counters().repeated, first.size());
}

TEST(Sequencer, RecordsConcurrentDuplicatesOnce) {
  constexpr int kThreads = 6;
  TestLedger test;
  const LedgerBuilder builder = support::small_ledger(6);
  std::vector<std::vector<Answer>> answers(kThreads);
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (const AcceptedStatement& statement : builder.statements()) {
        Answer answer = Conflict{};  // until the one before it in its stream is there
        while (!std::holds_alternative<Accepted>(answer))
          answer = support::send(*test.sequencer, statement.signed_statement);
        answers[static_cast<std::size_t>(t)].push_back(answer);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();

  ASSERT_EQ(test.store->size(), Size{builder.statements().size()});
  for (std::size_t i = 0; i < builder.statements().size(); ++i) {
    int firsts = 0;
    for (const auto& of_thread : answers) {
      if (!accepted(of_thread[i]).repeated) ++firsts;
      EXPECT_EQ(accepted(of_thread[i]).index, accepted(answers[0][i]).index);
    }
    EXPECT_EQ(firsts, 1) << i;
  }
  test.expect_sound();
}

TEST(Sequencer, TakesManyThreadsAtOnce) {
  TestLedger test;
  const LedgerBuilder builder = support::small_ledger(16);
  std::vector<AcceptedStatement> common;
  std::map<StreamId, std::vector<AcceptedStatement>> of_pledges;
  for (const AcceptedStatement& each : builder.statements()) {
    const bool of_pledge = each.statement.stream.kind() == StreamKind::pledge;
    (of_pledge ? of_pledges[each.statement.stream] : common).push_back(each);
  }
  for (const Answer& answer : support::send_all(*test.sequencer, common)) accepted(answer);
  std::vector<std::thread> threads;
  for (const auto& [stream, statements] : of_pledges) {
    threads.emplace_back([&test, &statements] {
      for (const AcceptedStatement& each : statements)
        accepted(support::send(*test.sequencer, each.signed_statement));
    });
  }
  for (std::thread& thread : threads) thread.join();

  EXPECT_EQ(test.sequencer->size(), Size{builder.statements().size()});
  EXPECT_EQ(test.sequencer->counters().accepted, builder.statements().size());
  test.expect_sound();
}

TEST(Sequencer, AnswersAStalePrevWithTheHead) {
  TestLedger test;
  LedgerBuilder builder = support::small_ledger(1);
  LedgerBuilder rival = support::small_ledger(1);
  support::send_all(*test.sequencer, builder.statements());
  const auto amendment = [](LedgerBuilder& ledger, const char* reason) {
    auto body = support::object_of(R"({"category":"scope","changes":{"title":"T"},"reason":""})");
    body["reason"] = reason;
    return ledger.sign(support::by_party("gha-gov", "pledge.amended", "pledge/p-0", body));
  };
  const Accepted first =
      accepted(support::send(*test.sequencer, amendment(builder, "the first to come")));

  const Answer second = support::send(*test.sequencer, amendment(rival, "came too late"));
  const Answer unknown_stream =
      support::send(*test.sequencer,
                    builder.sign(support::by_party(
                        "gha-gov", "pledge.amended", "pledge/none",
                        support::object_of(R"({"category":"scope","changes":{},"reason":"x"})"))));

  ASSERT_TRUE(std::holds_alternative<Conflict>(second)) << support::text_of(second);
  EXPECT_EQ(std::get<Conflict>(second).head, first.sid);
  EXPECT_TRUE(std::holds_alternative<Refused>(unknown_stream)) << support::text_of(unknown_stream);
  EXPECT_EQ(test.sequencer->counters().conflicts, 1U);
}

TEST(Sequencer, BeginsWithLedgerCreated) {
  TestLedger test;
  const LedgerBuilder builder;
  LedgerBuilder other;
  other.publish_profile("p2c");
  EXPECT_EQ(test.sequencer->ledger_name(), "");

  const Answer early = support::send(*test.sequencer, other.statements()[1].signed_statement);
  const Answer first = support::send(*test.sequencer, builder.statements()[0].signed_statement);

  EXPECT_TRUE(std::holds_alternative<Conflict>(early) || std::holds_alternative<Refused>(early))
      << support::text_of(early);
  EXPECT_EQ(accepted(first).index, Index{0});
  EXPECT_EQ(test.sequencer->ledger_name(), builder.statements()[1 - 1].statement.ledger + "#" +
                                               builder.statements()[0].sid.hex().substr(0, 32));
  EXPECT_TRUE(test.sequencer->key_ring().find(support::test_key_id("registrar")).has_value());
}

TEST(Sequencer, VerifiesByKeysThatTheSameBatchAdds) {
  Gate gate;
  TestLedger test(gate.options());
  LedgerBuilder builder;
  builder.publish_profile("p2c");
  builder.add_member("gha-gov");
  builder.add_pledge("p-0", "gha-gov");
  auto statements = builder.statements();
  SignedStatement forged = statements.back().signed_statement;
  // The last is the publication; the one before it is signed by the member's new key.
  auto& submission = statements[statements.size() - 2];
  submission.signed_statement.signatures[0].signature.bytes[0] ^= std::byte{1};
  auto first = std::async(std::launch::async, [&] {
    return support::send(*test.sequencer, statements[0].signed_statement);
  });
  gate.wait_until_held();
  auto rest = std::async(std::launch::async, [&] {
    return support::send_all(*test.sequencer, {statements.begin() + 1, statements.end()});
  });
  while (test.sequencer->counters().queued < statements.size() - 1) std::this_thread::yield();
  gate.open();

  const std::vector<Answer> answers = rest.get();

  accepted(first.get());
  const Answer& refused = answers[answers.size() - 2];
  ASSERT_TRUE(std::holds_alternative<Refused>(refused)) << support::text_of(refused);
  EXPECT_EQ(std::get<Refused>(refused).refusal.code, "signature_invalid");
  EXPECT_TRUE(std::holds_alternative<Conflict>(answers.back()));
  const auto whole = support::send_all(*test.sequencer, builder.statements());
  for (const Answer& answer : whole) accepted(answer);
  test.expect_sound();
}

TEST(Sequencer, RefusesKeysThatNobodyAdded) {
  TestLedger test;
  LedgerBuilder builder = support::small_ledger(1);
  support::send_all(*test.sequencer, builder.statements());

  const Answer answer = support::send(
      *test.sequencer, builder.sign(support::by_party("gha-gov", "pledge.submitted", "pledge/new",
                                                      support::pledge_body())
                                        .signed_by({"a key of nobody"})));

  ASSERT_TRUE(std::holds_alternative<Refused>(answer)) << support::text_of(answer);
  EXPECT_EQ(std::get<Refused>(answer).refusal.code, "key_unknown");
  EXPECT_EQ(test.sequencer->counters().refused, 1U);
}

TEST(Sequencer, AFullQueueIsUnavailable) {
  Gate gate;
  TestLedger test(gate.options({.queue_max = 3}));
  const LedgerBuilder builder = support::small_ledger(2);
  const auto& statements = builder.statements();
  auto first = std::async(std::launch::async, [&] {
    return support::send(*test.sequencer, statements[0].signed_statement);
  });
  gate.wait_until_held();
  auto waiting = std::async(std::launch::async, [&] {
    return support::send_all(*test.sequencer, {statements.begin() + 1, statements.begin() + 4});
  });
  while (test.sequencer->counters().queued < 3) std::this_thread::yield();

  const Answer fourth = support::send(*test.sequencer, statements[4].signed_statement);
  gate.open();

  ASSERT_TRUE(std::holds_alternative<Unavailable>(fourth)) << support::text_of(fourth);
  EXPECT_GE(std::get<Unavailable>(fourth).retry_after_s, 1);
  accepted(first.get());
  for (const Answer& answer : waiting.get()) accepted(answer);
  accepted(support::send(*test.sequencer, statements[4].signed_statement));
  EXPECT_EQ(test.sequencer->counters().unavailable, 1U);
}

TEST(Sequencer, StoppingAnswersEverything) {
  Gate gate;
  TestLedger test(gate.options());
  const LedgerBuilder builder = support::small_ledger(5);
  const auto& statements = builder.statements();
  std::atomic<std::size_t> answered = 0;
  std::atomic<std::size_t> taken = 0;
  for (const AcceptedStatement& statement : statements) {
    auto candidate = examine(statement.signed_statement, test.sequencer->key_ring());
    test.sequencer->submit(*std::move(candidate), [&](const Answer& answer) {
      ++answered;
      if (std::holds_alternative<Accepted>(answer)) ++taken;
    });
  }
  gate.wait_until_held();
  std::thread opener([&gate] { gate.open(); });

  test.sequencer->stop();
  opener.join();
  test.sequencer->stop();

  EXPECT_EQ(answered, statements.size());
  EXPECT_EQ(taken, statements.size());
  const Answer late = support::send(*test.sequencer, statements[0].signed_statement);
  EXPECT_TRUE(std::holds_alternative<Unavailable>(late)) << support::text_of(late);
  test.expect_sound();
}

}  // namespace
}  // namespace pledgebook::ledger
