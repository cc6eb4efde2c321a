// SPDX-License-Identifier: Apache-2.0
// StatusText: what an answer means whose body says nothing that we understand: mostly a proxy's.
// Sentences for people, with the remedy.
//
// Any thread.
#pragma once

#include <string>
#include <string_view>

#include "server/client/http_connection.h"

namespace pledgebook::server {

// `server` is its address.
[[nodiscard]] std::string status_text(const std::string& server, unsigned status);

[[nodiscard]] bool is_redirect(unsigned status) noexcept;
[[nodiscard]] std::string redirect_text(const std::string& server, const HttpHead& head);

// Whether an answer over plain HTTP is that of a port for TLS, as nginx and Go give it.
[[nodiscard]] bool asks_for_tls(const HttpHead& head, std::string_view body);
[[nodiscard]] std::string tls_text(const std::string& server);

}  // namespace pledgebook::server
