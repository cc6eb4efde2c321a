// SPDX-License-Identifier: Apache-2.0
// A log and its witnesses: which checkpoints are published.
#include "ledger/proof/publish/witness_quorum.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "crypto/sha256.h"
#include "ledger/proof/witness_request.h"
#include "tests/ledger/proof/proof_vectors.h"
#include "tests/ledger/proof/witnessed_ledger.h"

namespace pledgebook::ledger {
namespace {

using support::value_of;
using namespace std::literals;

TEST(WitnessQuorum, ReleasesWhatItsWitnessesHaveCosigned) {
  WitnessedLedger log;

  const Size first = log.published();
  log.grow();
  const Size second = log.published();

  EXPECT_LT(first, second);
  EXPECT_EQ(second, log.ledger().sequencer->size());
  EXPECT_EQ(log.witnesses().offered(), second);
}

TEST(WitnessQuorum, NeedsOneRequestOfEachWitnessForACheckpoint) {
  WitnessedLedger log(3);
  std::ignore = log.published();
  EXPECT_EQ(log.hall().calls("w1"), 2);  // what it has seen, and the checkpoint
  log.grow();
  std::ignore = log.published();

  for (const char* name : {"w1", "w2", "w3"}) EXPECT_EQ(log.hall().calls(name), 3);
}

TEST(WitnessQuorum, DoesWithoutAMinorityOfItsWitnesses) {
  WitnessedLedger log;
  log.hall().close("w2");

  EXPECT_GT(log.published(), Size{0});

  log.grow();
  log.hall().behave("w2");
  log.hall().conduct("w1", WitnessHall::status(503, "later"));
  EXPECT_GT(log.published(), Size{0});
}

TEST(WitnessQuorum, ReleasesNothingWithoutAQuorumAndGoesOnWhenThereIsOne) {
  WitnessedLedger log;
  const Size before = log.published();
  log.grow();
  log.hall().close("w1");
  log.hall().conduct("w3", WitnessHall::status(500, "out of order\nsecond line"));

  const std::string why = log.refused();

  EXPECT_TRUE(contains(why, "quorum all-of-them")) << why;
  EXPECT_TRUE(contains(why, "witness w1 does not answer: nobody listens there")) << why;
  EXPECT_TRUE(contains(why, "witness w3 answers with status 500: out of order")) << why;
  EXPECT_FALSE(contains(why, "second line")) << why;
  // Appends go on, and the signed checkpoint still waits to be published.
  log.grow();
  log.hall().behave("w3");
  const Size released = log.published();
  EXPECT_GT(released, before);
  EXPECT_LT(released, log.ledger().sequencer->size());
}

TEST(WitnessQuorum, AsksAgainOnlyThoseWhoHaveNotCosigned) {
  WitnessedLedger log(3);
  // w3 refuses once the two others have been asked.
  log.hall().conduct("w3", [&hall = log.hall()](Witness& witness, const WitnessCall& call) {
    if (call.method == WitnessCall::Method::get) return WitnessHall::good()(witness, call);
    while (hall.calls("w1") < 2 || hall.calls("w2") < 2) std::this_thread::yield();
    return WitnessHall::status(503, "later")(witness, call);
  });
  std::ignore = log.refused();
  std::ignore = log.refused();
  log.hall().behave("w3");

  EXPECT_GT(log.published(), Size{0});

  for (const char* name : {"w1", "w2"}) EXPECT_EQ(log.hall().calls(name), 2);
}

TEST(WitnessQuorum, SignsNothingBeforeAQuorumHasSaidWhatItHasSeen) {
  WitnessedLedger log;
  log.hall().close("w1");
  log.hall().close("w2");

  const std::string why = log.refused();

  EXPECT_TRUE(contains(why, "have seen")) << why;
  EXPECT_FALSE(log.signed_last().has_value());
  EXPECT_EQ(log.hall().calls("w3"), 1);
  log.hall().behave("w1");
  EXPECT_GT(log.published(), Size{0});
}

TEST(WitnessQuorum, TakesUpWhereTheWitnessesStandAfterARestart) {
  WitnessedLedger log(3);
  const Size before = log.published();
  log.grow();

  log.open();

  EXPECT_GT(log.published(), before);
  EXPECT_EQ(log.hall().calls("w1"), 4);  // no conflict over the size
}

// The witness has cosigned, but its answer was lost.
TEST(WitnessQuorum, ProvesFromTheSizeThatAWitnessNames) {
  WitnessedLedger log(3);
  std::ignore = log.published();
  log.grow();
  log.hall().conduct(
      "w2",
      [](Witness& witness, const WitnessCall& call) -> std::expected<WitnessResponse, std::string> {
        std::ignore = WitnessHall::good()(witness, call);
        return std::unexpected("the connection broke");
      });
  std::ignore = log.refused();
  log.hall().behave("w2");

  EXPECT_GT(log.published(), Size{0});
}

TEST(WitnessQuorum, GivesUpOnAWitnessThatNamesEverOtherSizes) {
  WitnessedLedger log(3);
  std::ignore = log.published();
  log.grow();
  unsigned size = 1;
  log.hall().conduct(
      "w2", [&](Witness&, const WitnessCall&) -> std::expected<WitnessResponse, std::string> {
        return WitnessResponse{409, encode_witness_size(Size{++size})};
      });

  EXPECT_TRUE(contains(log.refused(), "another size each time"));
  EXPECT_EQ(size, 3);
}

TEST(WitnessQuorum, BelievesNoCosignatureThatIsNotTheWitnesssOwn) {
  WitnessedLedger log(3);
  Witness& other = log.hall().witness("w1");
  std::ignore = log.published();
  log.grow();

  // Answers: w1's signature; a valid cosignature, but of an older checkpoint; no signature at all.
  log.hall().conduct("w3", [&other](Witness&, const WitnessCall& call) {
    return WitnessHall::good()(other, call);
  });
  const std::string foreign = log.refused();
  const std::string origin_hex =
      crypto::sha256(crypto::as_bytes(support::test_log_key().name())).hex();
  const std::string shown = log.hall().witness("w3").checkpoint(origin_hex).value_or("");
  log.hall().conduct("w3", WitnessHall::status(200, shown.substr(shown.rfind("\xE2\x80\x94"))));
  const std::string older = log.refused();
  log.hall().conduct("w3", WitnessHall::status(200, "no signature\n"));
  const std::string none = log.refused();

  EXPECT_TRUE(contains(foreign, "no cosignature by its key")) << foreign;
  EXPECT_TRUE(contains(older, "is invalid")) << older;
  EXPECT_TRUE(contains(none, "is invalid")) << none;
  log.hall().behave("w3");
  EXPECT_GT(log.published(), Size{0});
}

TEST(WitnessQuorum, TakesOneCosignatureOfAWitnessThatSendsMany) {
  WitnessedLedger log(3);
  log.hall().conduct("w1", [](Witness& witness, const WitnessCall& call) {
    auto response = WitnessHall::good()(witness, call);
    if (call.method == WitnessCall::Method::post && response && response->status == 200) {
      const std::string line = response->body;
      for (int i = 0; i < 20; ++i) response->body += line;
    }
    return response;
  });

  const ReleasedPointer released = value_of(log.publish());

  EXPECT_EQ(released->note.note.signatures.size(), 4);
}

TEST(WitnessQuorum, ReturnsWithoutAWitnessThatHangs) {
  std::mutex mutex;
  std::condition_variable changed;
  bool is_let_go = false;
  WitnessedLedger log;
  const Size before = log.published();
  log.grow();
  log.hall().conduct("w1", [&](Witness& witness, const WitnessCall& call) {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return is_let_go; });
    return WitnessHall::good()(witness, call);
  });

