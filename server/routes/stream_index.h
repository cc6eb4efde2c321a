// SPDX-License-Identifier: Apache-2.0
// StreamIndex: which records each stream has, so that a signer can ask for the head of one and a
// reader for all of one. Made from the log when first asked and kept up on each question: it is
// never behind the snapshot that it is asked with, as read models may be.
//
// Memory: 8 bytes a record, some hundred a stream.
// Threads: any.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "ledger/domain/values/id.h"
#include "ledger/error.h"
#include "ledger/log/store/store.h"

namespace pledgebook::server {

class StreamIndex {
 public:
  // The store outlives the index.
  explicit StreamIndex(const ledger::Store& store) : store_(store) {}

  struct Part {
    std::vector<ledger::Index> records;  // in order, beyond `after`, at most `limit`
    std::uint64_t count = 0;             // of the whole stream
    std::optional<ledger::Index> last;   // of the whole stream
    ledger::Size size{};                 // of the log, at which this holds
  };
  [[nodiscard]] ledger::Result<Part> find(const std::string& stream,
                                          std::optional<ledger::Index> after, std::size_t limit);

 private:
  [[nodiscard]] ledger::Result<void> catch_up();
  [[nodiscard]] ledger::Result<bool> fold_page();

  const ledger::Store& store_;
  std::mutex folding_;  // one thread folds; taken before mutex_
  mutable std::shared_mutex mutex_;
  std::unordered_map<std::string, std::vector<ledger::Index>> streams_;
  ledger::Size size_{};
};

}  // namespace pledgebook::server
