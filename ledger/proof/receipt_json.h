// SPDX-License-Identifier: Apache-2.0
// What a receipt says, for programs, as docs/VERIFYING.md describes it.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <string_view>

#include "ledger/log/record/record.h"
#include "ledger/proof/checkpoint_verdict.h"
#include "ledger/proof/receipt.h"

namespace pledgebook::ledger {

// How far a record has come. `durable`, before a checkpoint covers it, has no receipt.
enum class RecordStanding : std::uint8_t {
  published,  // under a checkpoint that the log alone has signed
  witnessed,  // under one that witnesses have cosigned
};
// By the lines of the checkpoint: of a receipt that nobody has judged yet.
[[nodiscard]] RecordStanding standing_of(const Receipt& receipt) noexcept;
// By the witnesses that a reader trusts.
[[nodiscard]] RecordStanding standing_of(const CheckpointVerdict& verdict) noexcept;
[[nodiscard]] std::string_view name_of(RecordStanding standing) noexcept;

// Of a receipt that was judged good.
[[nodiscard]] boost::json::object receipt_json(const Receipt& receipt, const Record& record,
                                               const CheckpointVerdict& verdict);
[[nodiscard]] boost::json::object bad_receipt_json(std::string_view what);

}  // namespace pledgebook::ledger
