// SPDX-License-Identifier: Apache-2.0
#include "server/io/tls_stream.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <cerrno>
#include <utility>

namespace pledgebook::server {
namespace {

int socket_of(BIO* bio) { return *static_cast<const int*>(BIO_get_data(bio)); }

bool is_transient(int error) { return error == EAGAIN || error == EWOULDBLOCK || error == EINTR; }

// As OpenSSL's own, but without SIGPIPE when the peer has gone.
int write_socket(BIO* bio, const char* bytes, int size) {
  BIO_clear_retry_flags(bio);
  const ssize_t sent = ::send(socket_of(bio), bytes, static_cast<std::size_t>(size), MSG_NOSIGNAL);
  if (sent < 0 && is_transient(errno)) BIO_set_retry_write(bio);
  return static_cast<int>(sent);
}

int read_socket(BIO* bio, char* room, int size) {
  BIO_clear_retry_flags(bio);
  const ssize_t got = ::recv(socket_of(bio), room, static_cast<std::size_t>(size), 0);
  if (got < 0 && is_transient(errno)) BIO_set_retry_read(bio);
  if (got == 0) BIO_set_flags(bio, BIO_FLAGS_IN_EOF);
  return static_cast<int>(got);
}

long control_socket(BIO* bio, int command, long, void*) {
  if (command == BIO_CTRL_EOF) return BIO_test_flags(bio, BIO_FLAGS_IN_EOF) != 0 ? 1 : 0;
  return command == BIO_CTRL_FLUSH ? 1 : 0;
}

// Null if there is no memory. Made once: OpenSSL has few BIO types to give.
const BIO_METHOD* socket_method() {
  static const BIO_METHOD* const method = [] {
    BIO_METHOD* made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket");
    if (made == nullptr) return made;
    BIO_meth_set_write(made, write_socket);
    BIO_meth_set_read(made, read_socket);
    BIO_meth_set_ctrl(made, control_socket);
    return made;
  }();
  return method;
}

}  // namespace

TlsStream::TlsStream(TlsContext::Session session, int socket)
    : socket_(socket), session_(std::move(session)) {
  BIO* bio = socket_method() == nullptr ? nullptr : BIO_new(socket_method());
  has_failed_ = bio == nullptr;
  if (has_failed_) return;
  // OpenSSL only reads what it points to.
  BIO_set_data(bio, const_cast<int*>(&socket_));
  BIO_set_init(bio, 1);
  SSL_set_bio(session_.get(), bio, bio);
  SSL_set_accept_state(session_.get());
}

TlsStream::State TlsStream::state_of(int outcome) {
  switch (SSL_get_error(session_.get(), outcome)) {
    case SSL_ERROR_NONE:
      return State::done;
    case SSL_ERROR_WANT_READ:
      return State::wants_read;
    case SSL_ERROR_WANT_WRITE:
      return State::wants_write;
    case SSL_ERROR_ZERO_RETURN:
      return State::ended;
    default:
      has_failed_ = true;
      if (const char* reason = ERR_reason_error_string(ERR_peek_error())) failure_ = reason;
      return State::ended;
  }
}

TlsStream::State TlsStream::handshake() {
  if (has_failed_) return State::ended;
  ERR_clear_error();
  return state_of(SSL_do_handshake(session_.get()));
}

TlsStream::State TlsStream::read(std::span<char> room, std::size_t& count) {
  if (has_failed_) return State::ended;
  ERR_clear_error();
  return state_of(SSL_read_ex(session_.get(), room.data(), room.size(), &count));
}

TlsStream::State TlsStream::write(std::string_view bytes, std::size_t& count) {
  if (has_failed_) return State::ended;
  ERR_clear_error();
  return state_of(SSL_write_ex(session_.get(), bytes.data(), bytes.size(), &count));
}

void TlsStream::say_end() {
  if (has_failed_ || SSL_is_init_finished(session_.get()) == 0) return;
  ERR_clear_error();
  SSL_shutdown(session_.get());
}

}  // namespace pledgebook::server
