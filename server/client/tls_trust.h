// SPDX-License-Identifier: Apache-2.0
// TlsTrust: the certificates that a client trusts, and its version of TLS: 1.3, or 1.2 if a proxy
// has nothing newer (decision 0032). The server's certificate must be valid, issued by a trusted
// authority, and for the host in the address.
//
// Threads: any; connections share one.
#pragma once

#include <boost/system/error_code.hpp>
#include <expected>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace boost::asio::ssl {
class context;  // NOLINT(readability-identifier-naming): the library's name
}
struct ssl_st;

namespace pledgebook::server {

class TlsTrust {
 public:
  // `ca_file`: PEM certificates of the authorities to trust; empty: those that the system trusts
  // (OpenSSL's, so also SSL_CERT_FILE and SSL_CERT_DIR). Nothing is read yet.
  explicit TlsTrust(std::string ca_file = {});
  ~TlsTrust();
  TlsTrust(const TlsTrust&) = delete;
  TlsTrust& operator=(const TlsTrust&) = delete;

  // The first call reads the certificates, which takes some milliseconds. The error is a sentence:
  // they can't be read.
  [[nodiscard]] std::expected<boost::asio::ssl::context*, std::string> context();

 private:
  const std::string ca_file_;
  std::mutex mutex_;
  std::unique_ptr<boost::asio::ssl::context> context_;  // once read
};

// Makes a connection's handshake name the host (SNI) and accept only a certificate for it, a name
// or an IP address. False if OpenSSL has no memory.
[[nodiscard]] bool expect_host(ssl_st* tls, std::string_view bare_host);

// Why a handshake with `server` failed, in a sentence with the remedy.
[[nodiscard]] std::string handshake_sentence(ssl_st* tls, const std::string& server,
                                             std::string_view bare_host,
                                             const boost::system::error_code& error);

}  // namespace pledgebook::server
