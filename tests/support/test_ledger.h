// SPDX-License-Identifier: Apache-2.0
// TestLedger: a ledger on disk that tests write to and reopen.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <utility>

#include "ledger/log/audit.h"
#include "ledger/log/sequencer.h"
#include "ledger/log/store/store.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/test_log.h"

namespace pledgebook::support {

// An empty ledger, its clock, and a sequencer on it.
struct TestLedger {
  explicit TestLedger(ledger::Sequencer::Options options = {})
      : sequencer(start_sequencer(*store, clock, std::move(options))) {}

  void reopen() {
    sequencer.reset();
    store.reset();
    store = open_store(directory.path() / "ledger");
    sequencer = start_sequencer(*store, clock);
  }
  void expect_sound() const {
    const ledger::AuditReport report = value_of(ledger::audit(*store, {.threads = 1}));
    EXPECT_FALSE(report.finding.has_value()) << report.finding->reason;
  }

  TemporaryDirectory directory;
  FakeClock clock;
  std::unique_ptr<ledger::Store> store = make_store(directory.path() / "ledger");
  std::unique_ptr<ledger::Sequencer> sequencer;
};

}  // namespace pledgebook::support
