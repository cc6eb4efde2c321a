// SPDX-License-Identifier: Apache-2.0
#include "server/http/download_serving.h"

#include <exception>
#include <memory>
#include <string>

#include "server/http/problem.h"

namespace pledgebook::server {
namespace {

constexpr int kRetryAfterS = 10;

// On a lane.
Download begin_download(const DownloadHandler& handler, const Request& request) {
  try {
    return handler(request);
  } catch (const std::exception& error) {
    return {to_response(internal_problem(error.what()))};
  }
}

// True if the whole body was sent.
Awaitable<bool> write_pages(Exchange& exchange, DownloadBody& body) {
  std::string page;
  for (;;) {
    ledger::Result<void> made;
    auto make = [&] { made = body.next(page); };
    // The head was sent, so a refusal is no longer possible: if the lane has ended, the download
    // breaks off.
    const bool is_made = co_await exchange.work_on_answer(Lane::downloads, std::move(make));
    if (!is_made) co_return false;
    if (!made) {
      exchange.report({.severity = ledger::Severity::error,
                       .event = "download_failed",
                       .text = "a download failed",
                       .cause = made.error().detail});
      co_return false;
    }
    if (page.empty()) co_return true;
    const bool written = co_await exchange.write(page, exchange.context().limits.download_page_max);
    if (!written) co_return false;
  }
}

}  // namespace

Awaitable<void> DownloadServing::serve(Exchange& exchange) {
  HttpContext& context = exchange.context();
  if (context.downloads >= context.limits.downloads_max) {
    const Problem problem{.status = 503,
                          .code = "too_many_downloads",
                          .detail = "too many downloads are under way; ask again in a moment",
                          .retry_after_s = kRetryAfterS};
    co_await exchange.answer(problem);
    co_return;
  }
  ++context.downloads;
  ++context.metrics.counters().downloads;
  exchange.drain_within(context.limits.download_drain_max);
  co_await give(exchange);
  --context.metrics.counters().downloads;
  --context.downloads;
}

Awaitable<void> DownloadServing::give(Exchange& exchange) {
  const Request& request = exchange.request();
  exchange.no_read_deadline();
  Download download;
  auto begin = [&] { download = begin_download(handler_, request); };
  const auto work =
      co_await exchange.work(Lane::downloads, Exchange::Watch::closing, std::move(begin));
  if (work != Exchange::Work::done) co_return;
  if (!download.next_page) {
    auto response = std::make_shared<const Response>(std::move(download.head));
    co_await exchange.answer(std::move(response));
    co_return;
  }
  const auto packing =
      request.accepts_gzip ? DownloadBody::Packing::gzip : DownloadBody::Packing::none;
  if (request.accepts_gzip) download.head.encoding = "gzip";
  bool is_whole = co_await exchange.begin(download.head);
  if (is_whole && request.method != Method::head) {
    DownloadBody body(std::move(download.next_page), packing);
    is_whole = co_await write_pages(exchange, body);
  }
  if (is_whole && request.method == Method::head) {
    exchange.end_without_body();
  } else if (is_whole) {
    co_await exchange.end();
  } else {
    ++exchange.context().metrics.counters().downloads_cut;
    exchange.abandon();
  }
}

}  // namespace pledgebook::server
