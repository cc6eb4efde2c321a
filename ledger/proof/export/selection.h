// SPDX-License-Identifier: Apache-2.0
// Selection: what an export is asked for, and the streams that it must have (docs/FORMAT.md,
// "Export"). Exporter and verifier use the same three functions: which streams to begin with, which
// ones a statement adds, and nothing else.
//
// Any thread.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ledger/domain/json/statement.h"
#include "ledger/domain/values/id.h"
#include "ledger/error.h"

namespace pledgebook::ledger {

// The id of any stream, also of an index stream: `governance`, or one of `pledge/`, `party/`,
// `keys/`, `by/`, `of/`, `area/` followed by an id.
class StreamName {
 public:
  [[nodiscard]] static std::optional<StreamName> parse(std::string_view text);
  [[nodiscard]] const std::string& text() const noexcept { return text_; }

  friend bool operator==(const StreamName&, const StreamName&) = default;
  friend auto operator<=>(const StreamName&, const StreamName&) = default;

 private:
  explicit StreamName(std::string_view text) : text_(text) {}
  std::string text_;
};

struct OfMember {
  PartyId member;
  friend bool operator==(const OfMember&, const OfMember&) = default;
};
struct OfFocusArea {
  ItemId focus_area;
  friend bool operator==(const OfFocusArea&, const OfFocusArea&) = default;
};
struct Everything {
  friend bool operator==(const Everything&, const Everything&) = default;
};
using Selection = std::variant<StreamName, OfMember, OfFocusArea, Everything>;

// {"stream": …}, {"member": …}, {"focus_area": …} or {"all": true}.
[[nodiscard]] boost::json::object write_selection(const Selection& selection);
// Errc::corrupt for anything else.
[[nodiscard]] Result<Selection> read_selection(const boost::json::value& value);

// The selected streams, in order; `governance` is always one of them, because nothing can be judged
// without it. None for Everything, which is not made of streams.
[[nodiscard]] std::vector<std::string> selected_streams(const Selection& selection);

// The streams that a statement adds to an export: its own, and `keys/` and `party/` of each party
// that the right to make it may depend on: its signers, the member on whose behalf it was entered,
// and the party that it is about. In order, each once.
[[nodiscard]] std::vector<std::string> streams_behind(const Statement& statement);

}  // namespace pledgebook::ledger
