// SPDX-License-Identifier: Apache-2.0
// Download: an answer that is too long to keep in memory. Its head is sent at once, its body page
// by page, as fast as the client reads.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "ledger/error.h"
#include "ledger/gzip.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace pledgebook::server {

// The header field with the number of records in a download, so that a client can show its
// progress.
inline constexpr std::string_view kRecordsField = "Pledgebook-Records";

// Appends the next page to its argument. False at the end, when nothing is appended. Called on a
// lane, one call at a time.
using NextPage = std::move_only_function<ledger::Result<bool>(std::string&)>;

struct Download {
  Response head;            // without a body; the whole answer if there is nothing to download
  NextPage next_page = {};  // empty: there is nothing to download
};

// Begins a download; called on a lane, so by many threads at once.
using DownloadHandler = std::function<Download(const Request&)>;

// The body's bytes as they are sent. One thread at a time.
class DownloadBody {
 public:
  enum class Packing : std::uint8_t { none, gzip };
  DownloadBody(NextPage next_page, Packing packing);

  // Puts the next bytes into `out`; none only at the end. Errc::storage if there is no memory.
  // Errors of the pages are passed on.
  [[nodiscard]] ledger::Result<void> next(std::string& out);

 private:
  NextPage next_page_;
  std::optional<ledger::GzipPacker> packer_;
  std::string page_;  // kept for its memory
  bool is_ended_ = false;
};

}  // namespace pledgebook::server
