// SPDX-License-Identifier: Apache-2.0
// RecordOutline: the statement's payload in a record's bytes (docs/FORMAT.md), without decoding or
// copying anything: for looking through many records of which few are wanted.
#pragma once

#include <optional>
#include <string_view>

namespace pledgebook::ledger {

// A view into `bytes`, which are a record of the log. Nothing for a heads record, nor where they
// end too early.
[[nodiscard]] std::optional<std::string_view> statement_payload(std::string_view bytes) noexcept;

}  // namespace pledgebook::ledger
