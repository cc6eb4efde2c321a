// SPDX-License-Identifier: Apache-2.0
// A check of JSON against the schemas of an OpenAPI document, for the keywords that ours use
// (JSON Schema 2020-12). Stricter than the standard in two ways: a keyword that it does not know is
// an error, and so is a member of an object that no schema of this object names.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace pledgebook::support {

// The errors of `value`, each with its place; empty if it matches `schema`. References are resolved
// in `document`.
[[nodiscard]] std::vector<std::string> schema_errors(const boost::json::value& document,
                                                     const boost::json::value& schema,
                                                     const boost::json::value& value);

// The same for an answer of a route: its path is found among those of the document, and its status
// and content type among the path's answers. Only JSON is checked.
[[nodiscard]] std::vector<std::string> answer_errors(const boost::json::value& document,
                                                     std::string_view method, std::string_view path,
                                                     unsigned status, std::string_view content_type,
                                                     std::string_view body);

}  // namespace pledgebook::support
