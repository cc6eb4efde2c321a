// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_certificates.h"

#include <gtest/gtest.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <fstream>

namespace pledgebook::support {
namespace {

constexpr long kAuthorityDays = 2;
constexpr long kSecondsADay = 86'400;

struct FreeBio {
  void operator()(BIO* bio) const noexcept { BIO_free(bio); }
};

template <class Write>
std::string pem_of(Write write) {
  const std::unique_ptr<BIO, FreeBio> bio(BIO_new(BIO_s_mem()));
  EXPECT_EQ(write(bio.get()), 1);
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}

std::string pem_of_certificate(X509* certificate) {
  return pem_of([certificate](BIO* bio) { return PEM_write_bio_X509(bio, certificate); });
}

void add_extension(X509* certificate, X509* issuer, int id, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, id, value);
  ASSERT_NE(extension, nullptr) << value;
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

}  // namespace

void TestAuthority::Free::operator()(evp_pkey_st* key) const noexcept { EVP_PKEY_free(key); }
void TestAuthority::Free::operator()(x509_st* certificate) const noexcept {
  X509_free(certificate);
}

TestAuthority::TestAuthority() : key_(EVP_EC_gen("P-256")) {
  certificate_ = sign(key_.get(), "Pledgebook test authority", Role::authority);
}
TestAuthority::~TestAuthority() = default;

TestAuthority::Certificate TestAuthority::sign(evp_pkey_st* key, const char* name, Role role) {
  Certificate certificate(X509_new());
  X509* made = certificate.get();
  X509_set_version(made, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(made), ++serial_);
  X509_gmtime_adj(X509_getm_notBefore(made), -kSecondsADay);
  X509_gmtime_adj(X509_getm_notAfter(made), kAuthorityDays * kSecondsADay);
  X509_set_pubkey(made, key);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(made), "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(name), -1, -1, 0);
  X509* issuer = role == Role::authority ? made : certificate_.get();
  X509_set_issuer_name(made, X509_get_subject_name(issuer));
  if (role == Role::authority) {
    add_extension(made, issuer, NID_basic_constraints, "critical,CA:TRUE");
    add_extension(made, issuer, NID_key_usage, "critical,keyCertSign,cRLSign");
    add_extension(made, issuer, NID_subject_key_identifier, "hash");
  } else {
    add_extension(made, issuer, NID_basic_constraints, "critical,CA:FALSE");
    add_extension(made, issuer, NID_key_usage, "critical,digitalSignature");
    add_extension(made, issuer, NID_ext_key_usage, "serverAuth");
    add_extension(made, issuer, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1,IP:::1");
    add_extension(made, issuer, NID_subject_key_identifier, "hash");
    add_extension(made, issuer, NID_authority_key_identifier, "keyid");
  }
  EXPECT_GT(X509_sign(made, key_.get(), EVP_sha256()), 0);
  return certificate;
}

std::string TestAuthority::certificate() const { return pem_of_certificate(certificate_.get()); }

TestAuthority::Pair TestAuthority::issue() {
  const Key key(EVP_EC_gen("P-256"));
  const Certificate certificate = sign(key.get(), "localhost", Role::server);
  return {.certificate = pem_of_certificate(certificate.get()),
          .key = pem_of([&key](BIO* bio) {
            return PEM_write_bio_PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
          })};
}

void write_file(const std::filesystem::path& path, const std::string& text) {
  const std::filesystem::path unfinished = path.string() + ".new";
  std::ofstream(unfinished, std::ios::binary) << text;
  std::filesystem::rename(unfinished, path);
}

}  // namespace pledgebook::support
