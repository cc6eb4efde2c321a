// SPDX-License-Identifier: Apache-2.0
// A ledger with very many streams: what one more of them costs.
#pragma once

#include <cstddef>

#include "tests/bench/figures.h"
#include "tests/bench/workload.h"

namespace pledgebook::bench {

struct ManyStreams {
  std::size_t streams;  // before the measurement, a party's each
  std::size_t rounds;
};

// From submitting the first statement of a new stream until the checkpoint that covers it is signed
// and released, without witnesses; one after another. The goal for a million streams: 20 ms at the
// 99th percentile.
void bench_many_streams(const Figures& figures, const Officers& officers, const ManyStreams& scale);

}  // namespace pledgebook::bench
