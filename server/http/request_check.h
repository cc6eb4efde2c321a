// SPDX-License-Identifier: Apache-2.0
// RequestCheck: checks a request before its body is read: finds the route that serves it, or
// refuses it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/http/limits.h"
#include "server/http/problem.h"
#include "server/http/request.h"
#include "server/http/request_parser.h"
#include "server/http/response.h"
#include "server/http/router.h"

namespace pledgebook::server {

// Copies the head into `request` and finds the route. If there is nothing to serve, returns the
// answer: a refusal, or the answer to OPTIONS. `paths_hint` says where the paths are listed.
[[nodiscard]] std::optional<Response> check_request(RequestParser& parser, const Router& router,
                                                    const Limits& limits,
                                                    std::string_view paths_hint, Request& request,
                                                    Match& match);

// The kind of body that the route accepts from this request; null if it accepts no such body.
[[nodiscard]] const BodyNote* body_of(const Route& route, const Request& request);

}  // namespace pledgebook::server
