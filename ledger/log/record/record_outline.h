// SPDX-License-Identifier: Apache-2.0
// RecordOutline: finds the statement's payload in a record's bytes (docs/FORMAT.md) without
// decoding or copying, for scans that need few of the records.
#pragma once

#include <optional>
#include <string_view>

namespace pledgebook::ledger {

// A view into `bytes`, a record of the log. Nothing for a heads record, or if the bytes end too
// early.
[[nodiscard]] std::optional<std::string_view> statement_payload(std::string_view bytes) noexcept;

}  // namespace pledgebook::ledger
