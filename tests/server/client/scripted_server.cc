// SPDX-License-Identifier: Apache-2.0
#include "tests/server/client/scripted_server.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <utility>

namespace pledgebook::server {
namespace {

namespace asio = boost::asio;
using ErrorCode = boost::system::error_code;
using tcp = asio::ip::tcp;

std::size_t length_in(const std::string& head) {
  const std::string name = "Content-Length: ";
  const std::size_t at = head.find(name);
  return at == std::string::npos ? 0 : std::stoul(head.substr(at + name.size()));
}

}  // namespace

ScriptedServer::ScriptedServer(std::vector<Exchange> exchanges)
    : exchanges_(std::move(exchanges)),
      acceptor_(io_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)),
      thread_([this] { run(); }) {}

ScriptedServer::~ScriptedServer() {
  // Connects as often as clients did not, so that the thread ends.
  ErrorCode error;
  asio::io_context io;
  std::vector<tcp::socket> sockets;
  for (std::size_t i = 0; i < exchanges_.size(); ++i) {
    sockets.emplace_back(io);
    sockets.back().connect(acceptor_.local_endpoint(), error);
    sockets.back().shutdown(tcp::socket::shutdown_send, error);
  }
  thread_.join();
}

std::string ScriptedServer::url(const std::string& scheme) const {
  return scheme + "://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port());
}

std::vector<std::string> ScriptedServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void ScriptedServer::run() {
  for (const Exchange& exchange : exchanges_) {
    ErrorCode error;
    tcp::socket socket(io_);
    acceptor_.accept(socket, error);
    if (error) return;
    serve(socket, exchange);
    if (exchange.end == Exchange::End::hold) held_.push_back(std::move(socket));
  }
}

void ScriptedServer::serve(tcp::socket& socket, const Exchange& exchange) {
  std::string received;
  for (const Step& step : exchange.steps) {
    ErrorCode error;
    // TLS begins without a line: what comes first is enough.
    std::size_t head = 0;
    while (!error && head == 0) {
      std::array<char, 4'096> room{};
      const std::size_t end = received.find("\r\n\r\n");
      if (end != std::string::npos) {
        head = end + 4;
      } else if (received.starts_with('\x16')) {
        head = received.size();
      } else {
        received.append(room.data(), socket.read_some(asio::buffer(room), error));
      }
    }
    const std::size_t body = length_in(received.substr(0, head));
    const std::size_t wanted = step.reads == Step::Reads::head ? head : head + body;
    while (!error && received.size() < wanted) {
      std::array<char, 4'096> room{};
      received.append(room.data(), socket.read_some(asio::buffer(room), error));
    }
    if (error) return;
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(received.substr(0, wanted));
    }
    received.erase(0, wanted);
    asio::write(socket, asio::buffer(step.answer), error);
  }
}

std::string answer_text(const std::string& status, const std::string& type,
                        const std::string& body) {
  return "HTTP/1.1 " + status + "\r\nContent-Type: " + type +
         "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace pledgebook::server
