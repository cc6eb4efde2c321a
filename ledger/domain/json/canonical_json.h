// SPDX-License-Identifier: Apache-2.0
// Canonical JSON: RFC 8785 restricted to what statements may contain: integers only (|n| < 2^53),
// depth at most 8, no duplicate names, no lone surrogates. A statement's bytes must equal their own
// canonical form (docs/FORMAT.md, "Statement").
#pragma once

#include <boost/json/storage_ptr.hpp>
#include <boost/json/value.hpp>
#include <string>
#include <string_view>

#include "ledger/domain/values/refusal.h"

namespace pledgebook::ledger {

inline constexpr std::size_t kJsonDepthMax = 8;

// The canonical form: members sorted by their UTF-16 code units, no white space, minimal escapes.
// `value` holds no floating-point number (parse_json refuses them).
[[nodiscard]] std::string canonical_json(const boost::json::value& value);

// Parses JSON that need not be canonical. Refuses invalid JSON, too deep nesting, duplicate names,
// and numbers that are not integers below 2^53.
[[nodiscard]] Admitted<boost::json::value> parse_json(std::string_view text);

// Parses JSON whose bytes must be canonical; else refuses it as `not_canonical`, and names the
// first byte that differs.
// The value lives in `storage`.
[[nodiscard]] Admitted<boost::json::value> parse_canonical_json(
    std::string_view text, boost::json::storage_ptr storage = {});

// Parses the payload of a record. Its canonical form was checked at admission and is not checked
// again.
[[nodiscard]] Admitted<boost::json::value> parse_admitted_json(
    std::string_view text, boost::json::storage_ptr storage = {});

}  // namespace pledgebook::ledger
