// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/json/statement_outline.h"

namespace pledgebook::ledger {
namespace {

constexpr std::size_t kNowhere = std::string_view::npos;

// The text between `close` and the last `open` before `end`; `end` moves to before that `open`.
std::optional<std::string_view> take_last(std::string_view payload, std::size_t& end,
                                          std::string_view open, std::string_view close) noexcept {
  const std::size_t begin = payload.substr(0, end).rfind(open);
  if (begin == kNowhere) return std::nullopt;
  const std::size_t from = begin + open.size();
  const std::size_t until = payload.find(close, from);
  if (until == kNowhere || until > end) return std::nullopt;
  end = begin;
  return payload.substr(from, until - from);
}

}  // namespace

std::optional<StatementOutline> outline(std::string_view payload) noexcept {
  constexpr std::string_view kAt = R"("at":")";
  constexpr std::string_view kBody = R"(","body":)";
  constexpr std::string_view kFirst = R"({"at":")";
  constexpr std::string_view kAnchored = R"({"anchor":{)";
  std::size_t at = 1;
  if (!payload.starts_with(kFirst)) {
    // An anchor holds base64 and a number, so the next "at" is the statement's.
    if (!payload.starts_with(kAnchored)) return std::nullopt;
    at = payload.find(kAt);
    if (at == kNowhere) return std::nullopt;
  }
  const std::size_t body = payload.find(kBody, at);
  if (body == kNowhere) return std::nullopt;
  std::size_t end = payload.size();
  const auto stream = take_last(payload, end, R"(,"stream":")", "\"");
  const auto signers = take_last(payload, end, R"(,"signers":)", R"(,"stream":")");
  const auto kind = take_last(payload, end, R"(,"kind":")", "\"");
  const std::size_t body_begin = body + kBody.size();
  if (!stream || !signers || !kind || end < body_begin) return std::nullopt;
  const std::size_t at_begin = at + kAt.size();
  return StatementOutline{.at = payload.substr(at_begin, body - at_begin),
                          .body = payload.substr(body_begin, end - body_begin),
                          .kind = *kind,
                          .signers = *signers,
                          .stream = *stream};
}

}  // namespace pledgebook::ledger
