// SPDX-License-Identifier: Apache-2.0
// Nearest: the word that a mistyped one most likely meant. Any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace pledgebook::ledger {

// The candidate that `word` most likely meant; empty if none is near. The view is into the
// candidates.
[[nodiscard]] std::string_view nearest(std::string_view word,
                                       std::span<const std::string> candidates);

}  // namespace pledgebook::ledger
