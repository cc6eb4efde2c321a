// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/values/refusal.h"

#include "ledger/domain/values/text.h"

namespace pledgebook::ledger {

std::string in_brief(const Refusal& refusal) {
  const std::string text = refusal.code + ": " + refusal.rule;
  return refusal.pointer.empty() ? text : text + " (" + shown(refusal.pointer) + ")";
}

}  // namespace pledgebook::ledger
