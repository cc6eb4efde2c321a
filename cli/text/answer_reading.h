// SPDX-License-Identifier: Apache-2.0
// AnswerReading: printing from a read model's JSON that a server may have sent in another shape.
// The readers of cli/text take members as they must be (`at`, `as_array`); Boost.JSON reports
// another shape by exceptions, which end here, as a failure of the server.
//
// Any thread.
#pragma once

#include <boost/system/system_error.hpp>
#include <stdexcept>

#include "cli/shell/outcome.h"

namespace pledgebook::cli {

[[nodiscard]] inline std::unexpected<Failure> not_understood() {
  return unavailable(
      "the server's answer is not understood: is it of the same version as this program?");
}

// Calls `print`.
template <class Print>
[[nodiscard]] Outcome<void> read_answer(Print print) {
  try {
    print();
    return {};
  } catch (const boost::system::system_error&) {
    return not_understood();
  } catch (const std::invalid_argument&) {
    return not_understood();
  } catch (const std::out_of_range&) {
    return not_understood();
  }
}

}  // namespace pledgebook::cli
