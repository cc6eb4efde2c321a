// SPDX-License-Identifier: Apache-2.0
// Download: an answer that is too long to be held: its head at once, its body page by page, at the
// pace at which the client takes it.
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

// The field that says how many records a download holds, so that a client can tell how far it is.
inline constexpr std::string_view kRecordsField = "Pledgebook-Records";

// Adds the next page to its argument. False, and nothing is added, once all was given. Called on
// a lane, one at a time.
using NextPage = std::move_only_function<ledger::Result<bool>(std::string&)>;

struct Download {
  Response head;            // without a body; the whole answer where there is nothing to download
  NextPage next_page = {};  // empty: there is nothing to download
};

// Begins a download; called on a lane, so by many threads at once.
using DownloadHandler = std::function<Download(const Request&)>;

// The body's bytes as they go out. One thread at a time.
class DownloadBody {
 public:
  enum class Packing : std::uint8_t { none, gzip };
  DownloadBody(NextPage next_page, Packing packing);

  // Puts the next bytes into `out`, and none only at the end. Errc::storage where there is no
  // memory; else an error of the pages as it is.
  [[nodiscard]] ledger::Result<void> next(std::string& out);

 private:
  NextPage next_page_;
  std::optional<ledger::GzipPacker> packer_;
  std::string page_;  // kept for its memory
  bool is_ended_ = false;
};

}  // namespace pledgebook::server
