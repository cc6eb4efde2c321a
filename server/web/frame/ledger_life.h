// SPDX-License-Identifier: Apache-2.0
// LedgerLife: the ledger's title, when it began, and how many records each month has: what the band
// on every page shows. Months that are over are read once.
//
// Threads: any.
#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "ledger/domain/values/timestamp.h"
#include "ledger/error.h"
#include "ledger/log/store/store.h"

namespace pledgebook::server {

struct Life {
  std::string title;  // as in ledger.created
  ledger::RecordedAt first{};
  ledger::RecordedAt last{};
  // Records of each month, from that of the first record to that of the last.
  std::vector<std::uint64_t> months;
  [[nodiscard]] std::chrono::year_month first_month() const;
};

class LedgerLife {
 public:
  // The store outlives this.
  explicit LedgerLife(const ledger::Store& store) : store_(store) {}

  // Of the first `size` records; nothing for an empty log.
  [[nodiscard]] ledger::Result<std::optional<Life>> of(ledger::Size size);

 private:
  const ledger::Store& store_;
  std::mutex mutex_;
  std::optional<std::string> title_;
  ledger::RecordedAt first_{};
  std::vector<std::uint64_t> ends_;  // records up to the end of each month that is over
};

}  // namespace pledgebook::server
