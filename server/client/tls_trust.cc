// SPDX-License-Identifier: Apache-2.0
#include "server/client/tls_trust.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <array>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/error.hpp>
#include <utility>

namespace pledgebook::server {
namespace {

namespace ssl = boost::asio::ssl;

// ALPN (RFC 7301): a list of names, each after its length.
constexpr std::array<unsigned char, 9> kHttp11{8, 'h', 't', 't', 'p', '/', '1', '.', '1'};

std::string certificate_sentence(const std::string& server, std::string_view bare_host,
                                 long verdict) {
  const std::string shows = "the certificate of " + server + " ";
  switch (verdict) {
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return shows + "is not for the host " + std::string(bare_host) +
             ": use the host's name that is in the certificate";
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return shows +
             "has expired: the server's operator must renew it, unless this machine's clock is "
             "wrong";
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return shows + "is not valid yet: check this machine's clock";
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
      return shows +
             "was issued by an authority that this system does not trust: get the authority's "
             "certificate from the server's operator and give it with --ca FILE";
    default:
      return shows + "is not valid (" + X509_verify_cert_error_string(verdict) +
             "): ask the server's operator";
  }
}

bool speaks_plain_http(const boost::system::error_code& error) {
  if (error.category() != boost::asio::error::get_ssl_category()) return false;
  const int reason = ERR_GET_REASON(static_cast<unsigned long>(error.value()));
  return reason == SSL_R_WRONG_VERSION_NUMBER || reason == SSL_R_HTTP_REQUEST ||
         reason == SSL_R_PACKET_LENGTH_TOO_LONG;
}

bool set_up(ssl::context& context, const std::string& ca_file) {
  SSL_CTX* native = context.native_handle();
  if (SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION) != 1) return false;
  if (SSL_CTX_set_max_proto_version(native, TLS1_3_VERSION) != 1) return false;
  if (SSL_CTX_set_alpn_protos(native, kHttp11.data(), kHttp11.size()) != 0) return false;
  SSL_CTX_set_verify(native, SSL_VERIFY_PEER, nullptr);
  if (ca_file.empty()) return SSL_CTX_set_default_verify_paths(native) == 1;
  return SSL_CTX_load_verify_file(native, ca_file.c_str()) == 1;
}

}  // namespace

TlsTrust::TlsTrust(std::string ca_file) : ca_file_(std::move(ca_file)) {}
TlsTrust::~TlsTrust() = default;

std::expected<ssl::context*, std::string> TlsTrust::context() {
  const std::lock_guard lock(mutex_);
  if (context_) return context_.get();
  auto made = std::make_unique<ssl::context>(ssl::context::tls_client);
  if (!set_up(*made, ca_file_)) {
    ERR_clear_error();
    return std::unexpected(
        ca_file_.empty()
            ? std::string("can't read this system's certificates of authorities: give those "
                          "to trust with --ca FILE")
            : ca_file_ +
                  " can't be read as certificates of authorities: give a file of PEM, "
                  "with lines -----BEGIN CERTIFICATE-----");
  }
  context_ = std::move(made);
  return context_.get();
}

bool expect_host(ssl_st* tls, std::string_view bare_host) {
  std::string host(bare_host);
  boost::system::error_code error;
  boost::asio::ip::make_address(host, error);
  const bool is_address = !error;
  if (is_address) return X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(tls), host.c_str()) == 1;
  SSL_set_hostflags(tls, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  // SSL_set_tlsext_host_name without its macro, which has a C cast.
  return SSL_ctrl(tls, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, host.data()) == 1 &&
         SSL_set1_host(tls, host.c_str()) == 1;
}

std::string handshake_sentence(ssl_st* tls, const std::string& server, std::string_view bare_host,
                               const boost::system::error_code& error) {
  if (const long verdict = SSL_get_verify_result(tls); verdict != X509_V_OK)
    return certificate_sentence(server, bare_host, verdict);
  if (speaks_plain_http(error)) {
    return server +
           " does not speak TLS: write http:// if it is reached without TLS, or check the "
           "port";
  }
  return server + " ended the TLS handshake (" + error.message() +
         "): check the port, and that it speaks TLS 1.2 or 1.3";
}

}  // namespace pledgebook::server
