// SPDX-License-Identifier: Apache-2.0
// StatementOutline: where the parts of a statement are in its canonical bytes, found without
// parsing them. Canonical JSON sorts the names of fields ("anchor", "at", "body", "kind", "ledger",
// "prev", "signers", "stream", "v"), and a quote inside a text is always escaped, so that no text
// can imitate a field.
#pragma once

#include <optional>
#include <string_view>

namespace pledgebook::ledger {

// Views into the payload.
struct StatementOutline {
  std::string_view at;
  std::string_view body;  // JSON
  std::string_view kind;
  std::string_view signers;  // JSON: ["a","b"]
  std::string_view stream;
};

// The outline of an admitted statement. Other bytes give nothing, or a meaningless outline.
[[nodiscard]] std::optional<StatementOutline> outline(std::string_view payload) noexcept;

}  // namespace pledgebook::ledger
