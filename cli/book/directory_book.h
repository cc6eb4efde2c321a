// SPDX-License-Identifier: Apache-2.0
// DirectoryBook: a ledger in a directory of this machine.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "cli/book/book.h"
#include "ledger/clock.h"
#include "ledger/journal_writer.h"
#include "ledger/log/ledger_reader.h"
#include "ledger/log/sequencer.h"
#include "ledger/log/store/store.h"

namespace pledgebook::cli {

// A ledger's store, for commands that need more than a Book offers.
[[nodiscard]] Outcome<std::unique_ptr<ledger::Store>> open_store(
    const std::string& directory, ledger::Access access = ledger::Access::read);

class DirectoryBook final : public Book {
 public:
  enum class ClockCheck : std::uint8_t { strict, accept };
  // For writing, it holds the ledger's lock and runs a sequencer as long as it exists. `clock`
  // outlives it and gives the records their time; null: the machine's.
  [[nodiscard]] static Outcome<std::unique_ptr<DirectoryBook>> open(
      const std::string& directory, Purpose purpose, ClockCheck clock_check,
      const ledger::Clock* clock = nullptr);
  // Uses a store that is already open for writing, such as that of a new ledger.
  [[nodiscard]] static Outcome<std::unique_ptr<DirectoryBook>> take(
      std::unique_ptr<ledger::Store> store, ClockCheck clock_check,
      const ledger::Clock* clock = nullptr);

  [[nodiscard]] Outcome<std::string> ledger() override;
  [[nodiscard]] Outcome<std::optional<KeyHolder>> holder(const ledger::KeyId& id) override;
  [[nodiscard]] Outcome<bool> has_active_key(const ledger::PartyId& party) override;
  [[nodiscard]] Outcome<std::optional<ledger::Sid>> head(const ledger::StreamId& stream) override;
  [[nodiscard]] Outcome<std::vector<BookEntry>> stream(const ledger::StreamId& stream) override;
  [[nodiscard]] Outcome<std::uint64_t> size() override;
  [[nodiscard]] Outcome<std::vector<BookEntry>> records(std::uint64_t first,
                                                        std::uint64_t limit) override;
  [[nodiscard]] Outcome<std::string> receipt(ledger::Index index) override;
  [[nodiscard]] Outcome<std::vector<ledger::Refusal>> would_refuse(
      const std::string& payload, const std::vector<ledger::KeyId>& keys) override;
  void submit(ledger::SignedStatement statement, Done done) override;
  [[nodiscard]] Outcome<boost::json::object> ask(std::string_view what,
                                                 const Parameters& parameters) override;

 private:
  explicit DirectoryBook(std::unique_ptr<ledger::Store> store) : store_(std::move(store)) {}
  // A snapshot of the ledger. Release it with the answer: while it is held, appends take new pages,
  // and the file never shrinks.
  [[nodiscard]] Outcome<ledger::LedgerReader> reader() const;

  ledger::SystemClock machine_clock_;
  ledger::JournalWriter journal_{machine_clock_, ledger::JournalFormat::text,
                                 ledger::Severity::warning};
  std::unique_ptr<ledger::Store> store_;
  std::unique_ptr<ledger::Sequencer> sequencer_;  // null: opened for reading
};

}  // namespace pledgebook::cli
