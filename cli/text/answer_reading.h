// SPDX-License-Identifier: Apache-2.0
// AnswerReading: printing a read model's JSON, which a server may send in another form. The readers
// of cli/text require members (`at`, `as_array`); Boost.JSON throws for another form, and the
// exception is caught here and becomes a failure of the server.
//
// Any thread.
#pragma once

#include <boost/system/system_error.hpp>
#include <stdexcept>

#include "cli/shell/outcome.h"

namespace pledgebook::cli {

[[nodiscard]] inline std::unexpected<Failure> not_understood() {
  return unavailable(
      "the server's answer has an unknown format: use the same version of the program");
}

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
