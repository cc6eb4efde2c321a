// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/values/refusal.h"

#include "ledger/domain/values/text.h"

namespace pledgebook::ledger {

std::string in_brief(const Refusal& refusal) {
  if (refusal.pointer.empty()) return refusal.rule;
  return refusal.rule + " (" + shown(refusal.pointer) + ")";
}

}  // namespace pledgebook::ledger
