// SPDX-License-Identifier: Apache-2.0
// DirectorySource: a log in a ledger's directory on this machine, which may be served meanwhile.
//
// Threads: one at a time.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "ledger/log/store/store.h"
#include "ledger/proof/follow/log_source.h"

namespace pledgebook::ledger {

class DirectorySource final : public LogSource {
 public:
  // The store, open for reading, outlives the source.
  explicit DirectorySource(const Store& store) : store_(store) {}

  [[nodiscard]] std::string name() const override { return store_.directory().string(); }
  [[nodiscard]] Result<std::string> checkpoint() override;
  [[nodiscard]] Result<std::vector<std::string>> records(Index first, Size size) override;
  [[nodiscard]] Result<PrefixProof> prefix(Size from, Size to) override;

 private:
  const Store& store_;
};

}  // namespace pledgebook::ledger
