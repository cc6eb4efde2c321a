// SPDX-License-Identifier: Apache-2.0
#include "cli/remote_log.h"

#include <fmt/format.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <chrono>
#include <optional>
#include <thread>
#include <utility>

namespace pledgebook::cli {
namespace {

namespace json = boost::json;
using ledger::Errc;
using ledger::Error;

constexpr std::size_t kDigestsBytesMax = 65'536;
constexpr std::size_t kViewsMax = 64;
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

std::optional<std::uint64_t> number_in(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  if (value == nullptr || !value->is_int64() || value->get_int64() < 0) return std::nullopt;
  return static_cast<std::uint64_t>(value->get_int64());
}

std::optional<projections::DigestOfView> read_digest(const json::value& value) {
  const auto* object = value.if_object();
  if (object == nullptr) return std::nullopt;
  const auto* view = object->if_contains("view");
  const auto* digest = object->if_contains("digest");
  const auto version = number_in(*object, "version");
  const auto size = number_in(*object, "size");
  if (view == nullptr || !view->is_string() || digest == nullptr || !digest->is_string() ||
      !version || !size) {
    return std::nullopt;
  }
  const auto hash = crypto::Hash::from_hex(std::string_view(digest->get_string()));
  if (!hash) return std::nullopt;
  return projections::DigestOfView{std::string(view->get_string()),
                                   static_cast<std::uint32_t>(*version), ledger::Size{*size},
                                   *hash};
}

std::optional<projections::Digests> read_digests(std::string_view text) {
  boost::system::error_code error;
  const json::value whole = json::parse(text, error);
  const auto* object = error ? nullptr : whole.if_object();
  const auto* views = object == nullptr ? nullptr : object->if_contains("views");
  if (views == nullptr || !views->is_array() || views->get_array().size() > kViewsMax)
    return std::nullopt;
  projections::Digests digests;
  for (const json::value& each : views->get_array()) {
    auto digest = read_digest(each);
    if (!digest) return std::nullopt;
    digests.push_back(*std::move(digest));
  }
  return digests;
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
    auto reply = client_.fetch(target, kDigestsBytesMax);
    if (reply && reply->status == kUnavailable && tries < kTries) {
      std::this_thread::sleep_for(kTryEvery);
      continue;
    }
    LEDGER_TRY(const std::string body, outcome(body_of(std::move(reply), name_)));
    auto digests = read_digests(body);
    if (digests) return *std::move(digests);
    return unavailable(
        fmt::format("{} states digests in a form that this program does not know: use the same "
                    "version of it",
                    name_));
  }
}

bool is_url(std::string_view place) noexcept { return place.find("://") != std::string_view::npos; }

}  // namespace pledgebook::cli
