// SPDX-License-Identifier: Apache-2.0
// Witness policies: the normal form of what is read is read as the same policy.
#include "ledger/proof/witness_policy.h"
#include "tests/fuzz/input.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pledgebook;
  if (const auto policy = ledger::WitnessPolicy::parse(fuzz::text_of(data, size))) {
    const auto again = ledger::WitnessPolicy::parse(policy->text());
    fuzz::promise(again && *again == *policy);
    fuzz::promise(again->text() == policy->text());
  }
  return 0;
}
