// SPDX-License-Identifier: Apache-2.0
// JsonText: JSON laid out for people who edit it.
#pragma once

#include <boost/json/value.hpp>
#include <string>

namespace pledgebook::cli {

// A member or an item a line, two blanks deeper at each level.
[[nodiscard]] std::string laid_out(const boost::json::value& value);

}  // namespace pledgebook::cli
