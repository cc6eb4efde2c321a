// SPDX-License-Identifier: Apache-2.0
// KeptJournal: a journal in memory, for tests that check its entries. Any thread.
#pragma once

#include <algorithm>
#include <mutex>
#include <string>
#include <vector>

#include "ledger/journal.h"
#include "ledger/journal_writer.h"

namespace pledgebook::support {

class KeptJournal final : public ledger::Journal {
 public:
  struct Entry {
    ledger::Severity severity{};
    std::string event;
    std::string line;  // with text and fields, at the epoch
  };

  [[nodiscard]] std::vector<Entry> entries() const {
    const std::lock_guard lock(mutex_);
    return entries_;
  }
  [[nodiscard]] std::size_t count(std::string_view event) const {
    const std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(std::ranges::count(entries_, event, &Entry::event));
  }

 private:
  void write(ledger::Severity severity, std::string_view event, std::string_view text,
             std::span<const ledger::JournalField> fields) override {
    const std::lock_guard lock(mutex_);
    entries_.push_back(
        {severity, std::string(event),
         journal_line(ledger::JournalFormat::text, {}, severity, event, text, fields)});
  }

  mutable std::mutex mutex_;
  std::vector<Entry> entries_;  // under mutex_
};

}  // namespace pledgebook::support
