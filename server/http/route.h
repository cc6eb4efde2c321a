// SPDX-License-Identifier: Apache-2.0
// Route: one method on one path: who answers it, what may be asked, and what the OpenAPI document
// says of it. The one description serves routing, checking and documenting, so that they can't
// differ.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "server/http/download.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace pledgebook::server {

enum class ParameterType : std::uint8_t { text, integer, id, hash, date, time, country, choice };

// A parameter of the query. An empty value counts as not given, as forms send it.
struct Parameter {
  std::string_view name = {};
  ParameterType type = ParameterType::text;
  std::string_view description = {};
  bool repeats = false;
  bool required = false;          // its handler says so to whoever leaves it out
  std::uint64_t min = 0;          // of an integer
  std::uint64_t max = 0;          // of an integer; 0: 2^53 - 1
  std::string_view choices = {};  // of a choice: "recorded, stated"
  std::string_view pattern = {};  // of a text, for the document alone; its handler parses it
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
};

// Computes an answer; called by a worker, so by many threads at once. May block for as long as a
// read transaction lasts.
using Handler = std::function<Response(const Request&)>;

// Who serves a route: a worker through its handler, or page by page; or one of the two that live as
// long as their connection.
enum class Serving : std::uint8_t { handler, download, statements, events };

struct Route {
  Method method = Method::get;
  std::string_view pattern = {};    // "/api/v1/pledges/{id}"
  std::string_view operation = {};  // its name in the OpenAPI document and in metrics: "getPledge"
  std::string_view group = {};      // "read models"
  std::string_view summary = {};
  std::vector<Parameter> parameters = {};
  std::vector<BodyNote> bodies = {};
  std::vector<ResponseNote> responses = {};  // but for those that any route may give
  Serving serving = Serving::handler;
  Handler handler = {};           // of Serving::handler
  DownloadHandler download = {};  // of Serving::download
  // It answers from read models: `min_size` waits for them, and the answer has an ETag.
  bool from_views = false;
};

}  // namespace pledgebook::server
