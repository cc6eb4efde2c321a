// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/json/statement_outline.h"

namespace pledgebook::ledger {
namespace {

// The text that follows at `begin` up to the next quote.
std::optional<std::string_view> text_at(std::string_view payload, std::size_t begin) {
  const std::size_t end = payload.find('"', begin);
  if (end == std::string_view::npos) return std::nullopt;
  return payload.substr(begin, end - begin);
}

// The last member of this name: in a statement the one of the outermost object.
std::optional<std::string_view> last_text(std::string_view payload, std::string_view opening) {
  const std::size_t found = payload.rfind(opening);
  if (found == std::string_view::npos) return std::nullopt;
  return text_at(payload, found + opening.size());
}

std::optional<std::string_view> first_text(std::string_view payload, std::string_view opening) {
  const std::size_t found = payload.find(opening);
  if (found == std::string_view::npos) return std::nullopt;
  return text_at(payload, found + opening.size());
}

}  // namespace

std::optional<StatementOutline> outline(std::string_view payload) {
  const auto kind = last_text(payload, ",\"kind\":\"");
  const auto stream = last_text(payload, ",\"stream\":\"");
  // Before it stands at most "anchor", which holds a hash and a number.
  const auto at = first_text(payload, "\"at\":\"");
  if (!kind || !stream || !at) return std::nullopt;
  return StatementOutline{*kind, *stream, *at};
}

}  // namespace pledgebook::ledger
