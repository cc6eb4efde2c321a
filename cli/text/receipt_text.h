// SPDX-License-Identifier: Apache-2.0
// What a receipt shows, for people and for programs.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "ledger/log/record/record.h"
#include "ledger/proof/checkpoint_verdict.h"
#include "ledger/proof/receipt.h"
#include "ledger/proof/witness_policy.h"

namespace pledgebook::cli {

// How far a record has come. `durable`, before a checkpoint covers it, has no receipt.
enum class RecordStanding : std::uint8_t {
  published,  // under a checkpoint that the log alone has signed
  witnessed,  // under one that witnesses have cosigned
};
// By the lines of the checkpoint: of a receipt that nobody has judged yet.
[[nodiscard]] RecordStanding standing_of(const ledger::Receipt& receipt) noexcept;
// By the witnesses that a reader trusts.
[[nodiscard]] RecordStanding standing_of(const ledger::CheckpointVerdict& verdict) noexcept;
[[nodiscard]] std::string_view name_of(RecordStanding standing) noexcept;

// "report.submitted of pledge/p-1 by gha-gov", "the heads of 17 streams".
[[nodiscard]] std::string subject_of(const ledger::Record& record);

// Of a receipt that was judged good.
[[nodiscard]] std::string receipt_text(const ledger::Receipt& receipt, const ledger::Record& record,
                                       const ledger::CheckpointVerdict& verdict,
                                       const ledger::WitnessPolicy& policy);
// As docs/VERIFYING.md describes them.
[[nodiscard]] boost::json::object to_json(const ledger::Receipt& receipt,
                                          const ledger::Record& record,
                                          const ledger::CheckpointVerdict& verdict);
[[nodiscard]] boost::json::object bad_receipt_json(std::string_view what);

}  // namespace pledgebook::cli
