// SPDX-License-Identifier: Apache-2.0
#include "server/io/tls_context.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/stat.h>

#include <string_view>
#include <utility>

namespace pledgebook::server {
namespace {

// In ALPN's form: a length and a name (RFC 7301).
constexpr unsigned char kProtocols[] = "\x08http/1.1";

std::unexpected<ledger::Error> refused(ledger::Errc code, const std::string& file,
                                       std::string_view why) {
  const char* reason = ERR_reason_error_string(ERR_get_error());
  ERR_clear_error();
  std::string detail = file + ": " + std::string(why);
  if (reason != nullptr) detail += std::string(" (") + reason + ")";
  return std::unexpected(ledger::Error{code, std::move(detail)});
}

// A client that lists protocols must list ours; one that lists none is taken to use it.
int choose_protocol(SSL*, const unsigned char** out, unsigned char* out_length,
                    const unsigned char* offered, unsigned int offered_length, void*) {
  unsigned char* chosen = nullptr;
  const int found = SSL_select_next_proto(&chosen, out_length, kProtocols, sizeof kProtocols - 1,
                                          offered, offered_length);
  *out = chosen;
  return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

// A server has nobody to ask for a passphrase.
int no_passphrase(char*, int, int, void*) { return 0; }

}  // namespace

void TlsContext::FreeSession::operator()(ssl_st* session) const noexcept { SSL_free(session); }
void TlsContext::FreeContext::operator()(ssl_ctx_st* context) const noexcept {
  SSL_CTX_free(context);
}

ledger::Result<std::unique_ptr<TlsContext>> TlsContext::open(TlsFiles files) {
  std::unique_ptr<TlsContext> tls(new TlsContext(std::move(files)));
  LEDGER_CHECK(tls->reload());
  return tls;
}

ledger::Result<bool> TlsContext::reload() {
  const Stamps now = stamps();
  if (context_ && now == read_) return false;
  read_ = now;
  LEDGER_TRY(context_, load(files_));
  return true;
}

TlsContext::Session TlsContext::new_session() const { return Session(SSL_new(context_.get())); }

std::optional<TlsContext::Stamp> TlsContext::stamp_of(const std::string& path) {
  struct stat found{};
  if (::stat(path.c_str(), &found) != 0) return std::nullopt;
  constexpr std::int64_t kSecond = 1'000'000'000;
  return Stamp{.changed_ns = found.st_mtim.tv_sec * kSecond + found.st_mtim.tv_nsec,
               .bytes = static_cast<std::uint64_t>(found.st_size),
               .inode = found.st_ino};
}

TlsContext::Stamps TlsContext::stamps() const {
  return {.certificate = stamp_of(files_.certificate), .key = stamp_of(files_.key)};
}

ledger::Result<TlsContext::Context> TlsContext::load(const TlsFiles& files) {
  ERR_clear_error();
  Context context(SSL_CTX_new(TLS_server_method()));
  if (!context || SSL_CTX_set_min_proto_version(context.get(), TLS1_3_VERSION) != 1)
    return refused(ledger::Errc::storage, files.certificate, "there is no memory for TLS");
  // No tickets: resumed connections would be only as safe as a key that is in memory for days. A
  // missing close_notify is not an error: HTTP itself shows whether a body is complete.
  SSL_CTX_set_options(context.get(), SSL_OP_NO_TICKET | SSL_OP_IGNORE_UNEXPECTED_EOF);
  SSL_CTX_set_num_tickets(context.get(), 0);
  SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
  SSL_CTX_set_mode(context.get(), SSL_MODE_ENABLE_PARTIAL_WRITE |
                                      SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                      SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_alpn_select_cb(context.get(), choose_protocol, nullptr);
  SSL_CTX_set_default_passwd_cb(context.get(), no_passphrase);
  if (SSL_CTX_use_certificate_chain_file(context.get(), files.certificate.c_str()) != 1) {
    return refused(ledger::Errc::corrupt, files.certificate,
                   "no certificate can be read from it: give a PEM file that this user may read");
  }
  if (SSL_CTX_use_PrivateKey_file(context.get(), files.key.c_str(), SSL_FILETYPE_PEM) != 1) {
    return refused(ledger::Errc::corrupt, files.key,
                   "no key can be read from it that belongs to the certificate: give the "
                   "certificate's key, in PEM and without a passphrase");
  }
  if (SSL_CTX_check_private_key(context.get()) != 1)
    return refused(ledger::Errc::corrupt, files.key, "it is not the certificate's key");
  return context;
}

}  // namespace pledgebook::server
