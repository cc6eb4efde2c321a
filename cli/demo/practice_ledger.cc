// SPDX-License-Identifier: Apache-2.0
#include "cli/demo/practice_ledger.h"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <system_error>
#include <utility>

#include "cli/demo/demo_ledger.h"
#include "cli/serve/new_ledger.h"
#include "cli/statement/key_in_hand.h"
#include "crypto/key_file.h"

namespace pledgebook::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMark = "practice";  // the file
constexpr std::string_view kMeaning =
    "A ledger for practice, made by `pledgebook demo --practice`: this folder is deleted and made "
    "again at each reset.";

// Which keys are given away: the role, the label of the key's file, and a pledge to try things
// with.
struct Given {
  std::string_view role;
  std::string_view label;
  std::string_view party;
  std::string_view pledge = {};
};
constexpr auto kGiven = std::to_array<Given>({
    {"ministry", "example-ministry", "example-ministry", "example-13"},
    {"company", kPracticeCompany, kPracticeCompany, "example-15"},
    {"verifier", "example-assurance", "example-assurance", "example-13"},
    {"reviewer", "reviewer", kOperatorId},
    {"registrar", "registrar", kOperatorId},
    {"auditor", "auditor-1", kOperatorId},
    {"second-auditor", "auditor-2", kOperatorId},
});

std::string mark_path(const std::string& directory) {
  return fmt::format("{}/{}", directory, kMark);
}

Outcome<void> rename(const std::string& from, const std::string& to) {
  std::error_code error;
  fs::rename(from, to, error);
  if (!error) return {};
  return unavailable(fmt::format("{}: can't be put in place of {}: {}", to, from, error.message()));
}

Outcome<void> write_mark(const std::string& directory, ledger::Instant now) {
  std::ofstream file(mark_path(directory), std::ios::binary);
  file << kMeaning << '\n' << ledger::to_text(now) << '\n';
  file.flush();
  if (file.good()) return {};
  return unavailable(fmt::format("{}: can't be written", mark_path(directory)));
}

Outcome<server::PracticeKey> read_given(const std::string& directory, const Given& given) {
  const std::string path = demo_key_path(directory, given.label);
  LEDGER_TRY(const KeyInHand in_hand, read_key(path, PassphraseSource()));
  return server::PracticeKey{.role = given.role,
                             .party = std::string(given.party),
                             .id = in_hand.id.hex(),
                             .pem = crypto::to_pem(in_hand.key),
                             .pledge = std::string(given.pledge)};
}

}  // namespace

Outcome<void> make_practice_ledger(const std::string& directory, ledger::Instant now) {
  const std::string unfinished = directory + ".unfinished";
  std::error_code error;
  fs::remove_all(unfinished, error);
  LEDGER_CHECK(make_demo_ledger(unfinished, DemoUse::practice));
  LEDGER_CHECK(write_mark(unfinished, now));
  return rename(unfinished, directory);
}

Outcome<ledger::Instant> practice_made_at(const std::string& directory) {
  std::ifstream file(mark_path(directory), std::ios::binary);
  std::string meaning;
  std::string time;
  std::getline(file, meaning);
  std::getline(file, time);
  const auto made = ledger::parse_instant(time);
  if (meaning == kMeaning && made) return *made;
  return no(
      fmt::format("{} is there, and is no ledger for practice, which would be deleted at the next "
                  "reset: give another folder with --ledger",
                  directory));
}

Outcome<server::Practice> read_practice(const std::string& directory, std::chrono::hours every) {
  server::Practice practice{.every = every, .keys = {}};
  for (const Given& given : kGiven) {
    LEDGER_TRY(server::PracticeKey key, read_given(directory, given));
    practice.keys.push_back(std::move(key));
  }
  return practice;
}

Outcome<void> replace_practice_ledger(const std::string& directory, const std::string& fresh) {
  LEDGER_CHECK(practice_made_at(directory));
  LEDGER_CHECK(practice_made_at(fresh));
  const std::string old = directory + ".old";
  std::error_code error;
  // What an interrupted reset has left, if it is ours.
  if (practice_made_at(old)) fs::remove_all(old, error);
  LEDGER_CHECK(rename(directory, old));
  LEDGER_CHECK(rename(fresh, directory));
  fs::remove_all(old, error);
  if (!error) return {};
  return unavailable(fmt::format("{}: can't be deleted: {}", old, error.message()));
}

}  // namespace pledgebook::cli