  EXPECT_GT(log.published(), before);

  // It does not block the next checkpoint, and takes part again when it works again.
  log.grow();
  const Size second = log.published();
  {
    const std::lock_guard lock(mutex);
    is_let_go = true;
  }
  changed.notify_all();
  log.hall().close("w2");
  log.grow();
  EXPECT_GT(log.published(), second);
}

// The publisher was notified once; all records that came while it could not publish are published.
TEST(Publisher, ReleasesAllThatCameInWhileItFailed) {
  WitnessedLedger log;
  support::KeptJournal journal;
  const auto publisher = Publisher::start(log.take_publishing(), journal, {.interval = 1ms});
  const auto wait_for = [&](const std::function<bool()>& is_so) {
    while (!is_so()) std::this_thread::yield();
  };
  wait_for([&] { return publisher->counters().released == 1; });
  for (const char* name : {"w1", "w2"}) log.hall().close(name);
  log.grow();
  publisher->notify();
  wait_for([&] { return publisher->counters().failures > 1; });
  EXPECT_EQ(journal.count("checkpoint_not_released"), 1U) << "at the first of its failures";
  log.grow();

  for (const char* name : {"w1", "w2"}) log.hall().behave(name);

  wait_for([&] {
    return publisher->released()->note.checkpoint.size == log.ledger().sequencer->size();
  });
  EXPECT_FALSE(publisher->counters().is_failing);
  wait_for([&] { return journal.count("checkpoint_released_again") == 1; });
  EXPECT_EQ(journal.entries().size(), 2U);
}

