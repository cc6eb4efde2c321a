// SPDX-License-Identifier: Apache-2.0
// pledgebook verify: judges an export by the file and a pinned policy or log key alone.
#include <fmt/format.h>

#include <boost/json/serialize.hpp>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "cli/commands.h"
#include "cli/input_file.h"
#include "cli/progress.h"
#include "cli/verdict_text.h"
#include "cli/witnesses.h"
#include "ledger/proof/verify/verify_export.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

struct Options {
  std::string file;
  std::optional<std::string> policy;
  std::optional<std::string> log_key;
  bool json = false;
};

Outcome<ledger::WitnessPolicy> pinned_policy(const Options& options) {
  if (options.policy.has_value() == options.log_key.has_value()) {
    return usage(
        "give --policy FILE or --log-key VKEY: whom you trust can't come from the export itself");
  }
  if (options.policy) {
    return read_witness_policy(*options.policy);
  }
  const auto key = crypto::VerifierKey::parse(*options.log_key);
  if (!key) return usage(fmt::format("--log-key: {}", key.error()));
  return ledger::WitnessPolicy::of_log(*key);
}

Outcome<void> run(const Options& options) {
  LEDGER_TRY(const ledger::WitnessPolicy policy, pinned_policy(options));
  LEDGER_TRY(ledger::ByteSource source, open_source(options.file));
  ledger::Verdict verdict;
  {
    Progress progress(stderr, Progress::Show::bar_or_lines, "verifying", "records", std::nullopt);
    ledger::VerifyOptions verify_options;
    verify_options.on_progress = [&](std::uint64_t records) { progress.update(records, records); };
    LEDGER_TRY(verdict, outcome(ledger::verify_export(std::move(source), policy, verify_options)));
  }
  if (options.json) {
    fmt::print("{}\n", json::serialize(to_json(verdict, policy)));
  } else {
    fmt::print("{}", verdict_text(verdict, policy, terminal_of(stdout)));
  }
  if (verdict.is_good()) return {};
  return no(fmt::format("{} is {}", options.file, sentence_of(verdict)));
}

}  // namespace

void define_verify(Program& program) {
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<Options>();
  program.root()
      .add("verify", "judge an export: is it authentic, and is it complete")
      .about(
          "It needs the file and whom you trust, nothing else: no network, no ledger. Pin the "
          "policy or the log's key from a source other than the export. Status 0 says that it is "
          "authentic and complete; status 1 names the first thing wrong.")
      .option(options->file, {.names = "file",
                              .value = "FILE",
                              .description = "the export, packed with gzip or not; - for standard "
                                             "input",
                              .need = OptionInfo::Need::required})
      .option(options->policy,
              {.names = "--policy",
               .value = "FILE",
               .description = "the log and the witnesses that you trust (C2SP tlog-policy)"})
      .option(options->log_key, {.names = "--log-key",
                                 .value = "VKEY",
                                 .description = "the log's verifier key alone, without witnesses"})
      .flag(options->json, "--json", "print the verdict as JSON")
      .example("pledgebook verify gha.json --policy pinned.policy",
               "with witnesses: the one to use")
      .example("pledgebook verify gha.json --log-key example.org/pledges+5b1f7a02+AX…",
               "on the operator's word alone")
      .runs([options] { return run(*options); });
}

}  // namespace pledgebook::cli
