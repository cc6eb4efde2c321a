// SPDX-License-Identifier: Apache-2.0
#include "server/client/status_text.h"

namespace pledgebook::server {
namespace {

constexpr unsigned kBadRequest = 400;

std::string with_status(const std::string& sentence, unsigned status) {
  return sentence + " (status " + std::to_string(status) + ")";
}

}  // namespace

std::string status_text(const std::string& server, unsigned status) {
  switch (status) {
    case 401:
    case 407:
      return with_status("a proxy before " + server + " requires a password", status) +
             ": this program can't give one; ask the proxy's operator";
    case 408:
      return with_status(server + " waited too long for the request", status) +
             ": try again, on a faster line if there is one";
    case 413:
      return with_status("a proxy before " + server + " rejects a request of this size", status) +
             ": its operator must allow requests of 1 MiB (nginx: client_max_body_size)";
    case 429:
      return with_status(server + " has had too many requests from here", status) +
             ": try again later";
    case 502:
      return with_status("a proxy answers for " + server + ", but it can't reach the server",
                         status) +
             ": check that the server is running, and try again";
    case 503:
      return with_status(server + " is not available now", status) + ": try again later";
    case 504:
      return with_status(
                 "a proxy answers for " + server + ", but the server did not answer in time",
                 status) +
             ": try again; what was sent may have been recorded, and is recorded only once";
    default:
      return with_status("can't read the answer of " + server, status) +
             ": check the address, and that it is a Pledgebook server";
  }
}

bool is_redirect(unsigned status) noexcept {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

std::string redirect_text(const std::string& server, const HttpHead& head) {
  const std::string sentence = with_status(server + " redirects to another address", head.status);
  if (head.location.empty()) return sentence + ": ask its operator for the right one";
  return sentence + ": " + head.location;
}

bool asks_for_tls(const HttpHead& head, std::string_view body) {
  return head.status == kBadRequest && !head.content_type.starts_with("application/") &&
         body.find("HTTPS") != std::string_view::npos;
}

std::string tls_text(const std::string& server) {
  return server + " speaks TLS: write https:// instead of http://";
}

}  // namespace pledgebook::server
