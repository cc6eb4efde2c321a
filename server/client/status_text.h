// SPDX-License-Identifier: Apache-2.0
// StatusText: explains an answer by its status alone, because its body can't be read. Most come
// from a proxy. Sentences for people, with the remedy.
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

// Whether an answer over plain HTTP says that the port expects TLS, as nginx and Go say it.
[[nodiscard]] bool asks_for_tls(const HttpHead& head, std::string_view body);
[[nodiscard]] std::string tls_text(const std::string& server);

}  // namespace pledgebook::server
