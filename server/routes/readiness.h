// SPDX-License-Identifier: Apache-2.0
// Readiness: whether the ledger can be read and written, and why not. Checks that need the disk run
// once a sweep, on a lane; /readyz itself never waits.
//
// Threads: the I/O thread only, but look(), before it runs.
#pragma once

#include <optional>
#include <string>

#include "ledger/journal.h"
#include "server/http/http_context.h"
#include "server/http/problem.h"
#include "server/routes/services.h"

namespace pledgebook::server {

class Readiness {
 public:
  // Both outlive this.
  Readiness(const Services& services, ledger::Journal& journal)
      : services_(services), journal_(journal) {}

  // The reason why it is not ready, or nothing.
  [[nodiscard]] std::optional<Problem> why_not() const;
  // Checks at once whether the log and the views can be opened.
  void look() { unreadable_ = find_unreadable(services_); }
  // Checks again, on a lane, and writes changes to the journal.
  void sweep(HttpContext& context);

 private:
  [[nodiscard]] static std::optional<Problem> find_unreadable(const Services& services);
  void tell();

  const Services& services_;
  ledger::Journal& journal_;
  std::optional<Problem> unreadable_;
  bool is_looking_ = false;
  std::optional<std::string>
      told_;  // the last code written, "" for ready; nothing before the first
};

}  // namespace pledgebook::server
