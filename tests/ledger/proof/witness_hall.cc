// SPDX-License-Identifier: Apache-2.0
#include "tests/ledger/proof/witness_hall.h"

#include <utility>

#include "tests/ledger/proof/proof_vectors.h"

namespace pledgebook::ledger {
namespace {

constexpr std::string_view kScheme = "http://";
constexpr std::string_view kHost = ".test";

std::string url_of(const std::string& name) {
  return std::string(kScheme) + name + std::string(kHost);
}

}  // namespace

WitnessHall::WitnessHall(unsigned count, const crypto::VerifierKey& log) : log_(log) {
  for (unsigned i = 1; i <= count; ++i) {
    const std::string name = "w" + std::to_string(i);
    NamedKey own = some_key(1'000 + i, crypto::NoteKeyType::cosignature);
    witnesses_[name] = support::value_of(Witness::open({.key = own.key,
                                                        .secret = std::move(own.secret),
                                                        .logs = {log},
                                                        .state = directory_.path() / name},
                                                       clock_, support::silent_journal()));
    conduct_[name] = good();
  }
}

WitnessHall::Conduct WitnessHall::good() {
  return
      [](Witness& witness, const WitnessCall& call) -> std::expected<WitnessResponse, std::string> {
        const std::string_view path =
            std::string_view(call.url).substr(call.url.find(kHost) + kHost.size());
        if (call.method == WitnessCall::Method::post) {
          EXPECT_EQ(path, "/add-checkpoint");
          WitnessAnswer answer = witness.add_checkpoint(call.body);
          return WitnessResponse{answer.status, std::move(answer.body)};
        }
        EXPECT_TRUE(path.ends_with("/checkpoint")) << path;
        auto shown = witness.checkpoint(path.substr(1, path.rfind('/') - 1));
        if (!shown) return WitnessResponse{404, "none"};
        return WitnessResponse{200, *std::move(shown)};
      };
}

WitnessHall::Conduct WitnessHall::status(unsigned status, std::string body) {
  return [status, body = std::move(body)](
             Witness&, const WitnessCall&) -> std::expected<WitnessResponse, std::string> {
    return WitnessResponse{status, body};
  };
}

void WitnessHall::close(const std::string& name) {
  conduct(name, [](Witness&, const WitnessCall&) -> std::expected<WitnessResponse, std::string> {
    return std::unexpected("nobody listens there");
  });
}

void WitnessHall::conduct(const std::string& name, Conduct conduct) {
  const std::lock_guard lock(mutex_);
  conduct_[name] = std::move(conduct);
}

unsigned WitnessHall::calls(const std::string& name) const {
  const std::lock_guard lock(mutex_);
  const auto found = calls_.find(name);
  return found == calls_.end() ? 0 : found->second;
}

WitnessTransport WitnessHall::transport() {
  return [this](const WitnessCall& call) {
    const std::string name = call.url.substr(kScheme.size(), call.url.find(kHost) - kScheme.size());
    Conduct conduct;
    {
      const std::lock_guard lock(mutex_);
      conduct = conduct_.at(name);
      ++calls_[name];
    }
    return conduct(*witnesses_.at(name), call);
  };
}

WitnessPolicy WitnessHall::policy(unsigned quorum) const {
  std::string text = "log " + log_.text() + "\n";
  std::string group = "group all-of-them " + std::to_string(quorum);
  for (const auto& [name, witness] : witnesses_) {
    text += "witness " + name + " " + witness->key().text() + " " + url_of(name) + "\n";
    group += " " + name;
  }
  return support::value_of(WitnessPolicy::parse(text + group + "\nquorum all-of-them\n"));
}

}  // namespace pledgebook::ledger
