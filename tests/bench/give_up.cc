// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/give_up.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>

namespace pledgebook::bench {

void give_up(const std::string& why) {
  fmt::print(stderr, "bench: {}\n", why);
  std::exit(1);
}

}  // namespace pledgebook::bench
