// SPDX-License-Identifier: Apache-2.0
// JSON diff: the changes between two versions of a body, for people.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

namespace pledgebook::projections {

// [{"path", "old", "new"}], with paths as JSON pointers (RFC 6901) in the order of members; null if
// one side has no value. Arrays of equal length are compared item by item, others as a whole.
[[nodiscard]] boost::json::array diff(const boost::json::value& before,
                                      const boost::json::value& after);

}  // namespace pledgebook::projections
