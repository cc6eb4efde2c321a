// SPDX-License-Identifier: Apache-2.0
#include "server/client/client.h"

#include <algorithm>
#include <utility>

#include "server/client/status_text.h"

namespace pledgebook::server {
namespace {

constexpr unsigned kOk = 200;
constexpr std::size_t kReadBytes = std::size_t{64} * 1'024;
constexpr std::size_t kProblemBytesMax = 65'536;

}  // namespace

Client::Client(ServerAddress server, ClientOptions options)
    : answer_bytes_max_(options.answer_bytes_max),
      connection_(std::move(server), std::move(options)) {}

std::expected<std::string, std::string> Client::read_all(std::size_t bytes_max) {
  std::string body;
  while (true) {
    // One byte more than allowed, to notice an answer that is too large.
    const std::size_t before = body.size();
    body.resize(before + std::min(kReadBytes, bytes_max - before + 1));
    const auto count = connection_.read(std::span(body).subspan(before));
    if (!count) return std::unexpected(count.error());
    body.resize(before + *count);
    if (*count == 0) return body;
    if (body.size() > bytes_max) {
      connection_.close();
      return std::unexpected("the answer of " + connection_.server().text() + " is larger than " +
                             std::to_string(bytes_max) + " bytes: ask for less at a time");
    }
  }
}

std::expected<HttpHead, std::string> Client::begin(HttpRequest request) {
  auto head = connection_.ask(std::move(request));
  if (!head || !is_redirect(head->status)) return head;
  connection_.close();
  return std::unexpected(redirect_text(connection_.server().text(), *head));
}

std::expected<HttpResponse, std::string> Client::ask(HttpRequest request, std::size_t bytes_max) {
  auto head = begin(std::move(request));
  if (!head) return std::unexpected(std::move(head).error());
  auto body = read_all(bytes_max);
  if (!body) return std::unexpected(std::move(body).error());
  if (asks_for_tls(*head, *body)) return std::unexpected(tls_text(connection_.server().text()));
  return HttpResponse{head->status, std::move(head->content_type), *std::move(body)};
}

std::expected<HttpResponse, std::string> Client::get(std::string_view target) {
  return ask({.target = std::string(target), .accept = "application/json, */*;q=0.8"},
             answer_bytes_max_);
}

std::expected<HttpResponse, std::string> Client::fetch(std::string_view target,
                                                       std::size_t bytes_max) {
  return ask({.target = std::string(target)}, bytes_max);
}

std::expected<HttpResponse, std::string> Client::post(std::string_view target,
                                                      std::string_view content_type,
                                                      std::string body) {
  return ask({.method = HttpRequest::Method::post,
              .target = std::string(target),
              .content_type = std::string(content_type),
              .body = std::move(body)},
             answer_bytes_max_);
}

std::expected<Client::DownloadHead, std::string> Client::begin_download(std::string_view target) {
  auto head = begin({.target = std::string(target), .accepts = HttpRequest::Packing::gzip});
  if (!head) return std::unexpected(std::move(head).error());
  DownloadHead download{.response = {head->status, std::move(head->content_type), {}},
                        .is_gzip = head->is_gzip,
                        .records = head->records};
  if (head->status == kOk) return download;
  auto problem = read_all(kProblemBytesMax);
  if (!problem) return std::unexpected(std::move(problem).error());
  download.response.body = *std::move(problem);
  return download;
}

std::expected<std::size_t, std::string> Client::read_download(std::span<char> room) {
  return connection_.read(room);
}

void Client::abort() noexcept { connection_.abort(); }

}  // namespace pledgebook::server
