// SPDX-License-Identifier: Apache-2.0
// Session: one connection, from its first request to its last. Requests of a connection are served
// one after another, so answers keep the order even where requests are pipelined. A handler runs on
// a worker; the session only waits.
//
// Threads: the I/O thread only.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "server/edge.h"
#include "server/http/connection.h"
#include "server/http/download.h"
#include "server/http/request.h"
#include "server/http/request_parser.h"
#include "server/http/response.h"
#include "server/http/response_head.h"
#include "server/io/signal.h"
#include "server/writing/statement_stream.h"

namespace pledgebook::server {

class Session {
 public:
  // The edge outlives the session.
  Session(Socket socket, Edge& edge);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // Serves until the connection ends. The session must outlive it.
  [[nodiscard]] Awaitable<void> run();

  // The sweep: cuts what is overdue, and wakes what is due for a heartbeat.
  void sweep(Connection::Moment now);
  // Ends the session as soon as it owes no answer.
  void stop();
  // Ends it now; a statement that is with the sequencer is still waited for.
  void cut();

 private:
  enum class Step : std::uint8_t { next_request, close, linger };

  // One request and its answer.
  Awaitable<Step> serve_one();
  // Bytes until the head is whole. False where there is no request: `refusal_` says why, if the
  // peer should know.
  Awaitable<bool> read_head();
  Awaitable<bool> read_body();
  // What can be said of the request before its body and any work: the route or a refusal.
  std::optional<Problem> accept_head();
  std::optional<Problem> accept_route();
  std::optional<Problem> check_body_head() const;
  // Whether the request's body is lines, each of which is answered.
  [[nodiscard]] bool is_stream() const;
  [[nodiscard]] Problem body_too_large() const;

  Awaitable<void> answer_by_handler();
  Awaitable<void> answer_by_sequencer();
  Awaitable<bool> wait_for_views();
  bool answer_from_cache();

  Awaitable<Step> serve_stream();
  Awaitable<void> read_stream(std::shared_ptr<StatementStream> stream);
  Awaitable<Step> serve_download();
  // The same while it is counted as one.
  Awaitable<Step> give_download();
  // Has a worker do it, when there is one for downloads.
  Awaitable<void> work_for_download(std::move_only_function<void()> work);
  // True where the peer has taken all.
  Awaitable<bool> write_pages(DownloadBody& body, Framing framing);
  Awaitable<Step> serve_events();
  Awaitable<void> write_events(ledger::Index next);
  // Where a subscriber wants to begin, or what is wrong with that.
  [[nodiscard]] std::variant<ledger::Index, Problem> first_event() const;

  Awaitable<Step> send();
  // Writes the head of an answer whose length is not known.
  Awaitable<bool> begin_endless(const Response& response, Framing framing);
  void refuse(const Problem& problem);
  void count(unsigned status);

  Edge& edge_;
  Connection connection_;
  std::uint32_t requests_ = 0;
  bool is_between_requests_ = true;  // no byte of the next request has come

  // Of the current request:
  std::optional<RequestParser> parser_;
  std::size_t head_bytes_ = 0;
  Request request_;
  Match match_;
  Connection::Moment begun_;
  std::string cache_key_;
  bool is_unread_ = false;  // the body, or a part of it, was left in the connection
  std::shared_ptr<const Response> answer_;
  std::string head_;  // of the answer

  Signal answered_;
  Signal room_;  // a stream of statements has room for more lines
  bool is_reading_stream_ = false;
  Connection::Moment page_due_ = Connection::Moment::max();  // of a download, by the peer
  Signal events_;  // there are records, a heartbeat is due, or the end has come
  bool is_subscribed_ = false;
  Connection::Moment heartbeat_due_ = Connection::Moment::max();
};

}  // namespace pledgebook::server
