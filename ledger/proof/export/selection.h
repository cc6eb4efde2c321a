// SPDX-License-Identifier: Apache-2.0
// Selection: what an export is asked for, and which streams follow from it (docs/FORMAT.md,
// "Export"). Whoever makes an export and whoever verifies one go by the same three functions: where
// to begin, what a statement brings with it, and nothing else.
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

// The id of any stream, an index stream too: `governance`, or one of `pledge/`, `party/`, `keys/`,
// `by/`, `of/`, `area/` and an id.
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

// The streams that are selected, in order; `governance` is among them always, as nothing can be
// judged without it. None of Everything, which is not made of streams.
[[nodiscard]] std::vector<std::string> selected_streams(const Selection& selection);

// The streams that a statement brings into an export besides: its own, and `keys/` and `party/` of
// each party on which the right to make it may hang: its signers, the member on whose behalf it was
// entered, and whose party or keys it is about. In order, each once.
[[nodiscard]] std::vector<std::string> streams_behind(const Statement& statement);

}  // namespace pledgebook::ledger
