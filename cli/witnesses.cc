// SPDX-License-Identifier: Apache-2.0
#include "cli/witnesses.h"

#include <fmt/format.h>

#include <utility>

#include "cli/input_file.h"
#include "ledger/proof/witness_policy.h"

namespace pledgebook::cli {
namespace {

Outcome<void> check_urls(const std::string& file, const ledger::WitnessPolicy& policy) {
  for (const ledger::PolicyWitness& witness : policy.witnesses()) {
    if (witness.url.empty()) continue;
    if (const auto url = server::parse_witness_url(witness.url); !url) {
      return no(fmt::format("{}: the line `witness {} {} {}` can't be used: {}", file, witness.name,
                            witness.key.text(), witness.url, url.error()));
    }
  }
  return {};
}

}  // namespace

Outcome<std::unique_ptr<Witnesses>> Witnesses::open(const std::string& policy_file,
                                                    const ledger::Store& store,
                                                    const crypto::VerifierKey& log) {
  LEDGER_TRY(const std::string text, read_whole(policy_file, ledger::kPolicyBytesMax));
  const auto refuse = [&policy_file](const ledger::Error& error) {
    return no(fmt::format("{}: {}", policy_file, error.detail));
  };
  auto policy = ledger::WitnessPolicy::parse(text);
  if (!policy) return refuse(policy.error());
  LEDGER_CHECK(check_urls(policy_file, *policy));
  std::unique_ptr<Witnesses> witnesses(new Witnesses());
  auto quorum =
      ledger::WitnessQuorum::open(store, *std::move(policy), log,
                                  [caller = &witnesses->caller_](const ledger::WitnessCall& call) {
                                    return caller->send(call);
                                  });
  if (!quorum) return refuse(quorum.error());
  witnesses->quorum_ = *std::move(quorum);
  return witnesses;
}

Witnesses::~Witnesses() { stop(); }

void Witnesses::stop() {
  if (quorum_) quorum_->stop();
  caller_.stop();
}

}  // namespace pledgebook::cli
