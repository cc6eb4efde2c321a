// SPDX-License-Identifier: Apache-2.0
// write_exports FOLDER SEED: exports of a ledger drawn from a seed, one file a selection, and the
// policy to verify them by.
#include <fmt/format.h>

#include <charconv>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <string_view>

#include "tests/projections/random_ledger.h"
#include "tests/support/exported_ledger.h"

namespace pledgebook {
namespace {

using ledger::Selection;

constexpr std::size_t kStatements = 600;
constexpr std::int64_t kWitnessed = 1'820'000'000;  // a second since 1970

void write(const std::filesystem::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

std::string policy_text() {
  return fmt::format(
      "log {}\nwitness ministry {}\nwitness audit {}\ngroup auditors any audit\n"
      "group both all ministry auditors\nquorum both\n",
      support::log_verifier_key().text(), support::witness_verifier_key("ministry").text(),
      support::witness_verifier_key("audit").text());
}

std::vector<std::pair<std::string, Selection>> selections(support::LedgerBuilder& builder) {
  std::vector<std::pair<std::string, Selection>> all{
      {"all", ledger::Everything{}},
      {"absent-pledge", support::selection_of("pledge/there-is-none")},
      {"absent-member", ledger::OfMember{ledger::PartyId::parse("nobody").value()}},
      {"auditor", support::selection_of("by/bdt")}};
  std::set<std::string> seen;
  for (const support::AcceptedStatement& each : builder.statements()) {
    const auto* submitted = std::get_if<ledger::PledgeSubmitted>(&each.statement.body);
    if (submitted == nullptr) continue;
    const auto owner = pledge_owner(submitted->pledge, each.statement.signers);
    if (seen.insert("member-" + owner->text()).second)
      all.emplace_back("member-" + owner->text(), ledger::OfMember{*owner});
    const std::string area = "area-" + submitted->pledge.focus_area.text();
    if (seen.insert(area).second)
      all.emplace_back(area, ledger::OfFocusArea{submitted->pledge.focus_area});
    const std::string stream = each.statement.stream.text();
    if (seen.size() < 20 && seen.insert(stream).second)
      all.emplace_back(fmt::format("pledge-{}", seen.size()), support::selection_of(stream));
  }
  return all;
}

int run(const std::filesystem::path& folder, std::uint64_t seed) {
  projections::RandomLedger random(seed);
  random.grow_to(kStatements);
  support::ExportedLedger ledger(random.ledger());
  (void)ledger.release();
  ledger.builder.add_party("late");  // so that there are two heads records
  std::string note = support::cosign_note(ledger.release(), "ministry", kWitnessed);
  note = support::cosign_note(note, "audit", kWitnessed + 1);
  write(folder / "policy", policy_text());
  for (const auto& [name, selection] : selections(ledger.builder))
    write(folder / (name + ".json"), support::export_text(*ledger.test.store, note, selection));
  return 0;
}

}  // namespace
}  // namespace pledgebook

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  std::uint64_t seed = 0;
  const std::string_view text = argv[2];
  std::from_chars(text.data(), text.data() + text.size(), seed);
  return pledgebook::run(argv[1], seed);
}
