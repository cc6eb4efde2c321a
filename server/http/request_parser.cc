// SPDX-License-Identifier: Apache-2.0
#include "server/http/request_parser.h"

#include <boost/beast/http/error.hpp>
#include <limits>
#include <utility>

namespace pledgebook::server {
namespace {

namespace http = boost::beast::http;

Method method_of(http::verb verb) {
  switch (verb) {
    case http::verb::get:
      return Method::get;
    case http::verb::head:
      return Method::head;
    case http::verb::post:
      return Method::post;
    case http::verb::put:
      return Method::put;
    case http::verb::options:
      return Method::options;
    default:
      return Method::other;
  }
}

// Whether a line of a head continues the one before it (obs-fold, RFC 9112 section 5.2). Other
// programs may read such a field differently.
bool has_folded_line(std::string_view head) {
  for (std::size_t end = head.find('\n'); end != std::string_view::npos;
       end = head.find('\n', end + 1)) {
    if (end + 1 < head.size() && (head[end + 1] == ' ' || head[end + 1] == '\t')) return true;
  }
  return false;
}

}  // namespace

RequestParser::RequestParser() {
  // The session counts the bytes of heads and bodies itself.
  header_limit(std::numeric_limits<std::uint32_t>::max());
  body_limit(boost::none);
}

std::optional<std::size_t> RequestParser::parse(std::string_view bytes) {
  // Beast asserts that it never sees less of a chunk's head than the shortest last chunk.
  constexpr std::size_t kLastChunkBytes = 5;
  if (is_done()) return 0;
  const bool in_head = !is_header_done();
  if (in_trailers_ && chunked() && chunk_left_ == 0 && bytes.size() < kLastChunkBytes) return 0;
  error_code error;
  const std::size_t used = put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
  if (error == http::error::need_more) error = {};
  if (error) {
    is_version_unknown_ = error == http::error::bad_version;
    return std::nullopt;
  }
  if (in_head && has_folded_line(bytes.substr(0, used))) return std::nullopt;
  return used;
}

void RequestParser::on_request_impl(verb method, string_view, string_view target, int version,
                                    error_code& error) {
  error = {};
  head_.method = method_of(method);
  head_.target = target;
  head_.is_http_1_0 = version == 10;
}

void RequestParser::on_field_impl(field name, string_view name_text, string_view value,
                                  error_code& error) {
  error = {};
  if (in_trailers_) return;
  switch (name) {
    case field::host:
      ++head_.hosts;
      head_.host = value;
      break;
    case field::accept:
      head_.accept = value;
      break;
    case field::accept_encoding:
      head_.accept_encoding = value;
      break;
    case field::accept_language:
      head_.accept_language = value;
      break;
    case field::content_encoding:
      head_.content_encoding = value;
      break;
    case field::content_range:
      head_.content_range = value;
      break;
    case field::content_type:
      head_.content_type = value;
      break;
    case field::expect:
      head_.expect = value;
      break;
    case field::if_none_match:
      head_.if_none_match = value;
      break;
    case field::transfer_encoding:
      // Some programs read any other coding, or the same twice, as no body at all: then the body
      // would be the next request. HTTP/1.0 has no Transfer-Encoding (RFC 9112 section 6.1).
      if (head_.is_http_1_0 || std::exchange(has_transfer_encoding_, true) ||
          !boost::beast::iequals(value, "chunked")) {
        error = http::error::bad_transfer_encoding;
      }
      break;
    case field::unknown:
      if (boost::beast::iequals(name_text, "Last-Event-ID")) {
        head_.last_event_id = std::string(value);
      }
      break;
    default:
      break;
  }
}

void RequestParser::on_header_impl(error_code& error) {
  error = {};
  in_trailers_ = true;
}

std::size_t RequestParser::on_body_impl(string_view body, error_code& error) {
  error = {};
  body_.append(body.data(), body.size());
  return body.size();
}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t, string_view body, error_code& error) {
  chunk_left_ -= body.size();
  return on_body_impl(body, error);
}

void RequestParser::on_chunk_header_impl(std::uint64_t size, string_view, error_code& error) {
  error = {};
  chunk_left_ = size;
}

// Callbacks that Beast requires and a request does not need.
void RequestParser::on_response_impl(int, string_view, int, error_code& error) { error = {}; }
void RequestParser::on_body_init_impl(boost::optional<std::uint64_t> const&, error_code& error) {
  error = {};
}
void RequestParser::on_finish_impl(error_code& error) { error = {}; }

}  // namespace pledgebook::server
