// SPDX-License-Identifier: Apache-2.0
// A receipt as JSON, as docs/VERIFYING.md describes it.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <string_view>

#include "ledger/log/record/record.h"
#include "ledger/proof/checkpoint_verdict.h"
#include "ledger/proof/receipt.h"

namespace pledgebook::ledger {

// How far the record is published. Before a checkpoint covers it, it is only durable and has no
// receipt.
enum class RecordStanding : std::uint8_t {
  published,  // under a checkpoint with the log's signature only
  witnessed,  // under a checkpoint that witnesses have cosigned
};
// By the checkpoint's signature lines, for a receipt that is not verified yet.
[[nodiscard]] RecordStanding standing_of(const Receipt& receipt) noexcept;
// By the witnesses that a reader trusts.
[[nodiscard]] RecordStanding standing_of(const CheckpointVerdict& verdict) noexcept;
[[nodiscard]] std::string_view name_of(RecordStanding standing) noexcept;

// For a receipt that was verified.
[[nodiscard]] boost::json::object receipt_json(const Receipt& receipt, const Record& record,
                                               const CheckpointVerdict& verdict);
[[nodiscard]] boost::json::object bad_receipt_json(std::string_view what);

}  // namespace pledgebook::ledger
