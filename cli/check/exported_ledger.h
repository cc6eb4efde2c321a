// SPDX-License-Identifier: Apache-2.0
// ExportedLedger: the read models of an export that was verified, so that figures can be taken from
// the file alone. They are those of the ledger at the export's checkpoint, of what was selected.
#pragma once

#include <boost/json/object.hpp>
#include <memory>
#include <string>
#include <string_view>

#include "cli/book/book.h"
#include "cli/shell/outcome.h"
#include "cli/shell/temporary_directory.h"
#include "ledger/proof/verify/verdict.h"
#include "ledger/proof/witness_policy.h"

namespace pledgebook::cli {

class ExportedLedger {
 public:
  // Verifies the file, and then reads its records into a temporary ledger. Status no if the export
  // is not authentic and complete. The file is read twice: standard input is refused.
  [[nodiscard]] static Outcome<ExportedLedger> open(const std::string& file,
                                                    const ledger::WitnessPolicy& policy);

  [[nodiscard]] const ledger::Verdict& verdict() const noexcept { return verdict_; }
  [[nodiscard]] Book& book() noexcept { return *book_; }

 private:
  ExportedLedger(TemporaryDirectory directory, ledger::Verdict verdict)
      : directory_(std::move(directory)), verdict_(std::move(verdict)) {}

  TemporaryDirectory directory_;  // outlives the book
  ledger::Verdict verdict_;
  std::unique_ptr<Book> book_;
};

}  // namespace pledgebook::cli
