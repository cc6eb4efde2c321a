// SPDX-License-Identifier: Apache-2.0
// ScriptedServer: a server with scripted answers, complete or broken, for tests of clients.
//
// Threads: one of its own; the questions from any.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace pledgebook::server {

class ScriptedServer {
 public:
  // What it does after it has received a request: the head, or also the body.
  struct Step {
    enum class Reads : std::uint8_t { request, head };
    std::string answer;
    Reads reads = Reads::request;
  };
  // The steps of one connection; then it is closed, or held until the server ends.
  struct Exchange {
    std::vector<Step> steps;
    enum class End : std::uint8_t { close, hold };
    End end = End::close;
  };

  // Connections are taken one after another, as many as there are exchanges.
  explicit ScriptedServer(std::vector<Exchange> exchanges);
  ~ScriptedServer();
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  [[nodiscard]] std::string url(const std::string& scheme = "http") const;
  // The requests, as far as they were read.
  [[nodiscard]] std::vector<std::string> requests() const;

 private:
  void run();
  void serve(boost::asio::ip::tcp::socket& socket, const Exchange& exchange);

  const std::vector<Exchange> exchanges_;
  boost::asio::io_context io_;
  boost::asio::ip::tcp::acceptor acceptor_;
  mutable std::mutex mutex_;
  std::vector<std::string> requests_;  // guarded by mutex_
  std::vector<boost::asio::ip::tcp::socket> held_;
  std::thread thread_;
};

// An answer with a length.
[[nodiscard]] std::string answer_text(const std::string& status, const std::string& type,
                                      const std::string& body);

}  // namespace pledgebook::server
