// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/verify/export_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "ledger/domain/values/text.h"
#include "ledger/proof/export/export_items.h"

namespace pledgebook::ledger {
namespace {

using Kind = ExportItem::Kind;

constexpr int kDepthMax = 8;
constexpr std::size_t kNameBytesMax = 16;
constexpr std::size_t kRunBytes = 512;
constexpr std::string_view kTooMuchSpace = "there is too much white space";

struct MemberName {
  std::string_view text;
  Kind kind;
};
constexpr std::array<MemberName, 6> kMembers{{{"\"v\"", Kind::version},
                                              {"\"selection\"", Kind::selection},
                                              {"\"checkpoint\"", Kind::checkpoint},
                                              {"\"heads\"", Kind::heads},
                                              {"\"records\"", Kind::record},
                                              {"\"streams\"", Kind::stream}}};

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool is_list(Kind kind) { return kind == Kind::record || kind == Kind::stream; }

// The members that may be missing: an export of everything has no heads and no streams.
bool may_follow(Kind before, Kind kind) {
  if (before == Kind::checkpoint && kind == Kind::record) return true;
  return std::to_underlying(kind) == std::to_underlying(before) + 1;
}

}  // namespace

Result<ExportItem> ExportReader::next() {
  switch (state_) {
    case State::begin:
      return begin();
    case State::members:
      return next_member();
    case State::list:
      return next_element();
    case State::end:
      break;
  }
  return ExportItem{Kind::end, offset(), {}};
}

Result<ExportItem> ExportReader::begin() {
  if (peek_behind_space() != '{') return fail("not an export: an export begins with {");
  take();
  LEDGER_TRY(const Kind kind, take_name());
  if (kind != Kind::version) return fail("not an export: the first field of an export is \"v\"");
  state_ = State::members;
  return take_item();
}

Result<ExportItem> ExportReader::next_member() {
  const std::optional<char> c = peek_behind_space();
  if (c == '}') return finish();
  LEDGER_CHECK(take_byte(','));
  LEDGER_TRY(const Kind kind, take_name());
  if (!may_follow(kind_, kind)) {
    return fail(
        "the fields of an export must be v, selection, checkpoint, heads, records and streams, in "
        "this order");
  }
  kind_ = kind;
  if (!is_list(kind)) return take_item();
  LEDGER_CHECK(take_byte('['));
  state_ = State::list;
  is_first_element_ = true;
  return next_element();
}

Result<ExportItem> ExportReader::next_element() {
  const bool is_first = std::exchange(is_first_element_, false);
  if (peek_behind_space() == ']') {
    take();
    state_ = State::members;
    return next_member();
  }
  if (!is_first) LEDGER_CHECK(take_byte(','));
  return take_item();
}

Result<ExportItem> ExportReader::finish() {
  if (!is_list(kind_)) return fail("the export ends before its records");
  take();
  if (peek_behind_space()) return fail("there is text after the end of the export");
  if (failure_) return fail({});
  state_ = State::end;
  return next();
}

Result<Kind> ExportReader::take_name() {
  if (peek_behind_space() != '"') return fail("a field name is expected here");
  std::string name;
  LEDGER_CHECK(take_string(name));
  LEDGER_CHECK(take_byte(':'));
  const auto* member = std::ranges::find(kMembers, name, &MemberName::text);
  if (member != kMembers.end()) return member->kind;
  return fail(fmt::format("unknown field{}", name.size() > kNameBytesMax ? "" : " " + shown(name)));
}

Result<ExportItem> ExportReader::take_item() {
  const std::optional<char> c = peek_behind_space();
  ExportItem item{kind_, offset(), {}};
  if (!c) return fail("the export ends too early");
  if (*c == '"') {
    LEDGER_CHECK(take_string(item.text));
  } else if (*c == '{' || *c == '[') {
    LEDGER_CHECK(take_nested(item.text));
  } else {
    LEDGER_CHECK(take_scalar(item.text));
  }
  return item;
}

// Finds only the string's end: a quote after a backslash that counts is not the end.
Result<void> ExportReader::take_string(std::string& text) {
  text += take();
  bool is_escaped = false;
  while (true) {
    if (!peek()) return fail("the export ends within a string");
    if (text.size() > kExportItemBytesMax) return fail("a string is too long");
    if (!is_escaped && take_plain(text)) continue;
    const char c = take();
    text += c;
    if (c == '"' && !is_escaped) return {};
    is_escaped = c == '\\' && !is_escaped;
  }
}

// Takes the bytes before the next quote or backslash: nearly all of a string at once. Looks at most
// kRunBytes ahead, so that short strings cost little. False: there are none. REQUIRES: peek() has
// just returned a byte, and the text is not too long.
bool ExportReader::take_plain(std::string& text) {
  const std::size_t room = kExportItemBytesMax + 1 - text.size();
  std::string_view run(piece_.data() + taken_, std::min({held_ - taken_, room, kRunBytes}));
  run = run.substr(0, run.find('"'));
  run = run.substr(0, run.find('\\'));
  text += run;
  taken_ += run.size();
  return !run.empty();
}

Result<void> ExportReader::take_nested(std::string& text) {
  int depth = 0;
  std::size_t spaces = 0;
  do {
    const std::optional<char> c = peek();
    if (!c) return fail("the export ends within an item");
    if (text.size() > kExportItemBytesMax) return fail("an item is too long");
    spaces = is_space(*c) ? spaces + 1 : 0;
    if (spaces > kExportSpaceBytesMax) return fail(std::string(kTooMuchSpace));
    if (*c == '"') {
      LEDGER_CHECK(take_string(text));
      continue;
    }
    if (*c == '{' || *c == '[') ++depth;
    if (*c == '}' || *c == ']') --depth;
    if (depth > kDepthMax) return fail("an item is nested too deeply");
    text += take();
  } while (depth > 0);
  return {};
}

Result<void> ExportReader::take_scalar(std::string& text) {
  while (const std::optional<char> c = peek()) {
    if (*c == ',' || *c == '}' || *c == ']' || is_space(*c)) break;
    if (text.size() > kExportItemBytesMax) return fail("an item is too long");
    text += take();
  }
  if (text.empty()) return fail("a value is expected here");
  return {};
}

Result<void> ExportReader::take_byte(char expected) {
  if (peek_behind_space() != expected) return fail(fmt::format("{} is expected here", expected));
  take();
  return {};
}

std::optional<char> ExportReader::peek() {
  if (taken_ < held_) return piece_[taken_];
  if (failure_) return std::nullopt;
  const auto count = source_(piece_);
  held_ = count.value_or(0);
  taken_ = 0;
  offset_ += held_;
  if (!count) {
    failure_ = count.error();
  } else if (offset_ > kExportBytesMax) {
    failure_ = Error{Errc::corrupt, fmt::format("the export is larger than the limit of {} bytes",
                                                kExportBytesMax)};
    held_ = 0;
  }
  if (held_ == 0) return std::nullopt;
  return piece_[0];
}

std::optional<char> ExportReader::peek_behind_space() {
  if (failure_) return std::nullopt;
  std::optional<char> c = peek();
  for (std::size_t spaces = 0; c && is_space(*c); ++spaces) {
    if (spaces == kExportSpaceBytesMax) {
      failure_ = error_here(kTooMuchSpace);
      return std::nullopt;
    }
    take();
    c = peek();
  }
  return c;
}

// REQUIRES: peek() has just returned a byte.
char ExportReader::take() { return piece_[taken_++]; }

Error ExportReader::error_here(std::string_view what) const {
  return {Errc::corrupt, fmt::format("at byte {}: {}", offset(), what)};
}

std::unexpected<Error> ExportReader::fail(std::string_view what) {
  state_ = State::end;
  return std::unexpected(failure_ ? *failure_ : error_here(what));
}

}  // namespace pledgebook::ledger
