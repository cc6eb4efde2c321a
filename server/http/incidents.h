// SPDX-License-Identifier: Apache-2.0
// Incidents: writes what goes wrong while serving to the journal. The first incident of a kind is
// written at once. Those that follow closely are only counted, and their number is written later.
// "Closely" is a second at first, and twice as long after each entry, up to a minute: so a long
// flood makes one entry a minute. After a minute without any, it is a second again.
//
// Each has a reference of sixteen random hex digits, which the client gets too. Incidents that are
// counted together share it.
//
// Threads: the I/O thread only.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>

#include "ledger/clock.h"
#include "ledger/journal.h"

namespace pledgebook::server {

// Texts need to live for the call only. Event, code and route come from fixed sets of names.
struct Incident {
  ledger::Severity severity = ledger::Severity::warning;
  std::string_view event = {};  // "request_failed"
  std::string_view text = {};   // one sentence, with the remedy
  std::string_view code = {};   // "overloaded"; "" for none
  std::string_view route = {};  // its operation; "" for none
  std::string_view target = {};
  std::string_view cause = {};
  std::uint64_t milliseconds = 0;  // that it took; 0 if that does not matter
};

class Incidents {
 public:
  // Both outlive this.
  Incidents(ledger::Journal& journal, const ledger::Clock& clock)
      : journal_(journal), clock_(clock) {}

  // Returns the reference.
  std::string report(const Incident& incident);
  // Writes the counts of the kinds that have ended. Called once a sweep.
  void sweep();
  // Writes all counts, at the end.
  void close();

 private:
  using Kind = std::tuple<std::string, std::string, std::string>;  // event, code, route
  struct Series {
    std::string reference;
    std::uint64_t count = 0;
    std::uint64_t told = 0;  // of them
    std::chrono::steady_clock::time_point told_at;
    std::chrono::steady_clock::time_point last_at;
    std::chrono::seconds pause;  // after told_at
  };
  void tell(const Incident& incident, Series& series);
  void tell_count(const Kind& kind, Series& series);

  ledger::Journal& journal_;
  const ledger::Clock& clock_;
  std::map<Kind, Series> series_;
};

}  // namespace pledgebook::server
