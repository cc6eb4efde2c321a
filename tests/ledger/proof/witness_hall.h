// SPDX-License-Identifier: Apache-2.0
// WitnessHall: witnesses w1, w2, … of one log in one process, at URLs "http://w1.test" and so on,
// and the transport that reaches them; each can be made to behave otherwise.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "crypto/verifier_key.h"
#include "ledger/proof/publish/witness_client.h"
#include "ledger/proof/witness/witness.h"
#include "ledger/proof/witness_policy.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/test_log.h"

namespace pledgebook::ledger {

class WitnessHall {
 public:
  // How a witness answers wrongly, or not at all.
  using Conduct =
      std::function<std::expected<WitnessResponse, std::string>(Witness&, const WitnessCall&)>;

  WitnessHall(unsigned count, const crypto::VerifierKey& log);

  // "w1" to the last. Any thread.
  void conduct(const std::string& name, Conduct conduct);
  void behave(const std::string& name) { conduct(name, good()); }
  // An address without a server.
  void close(const std::string& name);
  [[nodiscard]] Witness& witness(const std::string& name) { return *witnesses_.at(name); }
  [[nodiscard]] const crypto::VerifierKey& key(const std::string& name) {
    return witnesses_.at(name)->key();
  }

  // How many requests the witness got.
  [[nodiscard]] unsigned calls(const std::string& name) const;
  [[nodiscard]] WitnessTransport transport();
  // A policy with all of them in one group, of which `quorum` are needed, for the log with this
  // key.
  [[nodiscard]] WitnessPolicy policy(unsigned quorum) const;

  // As a witness answers.
  [[nodiscard]] static Conduct good();
  [[nodiscard]] static Conduct status(unsigned status, std::string body);

 private:
  support::TemporaryDirectory directory_;
  support::FakeClock clock_;
  crypto::VerifierKey log_;
  std::map<std::string, std::unique_ptr<Witness>> witnesses_;
  mutable std::mutex mutex_;
  std::map<std::string, Conduct> conduct_;  // under mutex_
  std::map<std::string, unsigned> calls_;   // under mutex_
};

}  // namespace pledgebook::ledger
