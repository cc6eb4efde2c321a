// SPDX-License-Identifier: Apache-2.0
// JSON in tests: written as raw strings, changed a member at a time. Bad JSON fails the test.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <initializer_list>
#include <string_view>

namespace pledgebook::support {

// Any JSON, floating-point numbers too.
[[nodiscard]] boost::json::value json_of(std::string_view text);
[[nodiscard]] boost::json::object object_of(std::string_view text);

// `object` after a JSON merge patch (RFC 7396): `changed(body, R"({"end":null})")`.
[[nodiscard]] boost::json::object changed(boost::json::object object, std::string_view patch);

}  // namespace pledgebook::support
