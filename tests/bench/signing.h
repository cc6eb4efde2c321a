// SPDX-License-Identifier: Apache-2.0
// StreamSigner: signs the statements of one stream in order. A statement's sid depends only on its
// bytes, so whole streams can be signed before the clock starts.
//
// Threads: one at a time for each stream.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/ed25519.h"
#include "ledger/domain/json/envelope.h"
#include "ledger/domain/json/statement.h"
#include "tests/bench/workload.h"

namespace pledgebook::bench {

// The `at` of the first statements.
[[nodiscard]] ledger::Instant first_day();

class StreamSigner {
 public:
  StreamSigner(std::string ledger, ledger::StreamId stream)
      : ledger_(std::move(ledger)), stream_(std::move(stream)) {}

  // By the operating party, with these keys.
  [[nodiscard]] ledger::SignedStatement sign(ledger::Body body, ledger::Instant at,
                                             const std::vector<const crypto::SecretKey*>& keys);
  // The last statement's sid.
  [[nodiscard]] const std::optional<ledger::Sid>& head() const { return prev_; }
  // After ledger.created: the name of the ledger in all later statements.
  void name_ledger();
  [[nodiscard]] const std::string& ledger() const { return ledger_; }

 private:
  std::string ledger_;
  ledger::StreamId stream_;
  std::optional<ledger::Sid> prev_;
};

// The governance stream of a new ledger with this profile, whose ledger.created is put into
// `statements`.
[[nodiscard]] StreamSigner create_ledger(const Officers& officers, std::string_view profile,
                                         std::vector<ledger::SignedStatement>& statements);
[[nodiscard]] ledger::PartyId member_id(std::size_t number);

// Calls `make(number)` for each number below `count`, on all cores.
void make_all(std::size_t count, const std::function<void(std::size_t)>& make);

}  // namespace pledgebook::bench
