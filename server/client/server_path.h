// SPDX-License-Identifier: Apache-2.0
// ServerPath: a place on a server, below which things stand: where somebody serves a log's tiles,
// or a witness takes checkpoints. "http://127.0.0.1:8080", "http://witness.example/bdt/".
//
// Any thread.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "server/client/client.h"

namespace pledgebook::server {

struct ServerPath {
  ServerAddress server;
  std::string path;  // escaped; empty, or begins with a slash and does not end with one

  // The unexpected value is a sentence for people.
  [[nodiscard]] static std::expected<ServerPath, std::string> parse(std::string_view url);
  [[nodiscard]] std::string text() const { return server.text() + path; }
};

}  // namespace pledgebook::server
