// SPDX-License-Identifier: Apache-2.0
// Witness policies: the normal form of a policy is read as the same policy.
#include "ledger/proof/witness_policy.h"
#include "tests/fuzz/input.h"

namespace pledgebook {

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto policy = ledger::WitnessPolicy::parse(fuzz::text_of(data, size));
  if (!policy) {
    fuzz::promise_sentence(policy.error().detail);
    return 0;
  }
  const auto again = ledger::WitnessPolicy::parse(policy->text());
  fuzz::promise(again && *again == *policy);
  fuzz::promise(again->text() == policy->text());
  return 0;
}

}  // namespace pledgebook
