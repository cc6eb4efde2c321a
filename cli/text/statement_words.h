// SPDX-License-Identifier: Apache-2.0
// StatementWords: what a statement says, for the person who signs, submits or reviews it: each
// field on a line, amounts also in words; and what it changes.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>

namespace pledgebook::cli {

// `payload` is a statement's JSON: its kind, stream, time and signers on a line, then its body's
// fields. For text that is no statement, one line says so.
[[nodiscard]] std::string statement_words(std::string_view payload);

// The fields of a body, a line each.
[[nodiscard]] std::string body_words(const boost::json::object& body);

// What differs between two bodies: for each field the old and the new value, for a list what is
// removed and added. Empty if nothing differs.
[[nodiscard]] std::string difference_words(const boost::json::object& before,
                                           const boost::json::object& after);

// `target` with a merge patch applied (RFC 7396).
[[nodiscard]] boost::json::object merged(boost::json::object target,
                                         const boost::json::object& patch);

}  // namespace pledgebook::cli
