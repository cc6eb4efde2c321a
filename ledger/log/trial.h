// SPDX-License-Identifier: Apache-2.0
// Trial: what admission would say of a statement before anybody signs it. Admission stops at the
// first fault; a person wants to see all of them at once.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "ledger/domain/rules/registry.h"
#include "ledger/domain/values/refusal.h"

namespace pledgebook::ledger {

// Why the statement would be refused if it came now, with valid signatures by these keys; empty if
// it would be accepted. The first is admission's own answer. Each later one is what admission says
// of the statement without the fields that the earlier ones name, so a fault that hangs together
// with another field may not show. `next` and `now`: of the record that it would become.
[[nodiscard]] std::vector<Refusal> trial(Registry& registry, std::string_view payload,
                                         std::span<const KeyId> keys, Index next, RecordedAt now);

}  // namespace pledgebook::ledger
