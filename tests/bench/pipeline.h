// SPDX-License-Identifier: Apache-2.0
// A ledger in a temporary directory, used without a network.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "ledger/clock.h"
#include "ledger/journal_writer.h"
#include "ledger/log/sequencer.h"
#include "ledger/log/store/store.h"
#include "tests/bench/workload.h"

namespace pledgebook::bench {

// Streams of statements, in the order in which each is to be appended.
using Streams = std::vector<std::vector<ledger::SignedStatement>>;

// An empty directory that is removed at the end.
class Workplace {
 public:
  Workplace();
  ~Workplace();
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;
  [[nodiscard]] std::filesystem::path path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// A ledger with its first statements and its members. Ends the program with a sentence if it can't
// be made.
class BenchLedger {
 public:
  // `on_commit` is called for each commit, as for a server's projector.
  BenchLedger(const std::filesystem::path& directory, const Officers& officers, std::size_t members,
              std::function<void(const ledger::CommittedBatchPointer&)> on_commit = {})
      : BenchLedger(directory, make_foundation(officers, members), std::move(on_commit)) {}
  // The same with other first statements.
  BenchLedger(const std::filesystem::path& directory,
              std::vector<ledger::SignedStatement> foundation,
              std::function<void(const ledger::CommittedBatchPointer&)> on_commit);

  [[nodiscard]] ledger::Store& store() { return *store_; }
  [[nodiscard]] ledger::Sequencer& sequencer() { return *sequencer_; }
  [[nodiscard]] const ledger::Clock& clock() const { return clock_; }
  [[nodiscard]] ledger::Journal& journal() { return journal_; }
  [[nodiscard]] std::string name() const { return sequencer_->ledger_name(); }
  // Appends all, examined on every core; durable statements a second. Ends the program if one is
  // not accepted.
  double append(const Streams& streams);
  // Appends one, and waits until it is durable.
  void append(const ledger::SignedStatement& statement);
  // Like a restart of the program; after it `on_commit` is not called.
  void reopen();

 private:
  std::filesystem::path directory_;
  ledger::SystemClock clock_;
  ledger::JournalWriter journal_{clock_, ledger::JournalFormat::text, ledger::Severity::warning};
  std::unique_ptr<ledger::Store> store_;
  std::unique_ptr<ledger::Sequencer> sequencer_;
};

}  // namespace pledgebook::bench
