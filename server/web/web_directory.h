// SPDX-License-Identifier: Apache-2.0
// WebDirectory: the folder server/web of the sources, for people who work on pages. It is read
// while the server runs, so a change is seen at the next request: templates, words, and what npm
// has built into out/assets. What the folder does not have comes from the program, as do the map
// and the names of countries.
//
// It holds for all servers of the process. Threads: any.
#pragma once

#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "ledger/error.h"
#include "server/http/route.h"

namespace pledgebook::server {

class WebDirectory {
 public:
  // Errc::not_found if there is no such folder or it has no pages.
  [[nodiscard]] static ledger::Result<std::unique_ptr<WebDirectory>> open(
      std::filesystem::path path);

  // Reads all if a file has changed. An error names the file and its fault; then the pages stay as
  // they were.
  [[nodiscard]] ledger::Result<void> refresh();
  // The route, with the files as they are at each request; this outlives it. Nobody keeps its
  // answers: they may change though the ledger does not.
  [[nodiscard]] Route reread(Route route);

 private:
  // What tells whether a file has changed.
  using Stamp = std::pair<std::filesystem::file_time_type, std::uintmax_t>;
  using Stamps = std::map<std::filesystem::path, Stamp>;

  explicit WebDirectory(std::filesystem::path path) : path_(std::move(path)) {}
  [[nodiscard]] Stamps stamps() const;
  [[nodiscard]] ledger::Result<void> read_words() const;
  [[nodiscard]] ledger::Result<void> read_templates() const;
  void read_assets();

  const std::filesystem::path path_;
  std::mutex mutex_;
  Stamps read_;
  std::deque<std::string> kept_;  // what assets refer to
};

}  // namespace pledgebook::server
