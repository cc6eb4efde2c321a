// SPDX-License-Identifier: Apache-2.0
#include "tests/ledger/attacks/attack.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

#include "ledger/log/audit.h"
#include "tests/ledger/attacks/forged_ledger.h"
#include "tests/support/exported_ledger.h"
#include "tests/support/test_log.h"

namespace pledgebook::support {
namespace {

// Another verifier judges the exports too: tests/interop/attacks_test.py names a folder for them,
// and the policy with which to judge them.
void keep_export(const std::string& text, std::string_view code) {
  static int number = 0;
  const char* folder = std::getenv("PLEDGEBOOK_ATTACK_EXPORTS");
  if (folder == nullptr) return;
  const auto* test = testing::UnitTest::GetInstance()->current_test_info();
  const auto write = [&](const std::string& name, const std::string& content) {
    std::ofstream file(std::filesystem::path(folder) / name, std::ios::binary);
    EXPECT_TRUE((file << content).flush()) << name;
  };
  write(fmt::format("{}-{}-{:03}.{}.json", test->test_suite_name(), test->name(), ++number, code),
        text);
  write("policy", fmt::format("log {}\nquorum none\n", log_verifier_key().text()));
}

void check_verdict(const ForgedLedger& forged, const std::string& note,
                   const ledger::Selection& selection, const std::string& place,
                   std::string_view code, const std::string& words) {
  const std::string text = export_text(forged.store(), note, selection);
  keep_export(text, code);
  const ledger::Verdict verdict = verdict_on(text);
  EXPECT_FALSE(verdict.is_good()) << words;
  ASSERT_TRUE(verdict.fault.has_value()) << words;
  EXPECT_EQ(verdict.fault->place, place) << verdict.fault->what;
  EXPECT_NE(verdict.fault->what.find(words), std::string::npos) << verdict.fault->what;
}

}  // namespace

void check_attack(LedgerBuilder& builder, const Draft& draft, std::string_view code,
                  ShownBy shown_by) {
  const ledger::SignedStatement attack = builder.sign(draft);
  const auto admitted = builder.submit(attack);
  ASSERT_FALSE(admitted) << draft.kind << " in " << draft.stream << " is accepted";
  EXPECT_EQ(admitted.error().code, code) << text_of(admitted.error());
  const std::string words = ledger::in_brief(admitted.error());

  ForgedLedger forged;
  for (const AcceptedStatement& each : builder.statements())
    forged.append(each.signed_statement, each.recorded_at);
  forged.append(attack, builder.now());
  const std::string note = forged.seal();
  const ledger::Index index{builder.statements().size()};

  const ledger::AuditReport report = value_of(ledger::audit(forged.store(), {.threads = 1}));
  ASSERT_TRUE(report.finding.has_value()) << words;
  EXPECT_EQ(report.finding->index, index) << report.finding->reason;
  EXPECT_NE(report.finding->reason.find(words), std::string::npos) << report.finding->reason;

  const std::string place = "record " + std::to_string(number(index));
  check_verdict(forged, note, ledger::Everything{}, place, code, words);
  if (shown_by == ShownBy::every_export)
    check_verdict(forged, note, selection_of(draft.stream), place, code, words);
}

LedgerBuilder ledger_under_attack() {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_party("nor-gov", R"(["member","reviewer","auditor"])");
  ledger.add_key("nor-gov", "nor-gov");
  ledger.add_key("nor-gov", "nor-reviewer", R"(["reviewer"])");
  ledger.add_key("nor-gov", "nor-auditor", R"(["auditor"])");
  ledger.add_pledge("p-1", "gha-gov");
  ledger.add_pledge("p-2", "ken-gov");
  return ledger;
}

Draft by_other(Draft draft, std::string_view party, std::string_view key) {
  draft.signers = {std::string(party)};
  return draft.signed_by({std::string(key)});
}

}  // namespace pledgebook::support
