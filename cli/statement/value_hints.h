// SPDX-License-Identifier: Apache-2.0
// ValueHints: what a person most likely meant by a value that the ledger refuses. A hint is a
// clause for an error, such as "write three letters: SEN (Senegal)"; empty if there is none. Pure.
#pragma once

#include <string>
#include <string_view>

#include "ledger/domain/rules/registry.h"

namespace pledgebook::cli {

// "SN", "sen" or "Senegal": the alpha-3 code.
[[nodiscard]] std::string country_hint(std::string_view text);
// "01/12/2026", "1.12.2026": the day as YYYY-MM-DD, both readings if there are two.
[[nodiscard]] std::string day_hint(std::string_view text);
// The items of the published lists, and the nearest of them: "one of 1 to 17". `lists` as in
// BodyFlag.
[[nodiscard]] std::string item_hint(std::string_view text, std::string_view lists,
                                    const ledger::Governance& governance);

}  // namespace pledgebook::cli
