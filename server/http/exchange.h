// SPDX-License-Identifier: Apache-2.0
// Exchange: one request and its answer: what a kind of route (serving.h) may do with a connection.
// It reads the body, has a lane work, waits, and answers: whole, or piece by piece.
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

  [[nodiscard]] HttpContext& context() noexcept { return context_; }
  [[nodiscard]] Request& request() noexcept { return request_; }
  [[nodiscard]] Match& match() noexcept { return match_; }
  [[nodiscard]] const Route& route() const noexcept { return *match_.route; }
  [[nodiscard]] bool is_stopping() const noexcept { return context_.is_stopping; }
  [[nodiscard]] bool is_connected() const noexcept { return connection_.is_open(); }

  // The whole body, into request().body. False where there is none to be had: that is answered.
  [[nodiscard]] Awaitable<bool> read_body();
  // Adds what comes next of the body to `piece`: nothing more once the body is whole.
  enum class Piece : std::uint8_t { more, end, broken, malformed };
  [[nodiscard]] Awaitable<Piece> read_piece(std::string& piece);
  // For bodies that are long: fewer and larger reads.
  void grow_buffer() { connection_.grow_buffer(); }
  // By when the next piece must have come; without a span, whenever it likes.
  void read_within(std::chrono::milliseconds span) { connection_.read_within(span); }
  void no_read_deadline() noexcept { connection_.no_read_deadline(); }
  // What waits for a piece sees the body broken off; answers go out.
  void end_reading() { connection_.end_reading(); }
  // Ends everything that is waited for.
  void close() { connection_.close(); }

  // Whose leaving ends a wait: of a peer that only asks, its closing; of one that said something,
  // only that it can't be reached any more.
  enum class Watch : std::uint8_t { closing, reset };
  // Has the lane do it, and waits. Where it was not done, `full` and `stopping` are answered, and
  // to one that has left there is nothing to say.
  enum class Work : std::uint8_t { done, full, stopping, left };
  [[nodiscard]] Awaitable<Work> work(Lane lane, Watch watch, std::move_only_function<void()> job);
  // The same for a job that is over once it, or whom it has told, calls its argument: on any
  // thread.
  using Done = std::function<void()>;
  [[nodiscard]] Awaitable<Work> work_until_done(Lane lane, Watch watch,
                                                std::move_only_function<void(Done)> job);
  // The same for an answer that has begun: false where it was not done, and nothing is answered.
  [[nodiscard]] Awaitable<bool> work_on_answer(Lane lane, std::move_only_function<void()> job);
  // Until wake(), the moment, the server's stop, or the peer's leaving; which of them is for the
  // caller to look at.
  [[nodiscard]] Awaitable<void> wait(Watch watch, Moment until = Moment::max());
  void wake() { wake_.raise(); }
  [[nodiscard]] bool has_peer_left() const noexcept { return has_peer_left_; }

  // The whole answer.
  [[nodiscard]] Awaitable<void> answer(std::shared_ptr<const Response> response);
  [[nodiscard]] Awaitable<void> answer(const Problem& problem);
  // An answer whose length is not known: its head, then pieces, then its end. False where the peer
  // takes no more. `response` has no body.
  enum class Ending : std::uint8_t { chunk, connection };  // a chunk: of HTTP/1.1 only
  [[nodiscard]] Awaitable<bool> begin(const Response& response, Ending ending = Ending::chunk);
  // `piece` is not empty; it may be added to. The peer has to take it within `span`.
  [[nodiscard]] Awaitable<bool> write(
      std::string& piece, std::chrono::milliseconds span = std::chrono::milliseconds::max());
  [[nodiscard]] Awaitable<void> end();
  // The same where the request was HEAD.
  void end_without_body();
  // What was begun can't be ended: the peer must see that.
  void abandon();

  // The body, or a part of it, stays in the connection.
  void leave_body_unread() noexcept { is_unread_ = true; }
  // No further request after this one.
  void set_last() noexcept { is_last_ = true; }
  // While stopping, it may take so long.
  void drain_within(std::chrono::milliseconds span) noexcept { drain_max_ = span; }
  // Tells the journal, with the route and the target. The reference.
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
  [[nodiscard]] Awaitable<Work> do_work(Lane lane, Watch watch,
                                        std::move_only_function<void(Done)> job);
  // What comes after an answer whose length was not known.
  [[nodiscard]] After after_pieces() const;
  [[nodiscard]] HeadOptions head_options(Framing framing, bool keep_alive) const;
  void count(const Response& response);
  // Ends the wait for a job that has not begun.
  void take_back(Work end);

  HttpContext& context_;
  Connection& connection_;
  RequestParser& parser_;
  Request request_;
  Match match_;
  Moment begun_;
  bool is_unread_ = false;
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
