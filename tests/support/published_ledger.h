// SPDX-License-Identifier: Apache-2.0
// PublishedLedger: a ledger on disk that tests write to, publish and reopen; its checkpoints are
// signed with the key "log".
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <span>

#include "ledger/proof/checkpoint.h"
#include "ledger/proof/publish/log_signer.h"
#include "ledger/proof/publish/publisher.h"
#include "tests/support/ledger_builder.h"
#include "tests/support/test_log.h"

namespace pledgebook::support {

[[nodiscard]] inline ledger::Result<ledger::LogSigner> open_signer(const ledger::Store& store) {
  return ledger::LogSigner::open(store, test_log_key(), test_key("log"));
}

class PublishedLedger {
 public:
  // Opens the ledger, or makes an empty one.
  explicit PublishedLedger(const std::filesystem::path& directory)
      : store_(std::filesystem::exists(directory / "FORMAT") ? open_store(directory)
                                                             : make_store(directory)),
        sequencer_(start_sequencer(*store_, clock_)) {}

  void add(std::span<const AcceptedStatement> statements) {
    for (const AcceptedStatement& each : statements) send(*sequencer_, each.signed_statement);
  }
  // Seals, signs and publishes the new records.
  ledger::Result<ledger::CheckpointNote> publish() {
    LEDGER_TRY(auto signer, open_signer(*store_));
    LEDGER_TRY(auto publishing,
               ledger::Publishing::begin(*store_, *sequencer_, std::move(signer), nullptr));
    LEDGER_TRY(const auto released, publishing.publish());
    return released->note;
  }
  [[nodiscard]] ledger::Store& store() noexcept { return *store_; }
  [[nodiscard]] ledger::Sequencer& sequencer() noexcept { return *sequencer_; }

 private:
  FakeClock clock_;
  std::unique_ptr<ledger::Store> store_;
  std::unique_ptr<ledger::Sequencer> sequencer_;
};

}  // namespace pledgebook::support