TEST(WitnessQuorum, TellsOnceWhenAWitnessFailsAndWhenItAnswersAgain) {
  WitnessedLedger log;
  std::ignore = log.published();
  EXPECT_TRUE(log.journal().entries().empty());
  log.hall().close("w3");
  for (int i = 0; i < 2; ++i) {
    log.grow();
    std::ignore = log.published();
  }
  while (log.journal().count("witness_failing") == 0) std::this_thread::yield();
  EXPECT_EQ(log.journal().count("witness_failing"), 1U);
  EXPECT_TRUE(contains(log.journal().entries().front().line, "witness=\"w3\""))
      << log.journal().entries().front().line;

  log.hall().behave("w3");
  log.grow();
  std::ignore = log.published();

  while (log.journal().count("witness_answers") == 0) std::this_thread::yield();
  EXPECT_EQ(log.journal().entries().size(), 2U);
}

TEST(WitnessQuorum, LetsTheCallerGoWhenItIsStopped) {
  WitnessedLedger log;
  std::ignore = log.published();
  log.grow();

  log.witnesses().stop();

  const auto outcome = log.publish();
  ASSERT_FALSE(outcome.has_value());
  EXPECT_EQ(outcome.error().code, Errc::read_only);
}

TEST(WitnessQuorum, AsksNobodyWhereThePolicyWantsNone) {
  support::TestLedger test;
  WitnessHall hall(1, support::test_log_key());
  const auto policy =
      value_of(WitnessPolicy::parse("log " + support::test_log_key().text() + "\nwitness w1 " +
                                    hall.key("w1").text() + "\nquorum none\n"));
  const auto witnesses = value_of(WitnessQuorum::open(*test.store, policy, support::test_log_key(),
                                                      hall.transport(), support::silent_journal()));

  EXPECT_FALSE(witnesses->is_needed());
  EXPECT_TRUE(witnesses->check_history().has_value());
  EXPECT_EQ(hall.calls("w1"), 0);
}

TEST(WitnessQuorum, RefusesAPolicyOfAnotherLogAndAWitnessWithoutAUrl) {
  support::TestLedger test;
  const WitnessHall hall(1, support::test_log_key());
  const std::string witness =
      "witness w " + some_key(3, crypto::NoteKeyType::cosignature).key.text();
  const std::string stranger = some_key(4, crypto::NoteKeyType::ed25519).key.text();
  const auto open = [&](const std::string& text) {
    const auto opened = WitnessQuorum::open(*test.store, value_of(WitnessPolicy::parse(text)),
                                            support::test_log_key(), {}, support::silent_journal());
    EXPECT_FALSE(opened.has_value());
    return opened ? Error{} : opened.error();
  };

  const Error foreign = open("log " + stranger + "\n" + witness + " http://w\nquorum w\n");
  const Error none = open(witness + " http://w\nquorum w\n");
  const Error without =
      open("log " + support::test_log_key().text() + "\n" + witness + "\nquorum w\n");

  EXPECT_EQ(foreign.code, Errc::foreign);
  EXPECT_TRUE(contains(foreign.detail, "log " + stranger)) << foreign.detail;
  EXPECT_EQ(none.code, Errc::foreign);
  EXPECT_EQ(without.code, Errc::corrupt);
  EXPECT_TRUE(contains(without.detail, witness)) << without.detail;
}

}  // namespace
}  // namespace pledgebook::ledger
