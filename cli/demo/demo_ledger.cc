// SPDX-License-Identifier: Apache-2.0
#include "cli/demo/demo_ledger.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "cli/book/directory_book.h"
#include "cli/demo/demo_clock.h"
#include "cli/demo/demo_lines.h"
#include "cli/serve/new_ledger.h"
#include "cli/shell/passphrase.h"
#include "cli/statement/answer_text.h"
#include "cli/statement/key_in_hand.h"
#include "cli/statement/statement_maker.h"
#include "crypto/base64.h"
#include "crypto/key_file.h"
#include "ledger/domain/json/statement.h"

namespace pledgebook::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMadeAt = "2022-03-01T09:00:00Z";  // before the first statement
// Every page shows the title, so the title carries the warning.
constexpr std::string_view kTitle =
    "Demonstration, entered from public announcements; what follows them is invented. Signed by "
    "nobody but the demonstration registrar and parties that do not exist";

constexpr std::string_view kPracticeTitle =
    "For practice: nothing here counts. Entered from public announcements and invented; signed by "
    "nobody but people who practise, with keys that anybody may take";

std::string keys_directory(const std::string& directory) { return directory + "/demo-keys"; }

// Writes the statements one after the other, each at its time.
class DemoWriter {
 public:
  // All outlive it. `hand`: the operator's keys.
  DemoWriter(DirectoryBook& book, DemoClock& clock, std::string ledger, std::string keys_directory,
             std::vector<KeyInHand> hand)
      : book_(book),
        clock_(clock),
        ledger_(std::move(ledger)),
        keys_directory_(std::move(keys_directory)),
        operator_keys_(std::move(hand)) {}

  Outcome<void> write(Draft draft);

 private:
  // A new key for the party of the stream, which then stands in the body.
  Outcome<void> bring_new_key(Draft& draft);
  // Puts the sids of earlier statements in the place of their stream and time.
  Outcome<void> resolve(Draft& draft) const;
  Outcome<std::optional<ledger::Sid>> head(const ledger::StreamId& stream);

  DirectoryBook& book_;
  DemoClock& clock_;
  std::string ledger_;
  std::string keys_directory_;
  std::vector<KeyInHand> operator_keys_;
  std::vector<KeyInHand> party_keys_;
  std::unordered_map<std::string, std::optional<ledger::Sid>> heads_;  // by stream
  std::unordered_map<std::string, ledger::Sid> sids_;                  // by demo_place
};

Outcome<std::optional<ledger::Sid>> DemoWriter::head(const ledger::StreamId& stream) {
  const auto found = heads_.find(stream.text());
  if (found != heads_.end()) return found->second;
  return book_.head(stream);
}

Outcome<void> DemoWriter::bring_new_key(Draft& draft) {
  const std::string party = draft.stream.text().substr(draft.stream.text().find('/') + 1);
  const std::string path = officer_key_path(keys_directory_, party);
  std::error_code error;
  fs::create_directories(fs::path(path).parent_path(), error);
  const auto key = crypto::SecretKey::generate();
  if (const auto written = crypto::write_secret_key(path, key, {}); !written)
    return unavailable(written.error());
  draft.body["public_key"] = crypto::to_base64(key.public_key().bytes());
  LEDGER_TRY(KeyInHand brought, read_key(path, PassphraseSource()));
  party_keys_.push_back(std::move(brought));
  return {};
}

Outcome<void> DemoWriter::resolve(Draft& draft) const {
  for (auto& [name, value] : draft.body) {
    const auto place = named_place(value);
    if (!place) continue;
    const auto found = sids_.find(*place);
    if (found == sids_.end()) return no(fmt::format("there is no statement in {}", *place));
    value = found->second.hex();
  }
  return {};
}

