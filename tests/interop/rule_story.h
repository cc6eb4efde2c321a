// SPDX-License-Identifier: Apache-2.0
// The history of tests/vectors/rule_set_1.json: each kind admitted, and refused by its rules.
// tests/interop/write_rule_vectors.cc writes it down.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/support/ledger_builder.h"

namespace pledgebook {

struct RuleStep {
  ledger::SignedStatement signed_statement;
  ledger::RecordedAt recorded_at{};
  std::string code;  // empty: admitted
  std::string pointer;
};

// Sends drafts to a ledger and keeps what it answers.
class RuleStory {
 public:
  // The ledger's clock advances with each statement that it admits. To be used for what follows.
  [[nodiscard]] support::LedgerBuilder& ledger() noexcept { return ledger_; }
  ledger::Sid admit(const support::Draft& draft);
  // Notes a fault if the answer is another.
  void refuse(const support::Draft& draft, std::string_view code);
  void refuse(const ledger::SignedStatement& signed_statement, std::string_view code);

  // All steps so far.
  [[nodiscard]] const std::vector<RuleStep>& steps();
  // What went otherwise than the story says.
  [[nodiscard]] const std::vector<std::string>& faults() const noexcept { return faults_; }

 private:
  void keep_admitted();

  support::LedgerBuilder ledger_{support::LedgerBuilder::NotBegun{}};
  std::vector<RuleStep> steps_;
  std::size_t kept_ = 0;  // of the ledger's statements
  std::vector<std::string> faults_;
};

void tell_all(RuleStory& story);
// Its parts, in order.
void tell_beginning(RuleStory& story);
void tell_governance(RuleStory& story);
void tell_parties(RuleStory& story);
void tell_submissions(RuleStory& story);
void tell_lives(RuleStory& story);
void tell_reports(RuleStory& story);
void tell_talk(RuleStory& story);
void tell_ends(RuleStory& story);

// A statement by "gha-gov" or "ken-gov", with the key that it has after `add_events`.
[[nodiscard]] support::Draft by_member(std::string_view party, std::string kind, std::string stream,
                                       std::string_view body);

}  // namespace pledgebook
