// SPDX-License-Identifier: Apache-2.0
#include "server/client/answer_parser.h"

#include <boost/json/parse.hpp>
#include <chrono>
#include <optional>
#include <utility>

namespace pledgebook::server {
namespace {

namespace json = boost::json;

std::unexpected<std::string> not_an_answer(unsigned status) {
  return std::unexpected("can't read the server's answer (status " + std::to_string(status) +
                         "): check the address, and that it is a server of "
                         "pledgebook");
}

std::string text_of(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr || !value->is_string()) return {};
  return std::string(value->get_string());
}

std::optional<ledger::Accepted> parse_accepted(const json::object& body) {
  const json::value* index = body.if_contains("index");
  const auto sid = ledger::Sid::from_hex(text_of(body, "sid"));
  const auto leaf_hash = crypto::Hash::from_hex(text_of(body, "leaf_hash"));
  const auto recorded_at = parse_recorded_at(text_of(body, "recorded_at"));
  if (index == nullptr || !index->is_int64() || index->get_int64() < 0) return std::nullopt;
  if (!sid || !leaf_hash || !recorded_at) return std::nullopt;
  return ledger::Accepted{ledger::Index{static_cast<std::uint64_t>(index->get_int64())}, *sid,
                          *leaf_hash, *recorded_at, false};
}

}  // namespace

std::optional<ledger::RecordedAt> parse_recorded_at(std::string_view text) {
  constexpr std::size_t kSecondsEnd = 19;  // of `YYYY-MM-DDThh:mm:ss`
  if (text.size() != kSecondsEnd + 5 || text[kSecondsEnd] != '.' || !text.ends_with('Z')) {
    return std::nullopt;
  }
  const auto seconds = ledger::parse_instant(std::string(text.substr(0, kSecondsEnd)) + "Z");
  std::int64_t milliseconds = 0;
  for (const char c : text.substr(kSecondsEnd + 1, 3)) {
    if (c < '0' || c > '9') return std::nullopt;
    milliseconds = milliseconds * 10 + (c - '0');
  }
  if (!seconds) return std::nullopt;
  return *seconds + std::chrono::milliseconds(milliseconds);
}

std::expected<ledger::Answer, std::string> parse_answer(unsigned status, const json::object& body) {
  if (status == 200 || status == 201) {
    auto accepted = parse_accepted(body);
    if (!accepted) return not_an_answer(status);
    accepted->repeated = status == 200;
    return *accepted;
  }
  const std::string code = text_of(body, "code");
  if (code.empty()) return not_an_answer(status);
  if (status == 409) {
    const std::string head = text_of(body, "head");
    if (head.empty()) return ledger::Conflict{};
    const auto sid = ledger::Sid::from_hex(head);
    if (!sid) return not_an_answer(status);
    return ledger::Conflict{sid};
  }
  if (status >= 500) {
    const std::string detail = text_of(body, "detail");
    if (detail.empty()) return not_an_answer(status);
    return ledger::Unavailable{detail};
  }
  const std::string rule = text_of(body, "rule");
  return ledger::Refused{{code, text_of(body, "pointer"),
                          rule.empty() ? text_of(body, "detail") : rule,
                          text_of(body, "accepted")}};
}

std::expected<ledger::Answer, std::string> parse_answer(unsigned status, std::string_view body) {
  boost::system::error_code error;
  const json::value value = json::parse(body, error);
  if (error || !value.is_object()) return not_an_answer(status);
  return parse_answer(status, value.get_object());
}

}  // namespace pledgebook::server
