// SPDX-License-Identifier: Apache-2.0
// pledgebook publish: publishes a checkpoint of a ledger that is not served.
#include <fmt/format.h>

#include <boost/json/serialize.hpp>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "cli/book/directory_book.h"
#include "cli/commands/commands.h"
#include "cli/serve/log_key.h"
#include "cli/serve/witnesses.h"
#include "cli/shell/table.h"
#include "crypto/base64.h"
#include "ledger/clock.h"
#include "ledger/journal_writer.h"
#include "ledger/log/sequencer.h"
#include "ledger/proof/publish/publisher.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

struct Options {
  std::optional<std::string> witness_policy;
  bool json = false;
};

void print(const ledger::Released& released, const std::string& directory, const Options& options) {
  const ledger::Checkpoint& checkpoint = released.note.checkpoint;
  const std::string root = crypto::to_base64(checkpoint.root.bytes);
  if (options.json) {
    fmt::print("{}\n", json::serialize(json::object{{"origin", checkpoint.origin},
                                                    {"size", ledger::number(checkpoint.size)},
                                                    {"root", root},
                                                    {"note", released.bytes}}));
    return;
  }
  fmt::print("published a checkpoint of {} records: {}/checkpoint\n\n{}",
             with_separators(ledger::number(checkpoint.size)), directory, released.bytes);
}

Outcome<void> run(const Place& place, const Options& wanted) {
  LEDGER_TRY(const std::string directory, place.directory());
  if (wanted.witness_policy)
    LEDGER_CHECK(end_hold_by_witnesses(*wanted.witness_policy, directory, place.ca_file()));
  LEDGER_TRY(const auto store, open_store(directory, ledger::Access::write));
  const ledger::SystemClock clock;
  ledger::JournalWriter journal(clock, ledger::JournalFormat::text, ledger::Severity::warning);
  ledger::Sequencer::Options options;
  options.accept_clock = place.accept_clock;
  LEDGER_TRY(const auto sequencer,
             outcome(ledger::Sequencer::start(*store, clock, journal, std::move(options))));
  LEDGER_TRY(auto signer, open_log_signer(*store));
  std::unique_ptr<Witnesses> witnesses;
  if (wanted.witness_policy) {
    LEDGER_TRY(witnesses,
               Witnesses::open(*wanted.witness_policy, *store, place.ca_file(), journal));
  }
  LEDGER_TRY(auto publishing,
             outcome(ledger::Publishing::begin(*store, *sequencer, std::move(signer),
                                               witnesses ? &witnesses->quorum() : nullptr)));
  while (publishing.is_due()) {
    LEDGER_TRY([[maybe_unused]] const auto newest, outcome(publishing.publish()));
  }
  print(*publishing.released(), directory, wanted);
  return {};
}

}  // namespace

void define_publish(Program& program) {
  // Shared by the parser, which fills the option in, and the runner.
  auto options = std::make_shared<Options>();
  program.root()
      .add("publish", "sign and publish a checkpoint")
      .about(
          "A server does this by itself, at most once a second, when there are new records. "
          "Exports, receipts and outside audits are checked against a checkpoint.")
      .option(options->witness_policy,
              {.names = "--witness-policy",
               .value = "FILE",
               .description = "the witnesses that must cosign a checkpoint before it is published "
                              "(C2SP tlog-policy; default: none)"})
      .flag(options->json, "--json", "print the checkpoint as JSON")
      .example("pledgebook publish --ledger ./register", "before `pledgebook export`")
      .example("pledgebook publish --witness-policy witnesses.txt",
               "publish once the witnesses have cosigned")
      .runs([&place = program.place(), options] { return run(place, *options); });
}

}  // namespace pledgebook::cli
