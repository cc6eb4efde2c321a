// SPDX-License-Identifier: Apache-2.0
// RequestCheck: what can be said of a request before its body and any work: the route that serves
// it, or a refusal.
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

// Takes what the head says into `request` and finds the route. The answer, where there is nothing
// to serve: a refusal, or what OPTIONS asks for. `paths_hint` says where the paths are listed.
[[nodiscard]] std::optional<Response> check_request(RequestParser& parser, const Router& router,
                                                    const Limits& limits,
                                                    std::string_view paths_hint, Request& request,
                                                    Match& match);

// The body that the route takes of this request; null where it takes none such.
[[nodiscard]] const BodyNote* body_of(const Route& route, const Request& request);

}  // namespace pledgebook::server
