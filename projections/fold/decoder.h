// SPDX-License-Identifier: Apache-2.0
// Decoder: records of the log as statements, decoded by several threads and handed out in order.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "crypto/hash.h"
#include "ledger/domain/json/envelope.h"
#include "ledger/domain/json/statement.h"
#include "ledger/error.h"
#include "ledger/log/store/store.h"

namespace pledgebook::projections {

struct DecodedRecord {
  ledger::Index index{};
  ledger::RecordedAt recorded_at{};
  // Nothing for a heads record.
  std::optional<ledger::Statement> statement;
  ledger::Sid sid;
  std::vector<ledger::KeySignature> signatures;
};

struct DecodedChunk {
  std::vector<DecodedRecord> records;
  crypto::Hash last_leaf;  // of the last of them
};

// One record. Errc::corrupt, with its index, where the log holds what it can't hold.
[[nodiscard]] ledger::Result<DecodedRecord> decode(ledger::Index index, std::string_view bytes);

// Threads: one takes; the workers are its own.
class Decoder {
 public:
  // Decodes records `from` to `to` - 1. With no workers, on the thread that takes.
  Decoder(const ledger::Store& store, ledger::Size from, ledger::Size to, unsigned workers);
  ~Decoder();
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  // The next records, in order; nothing at the end.
  [[nodiscard]] ledger::Result<std::optional<DecodedChunk>> take();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace pledgebook::projections
