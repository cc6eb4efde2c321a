// SPDX-License-Identifier: Apache-2.0
// WitnessedLedger: a ledger in a temporary directory whose checkpoints three witnesses cosign.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "ledger/proof/checkpoint_files.h"
#include "ledger/proof/checkpoint_verdict.h"
#include "ledger/proof/publish/publisher.h"
#include "ledger/proof/publish/witness_quorum.h"
#include "tests/ledger/proof/witness_hall.h"
#include "tests/support/kept_journal.h"
#include "tests/support/test_ledger.h"

namespace pledgebook::ledger {

inline constexpr std::size_t kHeldBack = 6;  // statements that a test sends later

class WitnessedLedger {
 public:
  explicit WitnessedLedger(unsigned quorum = 2) : quorum_(quorum) {
    const std::size_t first = builder_.statements().size() - kHeldBack;
    for (; sent_ < first; ++sent_) send_next();
    open();
  }
  // As after a restart: all memory is on disk.
  void open() {
    publishing_.reset();
    witnesses_ = support::value_of(WitnessQuorum::open(
        *test_.store, hall_.policy(quorum_), support::test_log_key(), hall_.transport(), journal_));
    auto signer = support::value_of(
        LogSigner::open(*test_.store, support::test_log_key(), support::test_key("log")));
    publishing_ = support::value_of(
        Publishing::begin(*test_.store, *test_.sequencer, std::move(signer), witnesses_.get()));
  }
  Size grow() {
    send_next();
    ++sent_;
    return test_.sequencer->size();
  }
  Result<ReleasedPointer> publish() { return publishing_->publish(); }
  // Fails the test unless it was published, with the policy's quorum.
  Size published() {
    const ReleasedPointer released = support::value_of(publish());
    const CheckpointVerdict verdict =
        support::value_of(judge_checkpoint(released->note, hall_.policy(quorum_)));
    EXPECT_TRUE(verdict.is_valid());
    return released->note.checkpoint.size;
  }
  // Fails the test if anything is published; returns the reason.
  std::string refused() {
    const ReleasedPointer before = publishing_->released();
    const auto outcome = publish();
    EXPECT_FALSE(outcome.has_value());
    EXPECT_EQ(publishing_->released(), before);
    if (outcome) return {};
    EXPECT_EQ(outcome.error().code, Errc::unproven);
    return outcome.error().detail;
  }
  std::optional<CheckpointNote> signed_last() const {
    return support::value_of(CheckpointFiles(test_.store->directory()).read_signed());
  }

  // After it, the caller publishes.
  Publishing take_publishing() { return *std::exchange(publishing_, std::nullopt); }

  support::TestLedger& ledger() { return test_; }
  WitnessHall& hall() { return hall_; }
  WitnessQuorum& witnesses() { return *witnesses_; }
  // What the quorum has said.
  const support::KeptJournal& journal() const { return journal_; }
  std::size_t evidence() const {
    std::error_code error;
    const std::filesystem::directory_iterator files(test_.store->directory() / "evidence", error);
    return error ? 0 : static_cast<std::size_t>(std::distance(begin(files), end(files)));
  }

 private:
  void send_next() {
    std::ignore = support::send(*test_.sequencer, builder_.statements().at(sent_).signed_statement);
  }

  unsigned quorum_;
  support::LedgerBuilder builder_ = support::small_ledger(4);
  std::size_t sent_ = 0;
  support::TestLedger test_;
  WitnessHall hall_{3, support::test_log_key()};
  support::KeptJournal journal_;
  std::unique_ptr<WitnessQuorum> witnesses_;
  std::optional<Publishing> publishing_;
};

inline bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace pledgebook::ledger
