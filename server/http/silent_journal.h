// SPDX-License-Identifier: Apache-2.0
// SilentJournal: writes nothing; for servers without an operator, in tests and benchmarks.
#pragma once

#include <span>
#include <string_view>

#include "ledger/journal.h"

namespace pledgebook::server {

class SilentJournal final : public ledger::Journal {
 private:
  void write(ledger::Severity, std::string_view, std::string_view,
             std::span<const ledger::JournalField>) override {}
};

}  // namespace pledgebook::server
