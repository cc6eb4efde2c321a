// SPDX-License-Identifier: Apache-2.0
// Exchange: one request and its answer, as a kind of route (serving.h) sees the connection. It
// reads the body, runs work on a lane, waits, and sends the answer, whole or piece by piece.
//
// Threads: the I/O thread only.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "server/http/connection.h"
#include "server/http/http_context.h"
#include "server/http/request.h"
#include "server/http/request_parser.h"
#include "server/http/response.h"
#include "server/http/response_head.h"
#include "server/http/router.h"
#include "server/io/signal.h"

namespace pledgebook::server {

class Exchange {
 public:
  using Moment = Connection::Moment;
  enum class After : std::uint8_t { next_request, linger, close };

  // All outlive the exchange.
  Exchange(HttpContext& context, Connection& connection, RequestParser& parser);
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;
  ~Exchange();

  [[nodiscard]] HttpContext& context() noexcept { return context_; }
  [[nodiscard]] Request& request() noexcept { return request_; }
  [[nodiscard]] Match& match() noexcept { return match_; }
  [[nodiscard]] const Route& route() const noexcept { return *match_.route; }
  [[nodiscard]] bool is_stopping() const noexcept { return context_.is_stopping; }
  [[nodiscard]] bool is_connected() const noexcept { return connection_.is_open(); }

  // Reads the whole body into request().body. False if that failed; an error was answered.
  [[nodiscard]] Awaitable<bool> read_body();
  // Appends the next bytes of the body to `piece`; at its end, nothing.
  enum class Piece : std::uint8_t { more, end, broken, malformed };
  [[nodiscard]] Awaitable<Piece> read_piece(std::string& piece);
  // For long bodies: fewer and larger reads.
  void grow_buffer() { connection_.grow_buffer(); }
  // The deadline of the next piece; or none.
  void read_within(std::chrono::milliseconds span) { connection_.read_within(span); }
  void no_read_deadline() noexcept { connection_.no_read_deadline(); }
  // A pending read_piece sees a truncated body; answers are still sent.
  void end_reading() { connection_.end_reading(); }
  // Cancels all pending operations.
  void close() { connection_.close(); }

  // When a peer's leaving ends a wait. For a peer that only reads: when it closes its side. For one
  // that submits something: only when it can no longer be reached.
  enum class Watch : std::uint8_t { closing, reset };
  // Runs the job on the lane, and waits for it. If it was not run: `full` and `stopping` were
  // answered; `left` means that the peer has left, so there is no answer.
  enum class Work : std::uint8_t { done, full, stopping, left };
  [[nodiscard]] Awaitable<Work> work(Lane lane, Watch watch, std::move_only_function<void()> job);
  // The same for a job that is finished when its argument is called, on any thread.
  using Done = std::function<void()>;
  [[nodiscard]] Awaitable<Work> work_until_done(Lane lane, Watch watch,
                                                std::move_only_function<void(Done)> job);
  // The same after begin(): false if the job was not run; no error is answered.
  [[nodiscard]] Awaitable<bool> work_on_answer(Lane lane, std::move_only_function<void()> job);
  // Waits until wake(), the moment, the server's stop, or the peer's leaving. The caller checks
  // which it was.
  [[nodiscard]] Awaitable<void> wait(Watch watch, Moment until = Moment::max());
  void wake() { wake_.raise(); }
  [[nodiscard]] bool has_peer_left() const noexcept { return has_peer_left_; }

  // The whole answer.
  [[nodiscard]] Awaitable<void> answer(std::shared_ptr<const Response> response);
  [[nodiscard]] Awaitable<void> answer(const Problem& problem);
  // An answer of unknown length: its head, then pieces, then its end. False if the peer can't be
  // sent more. `response` has no body.
  enum class Ending : std::uint8_t { chunk, connection };  // a chunk: of HTTP/1.1 only
  [[nodiscard]] Awaitable<bool> begin(const Response& response, Ending ending = Ending::chunk);
  // `piece` is not empty; the call may append to it. It must be sent within `span`.
  [[nodiscard]] Awaitable<bool> write(
      std::string& piece, std::chrono::milliseconds span = std::chrono::milliseconds::max());
  [[nodiscard]] Awaitable<void> end();
  // The same for a HEAD request.
  void end_without_body();
  // The answer can't be completed, and the peer must see that.
  void abandon();

  // The request's body, or a part of it, was not read.
  void leave_body_unread() noexcept { is_unread_ = true; }
  // No further request after this one.
  void set_last() noexcept { is_last_ = true; }
  // How long the answer may take once the server stops.
  void drain_within(std::chrono::milliseconds span) noexcept { drain_max_ = span; }
  // Writes to the journal, with the route and the target. Returns the reference.
  std::string report(Incident incident);

  // For the session:
  [[nodiscard]] After after() const noexcept { return after_; }
  [[nodiscard]] bool is_waited_for() const noexcept { return has_ticket_ || is_waiting_; }
  void sweep(Moment now);
  void stop();
  void cut();
  [[nodiscard]] std::chrono::milliseconds drain_max() const noexcept { return drain_max_; }
  // The answer's duration is counted from here.
  void begin_clock() { begun_ = context_.clock.monotonic(); }

 private:
  [[nodiscard]] Problem body_too_large() const;
  // What is wrong with the body as far as it was read. A large one is counted.
  [[nodiscard]] std::optional<Problem> judge_body();
  // Reports an answer of the server's fault; gives what the peer is told.
  [[nodiscard]] std::shared_ptr<const Response> reported(std::shared_ptr<const Response> response);
  [[nodiscard]] Awaitable<Work> do_work(Lane lane, Watch watch,
                                        std::move_only_function<void(Done)> job);
  // What comes after an answer of unknown length.
  [[nodiscard]] After after_pieces() const;
  [[nodiscard]] HeadOptions head_options(Framing framing, bool keep_alive) const;
  void count(const Response& response);
  // Cancels a job that has not begun, and ends the wait for it.
  void take_back(Work end);

  HttpContext& context_;
  Connection& connection_;
  RequestParser& parser_;
  Request request_;
  Match match_;
  Moment begun_;
  bool is_unread_ = false;
  bool is_large_ = false;  // the body, and counted
  bool is_last_ = false;
  bool has_peer_left_ = false;
  std::chrono::milliseconds drain_max_;
  After after_ = After::close;

  // Of a wait:
  Signal worked_;
  Signal wake_;
  bool has_ticket_ = false;  // a job waits or runs
  Lane lane_ = Lane::none;
  WorkLane::Ticket ticket_ = 0;
  Work work_end_ = Work::done;
  bool is_waiting_ = false;
  Watch watch_ = Watch::reset;
  Moment wait_until_ = Moment::max();

  // Of an answer:
  Framing framing_ = Framing::length;
  Moment piece_due_ = Moment::max();
  std::string head_;
};

}  // namespace pledgebook::server
