// SPDX-License-Identifier: Apache-2.0
#include "cli/check/digests_parser.h"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

std::optional<std::uint64_t> number_in(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  if (value == nullptr || !value->is_int64() || value->get_int64() < 0) return std::nullopt;
  return static_cast<std::uint64_t>(value->get_int64());
}

std::optional<projections::DigestOfView> read_digest(const json::value& value) {
  const auto* object = value.if_object();
  if (object == nullptr) return std::nullopt;
  const auto* view = object->if_contains("view");
  const auto* digest = object->if_contains("digest");
  const auto version = number_in(*object, "version");
  const auto size = number_in(*object, "size");
  if (view == nullptr || !view->is_string() || digest == nullptr || !digest->is_string() ||
      !version || *version > std::numeric_limits<std::uint32_t>::max() || !size) {
    return std::nullopt;
  }
  const auto hash = crypto::Hash::from_hex(std::string_view(digest->get_string()));
  if (!hash) return std::nullopt;
  return projections::DigestOfView{std::string(view->get_string()),
                                   static_cast<std::uint32_t>(*version), ledger::Size{*size},
                                   *hash};
}

}  // namespace

std::optional<projections::Digests> parse_digests(std::string_view body) {
  boost::system::error_code error;
  const json::value whole = json::parse(body, error);
  const auto* object = error ? nullptr : whole.if_object();
  const auto* views = object == nullptr ? nullptr : object->if_contains("views");
  if (views == nullptr || !views->is_array() || views->get_array().size() > kDigestsMax)
    return std::nullopt;
  projections::Digests digests;
  for (const json::value& each : views->get_array()) {
    auto digest = read_digest(each);
    if (!digest) return std::nullopt;
    digests.push_back(*std::move(digest));
  }
  return digests;
}

}  // namespace pledgebook::cli
