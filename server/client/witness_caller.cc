// SPDX-License-Identifier: Apache-2.0
#include "server/client/witness_caller.h"

#include <algorithm>
#include <utility>

#include "crypto/signed_note.h"
#include "ledger/proof/witness_policy.h"

namespace pledgebook::server {
namespace {

constexpr std::string_view kHttps = "https://";
constexpr std::string_view kText = "text/plain; charset=utf-8";
// One for each witness of the largest policy.
constexpr std::size_t kIdleMax = ledger::kPolicyItemsMax;

}  // namespace

std::expected<ServerPath, std::string> parse_witness_url(std::string_view url) {
  if (!url.starts_with(kHttps)) return ServerPath::parse(url);
  return std::unexpected("\"" + std::string(url) +
                         "\" asks for TLS, which a log does not speak to its witnesses: let a "
                         "proxy on this machine (nginx, stunnel) speak it, and give the proxy's "
                         "address, such as http://127.0.0.1:9001");
}

WitnessCaller::WitnessCaller(std::chrono::milliseconds timeout)
    : options_{.timeout = timeout, .answer_bytes_max = crypto::kNoteBytesMax} {}
WitnessCaller::~WitnessCaller() = default;

std::unique_ptr<WitnessCaller::Line> WitnessCaller::take(const ServerAddress& server) {
  const std::lock_guard lock(mutex_);
  if (is_stopped_) return nullptr;
  std::unique_ptr<Line> line;
  const auto found =
      std::ranges::find(idle_, server.text(), [](const auto& idle) { return idle->server; });
  if (found == idle_.end()) {
    line = std::make_unique<Line>(Line{server.text(), Client(server, options_)});
  } else {
    line = std::move(*found);
    idle_.erase(found);
  }
  busy_.insert(line.get());
  return line;
}

void WitnessCaller::give_back(std::unique_ptr<Line> line) {
  const std::lock_guard lock(mutex_);
  busy_.erase(line.get());
  if (!is_stopped_ && idle_.size() < kIdleMax) idle_.push_back(std::move(line));
}

std::expected<ledger::WitnessReply, std::string> WitnessCaller::send(
    const ledger::WitnessCall& call) {
  const auto url = parse_witness_url(call.url);
  if (!url) return std::unexpected(url.error());
  std::unique_ptr<Line> line = take(url->server);
  if (!line) return std::unexpected("the ledger is being stopped");
  auto reply = call.method == ledger::WitnessCall::Method::post
                   ? line->client.post(url->path, kText, call.body)
                   : line->client.fetch(url->path, crypto::kNoteBytesMax);
  give_back(std::move(line));
  if (!reply) return std::unexpected(std::move(reply).error());
  return ledger::WitnessReply{reply->status, std::move(reply->body)};
}

void WitnessCaller::stop() {
  const std::lock_guard lock(mutex_);
  is_stopped_ = true;
  for (Line* line : busy_) line->client.abort();
}

}  // namespace pledgebook::server
