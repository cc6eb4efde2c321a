// SPDX-License-Identifier: Apache-2.0
// How long pages take in a large register while statements are being appended.
#pragma once

#include <cstddef>

#include "tests/bench/coalition.h"
#include "tests/bench/figures.h"
#include "tests/bench/workload.h"

namespace pledgebook::bench {

struct PageTimesScale {
  CoalitionScale coalition;
  std::size_t requests;  // a page
};

void bench_pages(const Figures& figures, const Officers& officers, const PageTimesScale& scale);

}  // namespace pledgebook::bench
