// SPDX-License-Identifier: Apache-2.0
// WrittenLog: a log in a temporary directory, written record by record without signatures that
// verify: views fold admitted records, and only need to decode them.
#pragma once

#include <boost/json/object.hpp>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ledger/domain/kinds/party.h"
#include "ledger/log/record/record.h"
#include "ledger/log/store/store.h"
#include "tests/support/ledger_builder.h"
#include "tests/support/temporary_directory.h"

namespace pledgebook::projections {

// 32 bytes used as a public key, made from `seed`.
[[nodiscard]] ledger::PublicKeyBytes key_bytes(std::uint8_t seed);

// One statement to write. If `at` and `recorded_at` are not given, they continue from the last
// one's.
struct ToSay {
  std::string kind;
  std::string stream;
  std::string body = "{}";  // JSON
  std::string at = {};
  std::string signer = "bdt";
  std::vector<std::uint8_t> keys{1};  // of key_bytes
};

class WrittenLog {
 public:
  WrittenLog();

  // Writes it at the end, durable with the next flush.
  ledger::Sid say(const ToSay& said);
  void heads();
  // An admitted statement, at the next index, which must be its own.
  void add(const support::AcceptedStatement& accepted);
  // Appends all written records to `store()`.
  void flush();
  // Sets the ledger's clock; it advances a millisecond with each record.
  void set_clock(ledger::RecordedAt now) { now_ = now; }

  [[nodiscard]] ledger::Store& store() noexcept { return *store_; }
  [[nodiscard]] const std::filesystem::path& directory() const noexcept {
    return directory_.path();
  }
  [[nodiscard]] std::uint64_t size() const noexcept { return next_; }
  [[nodiscard]] ledger::RecordedAt now() const noexcept { return now_; }

  // ledger.created with the operator `bdt` and the keys 1 (registrar) and 2 (auditor).
  void begin();

 private:
  void add(const ledger::Record& record);

  support::TemporaryDirectory directory_;
  std::unique_ptr<ledger::Store> store_;
  ledger::Tail tail_;
  std::vector<std::string> pending_;
  std::uint64_t next_ = 0;
  crypto::Hash last_leaf_;
  ledger::RecordedAt now_;
  std::string at_ = "2022-01-01T00:00:00Z";
  std::unordered_map<std::string, ledger::Sid> heads_;
};

}  // namespace pledgebook::projections
