// SPDX-License-Identifier: Apache-2.0
#include "cli/check/remote_log.h"

#include <fmt/format.h>

#include <chrono>
#include <thread>
#include <utility>

#include "server/client/digests_parser.h"

namespace pledgebook::cli {
namespace {

using ledger::Errc;
using ledger::Error;

constexpr int kTries = 20;  // while the digests are being computed
constexpr std::chrono::milliseconds kTryEvery{500};
constexpr unsigned kOk = 200;
constexpr unsigned kNotFound = 404;
constexpr unsigned kUnavailable = 503;

ledger::Result<std::string> body_of(std::expected<server::Client::Reply, std::string> reply,
                                    const std::string& place) {
  if (!reply) return std::unexpected(Error{Errc::storage, std::move(reply).error()});
  if (reply->status == kOk) return std::move(reply->body);
  if (reply->status == kNotFound) {
    return std::unexpected(
        Error{Errc::not_found, fmt::format("there is nothing at {}: check the address", place)});
  }
  return std::unexpected(Error{Errc::storage, fmt::format("{} answers with status {}: try again "
                                                          "later",
                                                          place, reply->status)});
}

}  // namespace

RemoteLog::RemoteLog(server::ServerPath where)
    : path_(where.path), name_(where.text()), client_(std::move(where.server)) {}

Outcome<std::unique_ptr<RemoteLog>> RemoteLog::open(const std::string& url) {
  auto where = server::ServerPath::parse(url);
  if (!where) return usage(std::move(where).error());
  return std::unique_ptr<RemoteLog>(new RemoteLog(*std::move(where)));
}

ledger::FetchPath RemoteLog::fetch() {
  return [this](std::string_view path, std::size_t bytes_max) {
    const std::string target = path_ + std::string(path);
    return body_of(client_.fetch(target, bytes_max), name_ + std::string(path));
  };
}

Outcome<projections::Digests> RemoteLog::digests() {
  const std::string target = path_ + "/api/v1/digests";
  for (int tries = 1;; ++tries) {
    auto reply = client_.fetch(target, server::kDigestsBytesMax);
    if (reply && reply->status == kUnavailable && tries < kTries) {
      std::this_thread::sleep_for(kTryEvery);
      continue;
    }
    LEDGER_TRY(const std::string body, outcome(body_of(std::move(reply), name_)));
    auto digests = server::parse_digests(body);
    if (digests) return *std::move(digests);
    return unavailable(fmt::format(
        "{} sends digests in an unknown format: use the same version of the program", name_));
  }
}

bool is_url(std::string_view place) noexcept { return place.find("://") != std::string_view::npos; }

}  // namespace pledgebook::cli
