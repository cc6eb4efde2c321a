// SPDX-License-Identifier: Apache-2.0
// Coalition: the signed statements of a register as large as Partner2Connect's may become, with
// the lists of its profile. No two pledges are alike: members, countries, focus areas, words,
// amounts and states vary, but in every run in the same way.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "ledger/domain/json/envelope.h"
#include "tests/bench/pipeline.h"
#include "tests/bench/workload.h"

namespace pledgebook::bench {

struct CoalitionScale {
  std::size_t members;
  std::size_t pledges;
  std::size_t reports;  // of a published pledge; one more waits
};

// ledger.created, the profile's lists, and the members.
[[nodiscard]] std::vector<ledger::SignedStatement> make_coalition(const Officers& officers,
                                                                  const CoalitionScale& scale);

struct CoalitionPledges {
  Streams streams;  // one a pledge: submitted, most published, some amended or withdrawn, reports
  std::vector<ledger::SignedStatement> reports;  // that wait, each on another pledge
};
[[nodiscard]] CoalitionPledges make_coalition_pledges(const std::string& ledger,
                                                      const Officers& officers,
                                                      const CoalitionScale& scale);

}  // namespace pledgebook::bench
