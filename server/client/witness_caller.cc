// SPDX-License-Identifier: Apache-2.0
#include "server/client/witness_caller.h"

#include <algorithm>
#include <utility>

#include "crypto/signed_note.h"
#include "ledger/proof/witness_policy.h"

namespace pledgebook::server {
namespace {

constexpr std::string_view kText = "text/plain; charset=utf-8";
// One for each witness of the largest policy.
constexpr std::size_t kIdleMax = ledger::kPolicyItemsMax;

std::shared_ptr<TlsTrust> or_system(std::shared_ptr<TlsTrust> trust) {
  return trust ? std::move(trust) : std::make_shared<TlsTrust>();
}

}  // namespace

WitnessCaller::WitnessCaller(std::chrono::milliseconds timeout, std::shared_ptr<TlsTrust> trust)
    : options_{.timeout = timeout,
               .answer_bytes_max = crypto::kNoteBytesMax,
               .trust = or_system(std::move(trust))} {}
WitnessCaller::~WitnessCaller() = default;

std::unique_ptr<WitnessCaller::Connection> WitnessCaller::take(const ServerAddress& server) {
  const std::lock_guard lock(mutex_);
  if (is_stopped_) return nullptr;
  std::unique_ptr<Connection> connection;
  const auto found =
      std::ranges::find(idle_, server.origin(), [](const auto& idle) { return idle->origin; });
  if (found == idle_.end()) {
    connection = std::make_unique<Connection>(server, options_);
  } else {
    connection = std::move(*found);
    idle_.erase(found);
  }
  busy_.insert(connection.get());
  return connection;
}

void WitnessCaller::give_back(std::unique_ptr<Connection> connection) {
  const std::lock_guard lock(mutex_);
  busy_.erase(connection.get());
  if (!is_stopped_ && idle_.size() < kIdleMax) idle_.push_back(std::move(connection));
}

std::expected<ledger::WitnessResponse, std::string> WitnessCaller::send(
    const ledger::WitnessCall& call) {
  auto server = ServerAddress::parse(call.url);
  if (!server) return std::unexpected(std::move(server).error());
  // All routes of a witness share a connection, whatever its address's path.
  const std::string target = std::exchange(server->path, {});
  std::unique_ptr<Connection> connection = take(*server);
  if (!connection) return std::unexpected("the ledger is stopping");
  auto response = call.method == ledger::WitnessCall::Method::post
                      ? connection->client.post(target, kText, call.body)
                      : connection->client.fetch(target, crypto::kNoteBytesMax);
  give_back(std::move(connection));
  if (!response) return std::unexpected(std::move(response).error());
  return ledger::WitnessResponse{response->status, std::move(response->body)};
}

void WitnessCaller::stop() {
  const std::lock_guard lock(mutex_);
  is_stopped_ = true;
  for (Connection* connection : busy_) connection->client.abort();
}

}  // namespace pledgebook::server
