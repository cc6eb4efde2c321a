// SPDX-License-Identifier: Apache-2.0
#include "cli/check/remote_log.h"

#include <fmt/format.h>

#include <chrono>
#include <thread>
#include <utility>

#include "cli/check/digests_parser.h"
#include "server/client/status_text.h"

namespace pledgebook::cli {
namespace {

using ledger::Errc;
using ledger::Error;

constexpr int kTries = 20;  // while the digests are being computed
constexpr std::chrono::milliseconds kTryEvery{500};
constexpr unsigned kOk = 200;
constexpr unsigned kNotFound = 404;
constexpr unsigned kUnavailable = 503;

ledger::Result<std::string> body_of(std::expected<server::HttpResponse, std::string> response,
                                    const std::string& place) {
  if (!response) return std::unexpected(Error{Errc::storage, std::move(response).error()});
  if (response->status == kOk) return std::move(response->body);
  if (response->status == kNotFound) {
    return std::unexpected(
        Error{Errc::not_found, fmt::format("there is nothing at {}: check the address", place)});
  }
  return std::unexpected(Error{Errc::storage, server::status_text(place, response->status)});
}

}  // namespace

RemoteLog::RemoteLog(server::ServerAddress where, server::ClientOptions access)
    : name_(where.text()), client_(std::move(where), std::move(access)) {}

Outcome<std::unique_ptr<RemoteLog>> RemoteLog::open(const std::string& url,
                                                    server::ClientOptions access) {
  auto where = server::ServerAddress::parse(url);
  if (!where) return usage(std::move(where).error());
  return std::unique_ptr<RemoteLog>(new RemoteLog(*std::move(where), std::move(access)));
}

ledger::FetchPath RemoteLog::fetch() {
  return [this](std::string_view path, std::size_t bytes_max) {
    return body_of(client_.fetch(path, bytes_max), name_ + std::string(path));
  };
}

Outcome<projections::Digests> RemoteLog::digests() {
  for (int tries = 1;; ++tries) {
    auto response = client_.fetch("/api/v1/digests", kDigestsBytesMax);
    if (response && response->status == kUnavailable && tries < kTries) {
      std::this_thread::sleep_for(kTryEvery);
      continue;
    }
    LEDGER_TRY(const std::string body, outcome(body_of(std::move(response), name_)));
    auto digests = parse_digests(body);
    if (digests) return *std::move(digests);
    return unavailable(fmt::format(
        "{} sends digests in an unknown format: use the same version of the program", name_));
  }
}

bool is_url(std::string_view place) noexcept { return place.find("://") != std::string_view::npos; }

}  // namespace pledgebook::cli
