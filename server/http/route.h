// SPDX-License-Identifier: Apache-2.0
// Route: one method on one path: its handler, its parameters, and its entry in the OpenAPI
// document. Routing, checking and the document use this one description, so that they can't differ.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "server/http/lanes.h"
#include "server/http/limits.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace pledgebook::server {

class Serving;

enum class ParameterType : std::uint8_t { text, integer, id, hash, date, time, country, choice };

// A parameter of the query. An empty value counts as not given, as forms send it.
struct Parameter {
  std::string_view name = {};
  ParameterType type = ParameterType::text;
  std::string_view description = {};
  bool repeats = false;
  bool required = false;          // its handler refuses a request without it
  std::uint64_t min = 0;          // of an integer
  std::uint64_t max = 0;          // of an integer; 0: 2^53 - 1
  std::string_view choices = {};  // of a choice: "recorded, stated"
  std::string_view pattern = {};  // of a text, only for the document; its handler parses it
};

struct ResponseNote {
  unsigned status = 200;
  std::string_view content_type = {};  // "" without a body
  std::string_view schema = {};        // a component of the document: "Summary"
  std::string_view description = {};
};

struct BodyNote {
  std::string_view content_type = {};  // "": any
  std::string_view schema = {};
  std::string_view description = {};
  // Read piece by piece while it is answered: its length has no limit.
  bool is_stream = false;
};

// Computes an answer. Called on a lane, so by many threads at once. May block as long as a read
// transaction lasts, unless the lane is `none`.
using Handler = std::function<Response(const Request&)>;

struct Route {
  Method method = Method::get;
  std::string_view pattern = {};    // "/api/v1/pledges/{id}"
  std::string_view operation = {};  // its name in the OpenAPI document and in metrics: "getPledge"
  std::string_view group = {};      // "read models"
  std::string_view summary = {};
  std::vector<Parameter> parameters = {};
  std::vector<BodyNote> bodies = {};
  std::vector<ResponseNote> responses = {};  // except those that any route may give
  // Of a page: how a person is told that the server refuses a request, or has failed; `reference`
  // is that of the journal, "" if there is none. If absent, the answer is the problem's document.
  std::function<Response(const Request&, const Problem&, std::string_view reference)> problem_page =
      {};
  // The name of the body in texts and codes: "envelope".
  std::string_view body_name = "body";
  std::size_t body_bytes_max = 0;  // of a body that is read as a whole; 0: as in Limits
  // One of the two. A handler's answer is computed on the lane, as a whole.
  Handler handler = {};
  std::shared_ptr<Serving> serving = {};  // shared by the routes that it serves
  Lane lane = Lane::reads;
  // The lane of a request with query parameters, if it is another one.
  std::optional<Lane> lane_with_query = {};

  [[nodiscard]] std::size_t body_limit(const Limits& limits) const noexcept {
    return body_bytes_max == 0 ? limits.body_bytes_max : body_bytes_max;
  }
  [[nodiscard]] Lane lane_of(const Request& request) const {
    const bool has_query = std::ranges::any_of(
        request.target.query, [](const QueryParameter& given) { return !given.value.empty(); });
    return has_query ? lane_with_query.value_or(lane) : lane;
  }
};

}  // namespace pledgebook::server