Outcome<void> DemoWriter::write(Draft draft) {
  const bool adds_key = draft.kind == "key.added";
  if (adds_key) LEDGER_CHECK(bring_new_key(draft));
  LEDGER_CHECK(resolve(draft));
  LEDGER_TRY(const auto prev, head(draft.stream));
  // A line that names no signers is the operator's; a new key signs beside the registrar's.
  std::vector<KeyInHand> hand;
  const auto take = [&hand](const KeyInHand& key) {
    hand.push_back({key.path, crypto::SecretKey::from_seed(key.key.seed()), key.id, key.holder});
  };
  if (draft.signers.empty())
    for (const KeyInHand& key : operator_keys_) take(key);
  for (const KeyInHand& key : party_keys_) {
    if (draft.signers.empty() ? !key.holder : key.holder.has_value()) take(key);
  }
  LEDGER_TRY(MadeStatement made, outcome(StatementMaker(ledger_, hand).make(draft, prev)));
  clock_.set(draft.at);
  const ledger::Answer answer = submit_and_wait(book_, std::move(made.signed_statement));
  LEDGER_CHECK(answer_sentence(answer, book_, draft.stream));
  const ledger::Sid sid = std::get<ledger::Accepted>(answer).sid;
  heads_[draft.stream.text()] = sid;
  sids_.insert_or_assign(demo_place(draft), sid);
  if (!adds_key) return {};
  LEDGER_TRY(party_keys_.back().holder, book_.holder(party_keys_.back().id));
  return {};
}

// The company's pledges were entered on its behalf, which is shut once it has a key: so the key
// comes last.
Draft key_of_company(ledger::Instant at) {
  const auto party = ledger::PartyId::parse(kPracticeCompany);
  return {.kind = "key.added",
          .stream = ledger::StreamId::keys(*party),
          .at = at,
          .body = {{"label", fmt::format("practice key of {}", kPracticeCompany)},
                   {"roles", {"member"}}},
          .signers = {}};
}

Outcome<void> write_lines(DemoWriter& writer, DemoUse use) {
  LEDGER_TRY(std::vector<Draft> lines, demo_lines());
  const ledger::Instant now =
      std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  std::size_t written = 0;
  ledger::Instant last{};
  for (Draft& line : lines) {
    if (line.at > now) break;
    const std::string place = demo_place(line);
    last = line.at;
    if (const auto status = writer.write(std::move(line)); !status) {
      return no(
          fmt::format("the demonstration's statement in {}: {}", place, status.error().sentence));
    }
    ++written;
  }
  if (written < lines.size()) {
    fmt::print(stderr,
               "pledgebook: {} statements of the demonstration are of later than now, by this "
               "machine's clock; they are left out\n",
               lines.size() - written);
  }
  return use == DemoUse::practice ? writer.write(key_of_company(last)) : Outcome<void>();
}

}  // namespace

std::string demo_key_path(const std::string& directory, std::string_view label) {
  return officer_key_path(keys_directory(directory), label);
}

Outcome<void> make_demo_ledger(const std::string& directory, DemoUse use) {
  DemoClock clock;
  NewLedger wanted;
  wanted.directory = directory;
  const bool is_practice = use == DemoUse::practice;
  wanted.origin = is_practice ? "practice.example/pledges" : "demo.example/pledges";
  wanted.title = is_practice ? kPracticeTitle : kTitle;
  wanted.operator_name = "Demonstration registrar";
  wanted.keys_directory = keys_directory(directory);
  wanted.is_plain = true;
  wanted.at = *ledger::parse_instant(kMadeAt);
  wanted.clock = &clock;
  clock.set(wanted.at);
  LEDGER_TRY(const MadeLedger made, make_ledger(wanted));
  LEDGER_TRY(const auto book, DirectoryBook::open(directory, Purpose::write,
                                                  DirectoryBook::ClockCheck::accept, &clock));
  std::vector<std::string> paths;
  for (const OfficerKeyFile& key : made.keys) {
    if (key.role) paths.push_back(key.path);
  }
  LEDGER_TRY(auto keys, read_keys(*book, paths, PassphraseSource()));
  DemoWriter writer(*book, clock, made.ledger, wanted.keys_directory, std::move(keys));
  return write_lines(writer, use);
}

}  // namespace pledgebook::cli
