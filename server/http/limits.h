// SPDX-License-Identifier: Apache-2.0
// Limits: how much a client may ask for or use. One of these limits every input, queue, page and
// wait of the server.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace pledgebook::server {

struct Limits {
  // Connections and requests.
  std::size_t connections_max = 1'024;
  std::uint32_t requests_per_connection_max = 10'000;
  std::size_t header_bytes_max = 8'192;  // request line and fields
  std::size_t target_bytes_max = 4'096;
  std::size_t body_bytes_max =
      65'536;  // of a body that is read as a whole, and of a line of a stream

  // Bodies that are larger than that, of routes that take such, at a time.
  std::size_t large_bodies_max = 8;

  // Jobs that wait for a thread of their lane (server/http/lanes.h); with more, the answer is 503.
  std::size_t statements_waiting_max = 512;
  std::size_t reads_waiting_max = 512;
  std::size_t heavy_reads_waiting_max = 64;

  // A stream of statements is read on only while fewer lines than this wait for their answer. The
  // second of each pair is for all streams together, which share it equally.
  std::size_t lines_in_flight_max = 512;
  std::size_t lines_in_flight_all_max = 1'024;
  std::size_t stream_bytes_max = std::size_t{2} * 1'024 * 1'024;  // of the same lines
  std::size_t stream_bytes_all_max = std::size_t{16} * 1'024 * 1'024;
  std::size_t streams_max = 64;  // at a time

  // Pages.
  std::uint64_t page_items_max = 1'000;
  std::size_t page_bytes_max =
      std::size_t{4} * 1'024 * 1'024;  // a page ends with the item that exceeds this

  // Subscribers to events. One holds at most one page.
  std::size_t subscribers_max = 256;
  std::uint64_t event_page_items_max = 256;
  std::size_t event_page_bytes_max = std::size_t{256} * 1'024;

  // Downloads. Each has a page in memory, some 256 kB, and the list of its records.
  std::size_t downloads_max = 16;
  std::chrono::milliseconds download_page_max{60'000};  // to send a page

  // The cache of answers, so that the same question needs no second query.
  std::size_t cache_bytes_max = std::size_t{32} * 1'024 * 1'024;

  // Times, by the clock's monotonic(); checked once a sweep.
  std::chrono::milliseconds idle_max{60'000};       // between two requests of a connection
  std::chrono::milliseconds handshake_max{10'000};  // of TLS
  std::chrono::milliseconds tls_look_every{1'000};  // whether certificate and key have changed
  std::chrono::milliseconds header_max{10'000};     // from a request's first byte to its body
  std::chrono::milliseconds body_max{30'000};       // an envelope's; between two reads of a stream
  std::chrono::milliseconds write_max{30'000};      // between two writes that make progress
  std::chrono::milliseconds linger_max{2'000};      // after an answer that leaves a body unread
  std::chrono::milliseconds view_wait_max{5'000};   // for min_size
  std::chrono::milliseconds heartbeat_every{15'000};
  std::chrono::milliseconds drain_max{1'500};            // from stop() until connections are closed
  std::chrono::milliseconds download_drain_max{10'000};  // the same of a download
  std::chrono::milliseconds slow_answer_min{1'000};      // slower ones are reported in the journal
  std::chrono::milliseconds sweep_every{250};            // real time, not the clock's
};

}  // namespace pledgebook::server
