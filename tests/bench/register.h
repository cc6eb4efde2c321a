// SPDX-License-Identifier: Apache-2.0
// Register: a ledger with many streams, like one that is years old, and signed statements for it,
// to be appended during a measurement.
//
// Most pledges were only submitted and published. Those of the other focus area also have reports,
// and are exported. All members have pledges of both kinds, and the records of a pledge are spread
// over the log.
#pragma once

#include <cstddef>
#include <vector>

#include "ledger/domain/json/envelope.h"
#include "tests/bench/pipeline.h"
#include "tests/bench/workload.h"

namespace pledgebook::bench {

struct RegisterScale {
  std::size_t pledges;           // of all kinds but those that wait: each is a stream
  std::size_t exported_pledges;  // of them: with four reports each
  std::size_t reports;           // that wait
  std::size_t new_pledges;       // that wait
};

class Register {
 public:
  Register(const Officers& officers, std::size_t members, const RegisterScale& scale);

  [[nodiscard]] BenchLedger& ledger() { return ledger_; }
  // Appends this many reports, each on another existing pledge; or this many new pledges. Ends the
  // program if too few are left.
  void append_reports(std::size_t count);
  void append_new_pledges(std::size_t count);
  // The next report; append it next.
  [[nodiscard]] const ledger::SignedStatement& take_report();

 private:
  void append(const Streams& streams);

  Workplace workplace_;
  BenchLedger ledger_;
  std::vector<ledger::SignedStatement> reports_;  // in an order in which they can be appended
  std::vector<ledger::SignedStatement> new_pledges_;
  std::size_t next_report_ = 0;
  std::size_t next_pledge_ = 0;
};

}  // namespace pledgebook::bench
