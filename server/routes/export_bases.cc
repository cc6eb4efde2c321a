// SPDX-License-Identifier: Apache-2.0
#include "server/routes/export_bases.h"

#include <string>

namespace pledgebook::server {

ledger::Result<std::shared_ptr<const ledger::ExportBasis>> ExportBases::basis() {
  const auto newest = [this]() -> ledger::Result<std::string> {
    if (const ledger::ReleasedPointer released = released_()) return released->bytes;
    return std::unexpected(
        ledger::Error{ledger::Errc::not_found, "no checkpoint has been published yet"});
  };
  const std::lock_guard lock(mutex_);
  LEDGER_TRY(const std::string note, newest());
  if (kept_ && kept_->note() == note) return kept_;
  kept_.reset();  // before the next one is loaded into memory
  LEDGER_TRY(kept_, ledger::ExportBasis::open_newest(store_, newest));
  return kept_;
}

}  // namespace pledgebook::server
