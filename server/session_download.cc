// SPDX-License-Identifier: Apache-2.0
// A session that gives a download: a worker makes a page, the peer takes it, and only then the next
// is made.
#include <exception>
#include <utility>

#include "server/http/download.h"
#include "server/session.h"

namespace pledgebook::server {
namespace {

constexpr int kRetryAfterS = 10;

// For workers.
Download begin_download(const Route& route, const Request& request) {
  try {
    return route.download(request);
  } catch (const std::exception&) {
    return {to_response(Problem{.status = 500,
                                .code = "internal",
                                .detail = "the server failed to make this answer; its operator "
                                          "must look at it"})};
  }
}

}  // namespace

Awaitable<Session::Step> Session::serve_download() {
  connection_.no_read_deadline();
  if (edge_.downloads >= edge_.limits.downloads_max) {
    refuse({.status = 503,
            .code = "too_many_downloads",
            .detail = "too many downloads are under way; ask again in a moment",
            .retry_after_s = kRetryAfterS});
    co_return co_await send();
  }
  ++edge_.downloads;
  ++edge_.metrics.counters().downloads;
  const Step step = co_await give_download();
  --edge_.metrics.counters().downloads;
  --edge_.downloads;
  co_return step;
}

Awaitable<Session::Step> Session::give_download() {
  Download download;
  auto begin = [this, &download] { download = begin_download(*match_.route, request_); };
  co_await work_for_download(std::move(begin));
  if (!download.next_page) {
    answer_ = std::make_shared<Response>(std::move(download.head));
    co_return co_await send();
  }
  const auto packing =
      request_.accepts_gzip ? DownloadBody::Packing::gzip : DownloadBody::Packing::none;
  if (request_.accepts_gzip) download.head.encoding = "gzip";
  const Framing framing = parser_->head().is_http_1_0 ? Framing::close : Framing::chunked;
  bool is_whole = co_await begin_endless(download.head, framing);
  if (is_whole && request_.method != Method::head) {
    DownloadBody body(std::move(download.next_page), packing);
    is_whole = co_await write_pages(body, framing);
  }
  if (!is_whole) {
    ++edge_.metrics.counters().downloads_cut;
    // Where nothing but the end of the connection ends the body, that end must look like a failure.
    if (framing == Framing::close) connection_.reset();
    co_return Step::close;
  }
  const bool keep_alive =
      framing == Framing::chunked && !edge_.is_stopping && parser_->keep_alive();
  co_return keep_alive ? Step::next_request : Step::linger;
}

Awaitable<void> Session::work_for_download(std::move_only_function<void()> work) {
  co_await edge_.download_turns.take();
  edge_.workers.post([this, work = std::move(work)]() mutable {
    work();
    edge_.mailbox.post([this] { answered_.raise(); });
  });
  co_await answered_.wait();
  edge_.download_turns.give_back();
}

Awaitable<bool> Session::write_pages(DownloadBody& body, Framing framing) {
  std::string bytes;
  for (;;) {
    ledger::Result<void> made;
    auto make = [&body, &made, &bytes] { made = body.next(bytes); };
    co_await work_for_download(std::move(make));
    if (!made) co_return false;
    const bool is_end = bytes.empty();
    head_.clear();
    if (framing == Framing::chunked && is_end) head_ = kLastChunk;
    if (framing == Framing::chunked && !is_end) {
      head_ = chunk_head(bytes.size());
      bytes += "\r\n";
    }
    page_due_ = edge_.clock.monotonic() + edge_.limits.download_page_max;
    const bool written = co_await connection_.write(head_, bytes);
    page_due_ = Connection::Moment::max();
    if (!written || is_end) co_return written;
  }
}

}  // namespace pledgebook::server
