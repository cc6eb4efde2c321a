// SPDX-License-Identifier: Apache-2.0
// StatementParts: where the parts of a statement's canonical bytes stand. RFC 8785 fixes the order
// of members, and a quote inside a string is escaped, so that they can be found without parsing.
#pragma once

#include <optional>
#include <string_view>

#include "crypto/hash.h"

namespace pledgebook::cli {

// Views of the payload.
struct StatementParts {
  std::string_view at;
  std::string_view body;  // JSON
  std::string_view kind;
  std::string_view signers;  // JSON: ["a","b"]
  std::string_view stream;
};

// Nothing where the payload is not laid out as a statement.
[[nodiscard]] std::optional<StatementParts> find_parts(std::string_view payload) noexcept;

// SHA-256 over kind, stream, at, body and signers: equal for a line of an import and the statement
// that was made of it, whatever its place in the stream and the ledger.
[[nodiscard]] crypto::Hash fingerprint(const StatementParts& parts) noexcept;

}  // namespace pledgebook::cli
