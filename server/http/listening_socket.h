// SPDX-License-Identifier: Apache-2.0
// ListeningSocket: an address that is listened at. It may live longer than the servers that accept
// from it, one after another: meanwhile connections wait, and none is refused.
//
// Threads: one at a time.
#pragma once

#include <cstdint>
#include <string>

#include "ledger/error.h"

namespace pledgebook::server {

class ListeningSocket {
 public:
  // Binds `address`: "127.0.0.1:8080", "[::1]:8080"; port 0: any free port. Errc::busy if it is in
  // use.
  [[nodiscard]] static ledger::Result<ListeningSocket> open(const std::string& address);
  ListeningSocket(ListeningSocket&& other) noexcept;
  ListeningSocket& operator=(ListeningSocket&& other) noexcept;
  ~ListeningSocket();

  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
  [[nodiscard]] bool is_ip_6() const noexcept { return is_ip_6_; }
  // Another descriptor of the socket, which the caller closes.
  [[nodiscard]] ledger::Result<int> another() const;

 private:
  ListeningSocket(int descriptor, bool is_ip_6) : descriptor_(descriptor), is_ip_6_(is_ip_6) {}

  int descriptor_;  // -1: moved from
  bool is_ip_6_;
  std::uint16_t port_ = 0;
};

}  // namespace pledgebook::server
