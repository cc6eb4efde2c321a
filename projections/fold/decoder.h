// SPDX-License-Identifier: Apache-2.0
// Decoder: records of the log as statements, decoded by several threads and handed out in order.
#pragma once

#include <memory>

#include "ledger/error.h"
#include "ledger/log/committed_batch.h"
#include "ledger/log/record/decoded_record.h"
#include "ledger/log/store/store.h"

namespace pledgebook::projections {

using ledger::DecodedRecord;

// Threads: one takes; the workers are its own.
class Decoder {
 public:
  // Decodes records `from` to `to` - 1. With no workers, on the thread that takes.
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
