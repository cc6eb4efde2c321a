// SPDX-License-Identifier: Apache-2.0
#include "cli/serve/witnesses.h"

#include <fmt/format.h>

#include <chrono>
#include <utility>

#include "cli/book/directory_book.h"
#include "cli/book/server_access.h"
#include "cli/shell/input_file.h"
#include "ledger/log/store/directory.h"
#include "ledger/proof/backup/restore.h"
#include "ledger/proof/log_keys.h"

namespace pledgebook::cli {
namespace {

constexpr std::chrono::seconds kTimeout{10};  // for a witness to connect, or to answer

std::unexpected<Failure> refused(const std::string& file, const ledger::Error& error) {
  return no(fmt::format("{}: {}", file, error.detail));
}

Outcome<void> check_urls(const std::string& file, const ledger::WitnessPolicy& policy) {
  for (const ledger::PolicyWitness& witness : policy.witnesses()) {
    if (witness.url.empty()) continue;
    if (const auto url = server::ServerAddress::parse(witness.url); !url) {
      return no(fmt::format("{}: the line `witness {} {} {}` can't be used: {}", file, witness.name,
                            witness.key.text(), witness.url, url.error()));
    }
  }
  return {};
}

}  // namespace

Outcome<ledger::WitnessPolicy> read_witness_policy(const std::string& file) {
  LEDGER_TRY(const std::string text, read_whole(file, ledger::kPolicyBytesMax));
  auto policy = ledger::WitnessPolicy::parse(text);
  if (!policy) return usage(fmt::format("{}: {}", file, policy.error().detail));
  return *std::move(policy);
}

Outcome<ledger::WitnessSurvey> survey_witnesses(const std::string& policy_file,
                                                const std::string& directory,
                                                const std::string& ca_file) {
  LEDGER_TRY(const auto policy, read_witness_policy(policy_file));
  LEDGER_TRY(const auto store, open_store(directory));
  LEDGER_TRY(const auto keys, outcome(ledger::log_keys_of(*store)));
  LEDGER_TRY(auto trust, trust_in(ca_file));
  server::WitnessCaller caller(kTimeout, std::move(trust));
  auto survey = ledger::survey_witnesses(
      policy, keys.in_force(),
      [&caller](const ledger::WitnessCall& call) { return caller.send(call); });
  if (!survey) return refused(policy_file, survey.error());
  return *std::move(survey);
}

Outcome<void> end_hold_by_witnesses(const std::string& policy_file, const std::string& directory,
                                    const std::string& ca_file) {
  LEDGER_TRY(const auto why_held, outcome(ledger::held(directory)));
  if (!why_held) return {};
  LEDGER_TRY(const auto survey, survey_witnesses(policy_file, directory, ca_file));
  LEDGER_TRY(const bool has_ended, outcome(ledger::end_hold(directory, survey)));
  if (has_ended) return {};
  if (survey.silent.empty()) {
    return no(fmt::format(
        "this ledger was restored from a backup, and the policy {} has no witness that could "
        "know what was signed since: give the newest checkpoint that anybody has, with --seen FILE",
        policy_file));
  }
  return unavailable(
      fmt::format("this ledger was restored from a backup, and too few of its witnesses have "
                  "answered; {}: try again when they answer",
                  fmt::join(survey.silent, "; ")));
}

Outcome<std::unique_ptr<Witnesses>> Witnesses::open(const std::string& policy_file,
                                                    const ledger::Store& store,
                                                    const std::string& ca_file,
                                                    ledger::Journal& journal) {
  LEDGER_TRY(auto policy, read_witness_policy(policy_file));
  LEDGER_CHECK(check_urls(policy_file, policy));
  LEDGER_TRY(const auto keys, outcome(ledger::log_keys_of(store)));
  LEDGER_TRY(auto trust, trust_in(ca_file));
  std::unique_ptr<Witnesses> witnesses(new Witnesses(std::move(trust)));
  auto quorum = ledger::WitnessQuorum::open(
      store, std::move(policy), keys.in_force(),
      [caller = &witnesses->caller_](const ledger::WitnessCall& call) {
        return caller->send(call);
      },
      journal);
  if (!quorum) return refused(policy_file, quorum.error());
  witnesses->quorum_ = *std::move(quorum);
  return witnesses;
}

Witnesses::Witnesses(std::shared_ptr<server::TlsTrust> trust)
    : caller_(kTimeout, std::move(trust)) {}
Witnesses::~Witnesses() { stop(); }

void Witnesses::stop() {
  if (quorum_) quorum_->stop();
  caller_.stop();
}

}  // namespace pledgebook::cli
