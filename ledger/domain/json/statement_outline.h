// SPDX-License-Identifier: Apache-2.0
// StatementOutline: a recorded statement's kind, stream and time, read from its canonical bytes
// without decoding the body. Canonical JSON sorts names, so the fields after `body` are at known
// places: "kind", "ledger", "prev", "signers", "stream", "v"; and a quote inside a text is always
// escaped, so that no text can imitate a field.
#pragma once

#include <optional>
#include <string_view>

namespace pledgebook::ledger {

struct StatementOutline {
  std::string_view kind;
  std::string_view stream;
  std::string_view at;
};

// Views into `payload`, which is a statement that was admitted. Other bytes give nothing, or a
// wrong result: they are not fully checked.
[[nodiscard]] std::optional<StatementOutline> outline(std::string_view payload);

}  // namespace pledgebook::ledger
