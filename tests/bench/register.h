// SPDX-License-Identifier: Apache-2.0
// Register: a ledger with many streams, as one that has been kept for years, and statements for it
// that wait to be appended while something is measured.
//
// Most pledges were submitted and published, and no more. Those of the other focus area have
// reports, too; they are what is exported. All members have pledges of both kinds, and the records
// of one pledge lie scattered over the log.
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
  // Appends so many reports, each on another pledge that is there; or so many pledges that are not.
  // Ends the program where too few wait.
  void append_reports(std::size_t count);
  void append_new_pledges(std::size_t count);
  // The next report that waits, which is to be appended next.
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
