// SPDX-License-Identifier: Apache-2.0
// TlsContext: the certificate and key with which a server speaks TLS 1.3, and nothing older
// (docs/decisions/0031-tls-by-openssl.md). They are read from files, and again when these change.
//
// Threads: one at a time: the I/O thread, once it runs.
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "ledger/error.h"

struct ssl_ctx_st;
struct ssl_st;

namespace pledgebook::server {

struct TlsFiles {
  std::string certificate;  // PEM: the server's, then those between it and the authority's
  std::string key;          // PEM, without a passphrase
};

class TlsContext {
 public:
  struct FreeSession {
    void operator()(ssl_st* session) const noexcept;
  };
  using Session = std::unique_ptr<ssl_st, FreeSession>;

  // Errc::storage for files that can't be read, Errc::corrupt if they are not a certificate and its
  // key.
  [[nodiscard]] static ledger::Result<std::unique_ptr<TlsContext>> open(TlsFiles files);

  // Reads the files again if they have changed since they were last read. True if new ones are now
  // in use. An error if the new ones can't be used: the old ones stay in use.
  [[nodiscard]] ledger::Result<bool> reload();
  // For one connection; null if there is no memory.
  [[nodiscard]] Session new_session() const;

 private:
  struct FreeContext {
    void operator()(ssl_ctx_st* context) const noexcept;
  };
  using Context = std::unique_ptr<ssl_ctx_st, FreeContext>;
  // Shows whether a file has changed.
  struct Stamp {
    std::int64_t changed_ns = 0;
    std::uint64_t bytes = 0;
    std::uint64_t inode = 0;
    friend bool operator==(const Stamp&, const Stamp&) = default;
  };
  struct Stamps {
    std::optional<Stamp> certificate;
    std::optional<Stamp> key;
    friend bool operator==(const Stamps&, const Stamps&) = default;
  };

  explicit TlsContext(TlsFiles files) : files_(std::move(files)) {}
  [[nodiscard]] static std::optional<Stamp> stamp_of(const std::string& path);
  [[nodiscard]] Stamps stamps() const;
  [[nodiscard]] static ledger::Result<Context> load(const TlsFiles& files);

  const TlsFiles files_;
  Stamps read_;  // of the files read last, used or not
  Context context_;
};

}  // namespace pledgebook::server
