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

// Calls `print`.
template <class Print>
[[nodiscard]] Outcome<void> read_answer(Print print) {
  try {
    print();
    return {};
  } catch (const boost::system::system_error&) {
  } catch (const std::invalid_argument&) {
  } catch (const std::out_of_range&) {
  }
  return unavailable(
      "the server answered what is not understood: is it of the same version as this program?");
}

}  // namespace pledgebook::cli
