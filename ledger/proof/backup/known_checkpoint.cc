// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/backup/known_checkpoint.h"

#include <fmt/format.h>

#include "ledger/proof/publish/log_signer.h"

namespace pledgebook::ledger {

Result<void> check_covers(const Snapshot& snapshot, const KnownCheckpoint& known,
                          const LogKeys& log) {
  if (!is_signed_by(known.note, log).value_or(false)) {
    return std::unexpected(
        Error{Errc::unproven, fmt::format("the checkpoint that {} has is not signed by the log's "
                                          "key {}: it belongs to another log, or is damaged",
                                          known.holder, log.in_force().text())});
  }
  const auto extends = check_extends(snapshot, known.note.checkpoint);
  if (extends || extends.error().code != Errc::unproven) return extends;
  return std::unexpected(
      Error{Errc::unproven, fmt::format("{} has a checkpoint with records that this copy lacks: {}",
                                        known.holder, extends.error().detail)});
}

}  // namespace pledgebook::ledger
