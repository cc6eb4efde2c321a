// SPDX-License-Identifier: Apache-2.0
// Decoder: reads records of the log as statements. Several threads decode; the results come in
// order.
#pragma once

#include <memory>

#include "ledger/error.h"
#include "ledger/log/committed_batch.h"
#include "ledger/log/record/decoded_record.h"
#include "ledger/log/store/store.h"

namespace pledgebook::projections {

using ledger::DecodedRecord;

// Threads: one caller; the class has its own workers.
class Decoder {
 public:
  // Decodes records `from` to `to` - 1. Without workers, on the caller's thread.
  Decoder(const ledger::Store& store, ledger::Size from, ledger::Size to, unsigned workers);
  ~Decoder();
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  // The next records, in order; null at the end.
  [[nodiscard]] ledger::Result<ledger::CommittedBatchPointer> take();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace pledgebook::projections
