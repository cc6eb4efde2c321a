// SPDX-License-Identifier: Apache-2.0
// TestCertificates: an authority, and certificates that it issues on request for a server at
// localhost, 127.0.0.1 and [::1]. For tests only.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

struct evp_pkey_st;
struct x509_st;

namespace pledgebook::support {

class TestAuthority {
 public:
  TestAuthority();
  ~TestAuthority();
  TestAuthority(const TestAuthority&) = delete;
  TestAuthority& operator=(const TestAuthority&) = delete;

  // The authority's own certificate, in PEM, for clients that should trust it.
  [[nodiscard]] std::string certificate() const;
  struct Pair {
    std::string certificate;  // both in PEM
    std::string key;
  };
  // A new key and a certificate for it.
  [[nodiscard]] Pair issue();

 private:
  struct Free {
    void operator()(evp_pkey_st* key) const noexcept;
    void operator()(x509_st* certificate) const noexcept;
  };
  using Key = std::unique_ptr<evp_pkey_st, Free>;
  using Certificate = std::unique_ptr<x509_st, Free>;
  enum class Role : unsigned char { authority, server };
  [[nodiscard]] Certificate sign(evp_pkey_st* key, const char* name, Role role);

  Key key_;
  Certificate certificate_;
  long serial_ = 0;
};

// Replaces a file atomically: readers see the old text or the new one.
void write_file(const std::filesystem::path& path, const std::string& text);

}  // namespace pledgebook::support
