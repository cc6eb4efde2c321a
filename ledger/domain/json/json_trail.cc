// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/json/json_trail.h"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "ledger/domain/kinds/fields.h"

namespace pledgebook::ledger {
namespace {

namespace json = boost::json;

// An open object or array.
struct Frame {
  bool is_array = false;
  std::size_t item = 0;  // for an array: the index of the next value
  std::vector<std::string>
      names;  // for an object: the names so far; the last is the current value's
};

// Boost.JSON's handler of a pass that keeps no values.
class TrailHandler {
 public:
  static constexpr std::size_t max_object_size = SIZE_MAX;
  static constexpr std::size_t max_array_size = SIZE_MAX;
  static constexpr std::size_t max_key_size = SIZE_MAX;
  static constexpr std::size_t max_string_size = SIZE_MAX;

  [[nodiscard]] std::optional<RepeatedName>& repeated() noexcept { return repeated_; }
  [[nodiscard]] std::string pointer() const {
    std::vector<JsonPlace> places(frames_.size() + 1);
    for (std::size_t i = 0; i < frames_.size(); ++i) {
      const Frame& frame = frames_[i];
      if (!frame.is_array && frame.names.empty()) return places[i].pointer();
      places[i + 1] = frame.is_array ? JsonPlace{&places[i], {}, frame.item, true}
                                     : JsonPlace{&places[i], frame.names.back()};
    }
    return places.back().pointer();
  }

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_object_begin(json::error_code&) {
    frames_.emplace_back();
    return true;
  }
  bool on_object_end(std::size_t, json::error_code&) {
    auto& names = frames_.back().names;
    std::ranges::sort(names);
    const auto twice = std::ranges::adjacent_find(names);
    if (twice != names.end() && !repeated_) {
      names.erase(twice + 1, names.end());
      repeated_ = RepeatedName{names.back(), pointer()};
    }
    return end_container();
  }
  bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
    key_ += std::string_view(part);
    return true;
  }
  bool on_key(json::string_view part, std::size_t, json::error_code&) {
    key_ += std::string_view(part);
    frames_.back().names.push_back(std::exchange(key_, {}));
    return true;
  }
  bool on_array_begin(json::error_code&) {
    frames_.push_back({.is_array = true, .item = 0, .names = {}});
    return true;
  }
  bool on_array_end(std::size_t, json::error_code&) { return end_container(); }
  bool on_string_part(json::string_view, std::size_t, json::error_code&) { return true; }
  bool on_string(json::string_view, std::size_t, json::error_code&) { return end_value(); }
  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_int64(std::int64_t, json::string_view, json::error_code&) { return end_value(); }
  bool on_uint64(std::uint64_t, json::string_view, json::error_code&) { return end_value(); }
  bool on_double(double, json::string_view, json::error_code&) { return end_value(); }
  bool on_bool(bool, json::error_code&) { return end_value(); }
  bool on_null(json::error_code&) { return end_value(); }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }

 private:
  bool end_container() {
    frames_.pop_back();
    return end_value();
  }
  bool end_value() {
    if (!frames_.empty()) ++frames_.back().item;
    return true;
  }

  std::vector<Frame> frames_;  // the innermost last
  std::string key_;
  std::optional<RepeatedName> repeated_;
};

void walk(json::basic_parser<TrailHandler>& parser, std::string_view text) {
  json::error_code error;
  parser.write_some(false, text.data(), text.size(), error);
}

}  // namespace

std::optional<RepeatedName> find_repeated_name(std::string_view text,
                                               const json::parse_options& options) {
  json::basic_parser<TrailHandler> parser(options);
  walk(parser, text);
  return std::move(parser.handler().repeated());
}

std::string find_end_of_trail(std::string_view text, const json::parse_options& options) {
  json::basic_parser<TrailHandler> parser(options);
  walk(parser, text);
  return parser.handler().pointer();
}

}  // namespace pledgebook::ledger
