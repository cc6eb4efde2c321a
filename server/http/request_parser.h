// SPDX-License-Identifier: Apache-2.0
// RequestParser: parses HTTP/1.1 requests with Beast's parser, which knows grammar and framing, and
// refuses ambiguous requests (both lengths, two lengths, bare CR). This class also refuses every
// Transfer-Encoding but `chunked`, and folded lines. It keeps the few fields that this server uses;
// the body is taken out piece by piece.
//
// Threads: the I/O thread only.
#pragma once

#include <boost/beast/http/basic_parser.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/http/request.h"

namespace pledgebook::server {

// The parts of a request's head that matter, as sent. If a field is repeated, the last one.
struct RequestHead {
  Method method = Method::other;
  std::string target;
  bool is_http_1_0 = false;
  unsigned hosts = 0;  // Host fields
  std::string host;
  std::string accept;
  std::string accept_encoding;
  std::string accept_language;
  std::string content_encoding;
  std::string content_range;
  std::string content_type;
  std::string expect;
  std::string if_none_match;
  std::optional<std::string> last_event_id;
};

class RequestParser final : public boost::beast::http::basic_parser<true> {
 public:
  using string_view = boost::beast::string_view;
  using error_code = boost::beast::error_code;
  using field = boost::beast::http::field;
  using verb = boost::beast::http::verb;

  RequestParser();

  // Parses some of `bytes` and returns how many were used: fewer than all if the head or the
  // request ends, or if more bytes are needed. Nothing if the bytes are not an HTTP request.
  [[nodiscard]] std::optional<std::size_t> parse(std::string_view bytes);
  // Why they are not.
  [[nodiscard]] bool is_version_unknown() const noexcept { return is_version_unknown_; }

  [[nodiscard]] RequestHead& head() noexcept { return head_; }
  [[nodiscard]] const RequestHead& head() const noexcept { return head_; }
  // Body bytes parsed so far and not taken out.
  [[nodiscard]] std::string& body() noexcept { return body_; }

 private:
  void on_request_impl(verb method, string_view method_text, string_view target, int version,
                       error_code& error) override;
  void on_response_impl(int, string_view, int, error_code& error) override;
  void on_field_impl(field name, string_view name_text, string_view value,
                     error_code& error) override;
  void on_header_impl(error_code& error) override;
  void on_body_init_impl(boost::optional<std::uint64_t> const& length, error_code& error) override;
  std::size_t on_body_impl(string_view body, error_code& error) override;
  void on_chunk_header_impl(std::uint64_t size, string_view extensions, error_code& error) override;
  std::size_t on_chunk_body_impl(std::uint64_t remain, string_view body,
                                 error_code& error) override;
  void on_finish_impl(error_code& error) override;

  RequestHead head_;
  std::string body_;
  bool is_version_unknown_ = false;
  bool has_transfer_encoding_ = false;
  bool in_trailers_ = false;      // fields after a chunked body don't change the head
  std::uint64_t chunk_left_ = 0;  // bytes of the current chunk still to come
};

}  // namespace pledgebook::server
