// SPDX-License-Identifier: Apache-2.0
// Incidents: what goes wrong while serving, as the journal is told of it. The first of a kind is
// told at once, those that follow closely are counted, and their number is told later. "Closely" is
// a second at first, and twice as long after each entry, up to a minute: so a flood that lasts
// makes one entry a minute. After a minute without any, all is as at first.
//
// Each has a reference, sixteen random hex digits, which the client is told too; incidents that
// are counted together share it.
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

// Texts are views for the call only. Event, code and route are of closed sets of names.
struct Incident {
  ledger::Severity severity = ledger::Severity::warning;
  std::string_view event = {};  // "request_failed"
  std::string_view text = {};   // one sentence, with the remedy
  std::string_view code = {};   // "overloaded"; "" for none
  std::string_view route = {};  // its operation; "" where it is about none
  std::string_view target = {};
  std::string_view cause = {};
  std::uint64_t milliseconds = 0;  // that it took; 0 where that says nothing
};

class Incidents {
 public:
  // Both outlive this.
  Incidents(ledger::Journal& journal, const ledger::Clock& clock)
      : journal_(journal), clock_(clock) {}

  // The reference.
  std::string report(const Incident& incident);
  // Tells the numbers of those that have ended. Once a sweep.
  void sweep();
  // Of all, at the end.
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
