// SPDX-License-Identifier: Apache-2.0
// pledgebook verify: judges an export or a receipt, from the file and the keys that the caller
// trusts alone.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "cli/check/pinned_keys.h"
#include "cli/commands/commands.h"
#include "cli/shell/input_file.h"
#include "cli/shell/progress.h"
#include "cli/shell/table.h"
#include "cli/text/receipt_text.h"
#include "cli/text/verdict_text.h"
#include "ledger/log/record/record.h"
#include "ledger/proof/receipt.h"
#include "ledger/proof/receipt_json.h"
#include "ledger/proof/verify/verdict_json.h"
#include "ledger/proof/verify/verify_export.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

struct Options {
  std::string file;
  PinnedKeys pinned;
  bool json = false;
};

// The first `count` bytes of a source, or fewer if it ends.
Outcome<std::string> read_up_to(ledger::ByteSource& source, std::size_t count) {
  std::string bytes(count, '\0');
  std::size_t held = 0;
  while (held < count) {
    LEDGER_TRY(const std::size_t more, outcome(source(std::span(bytes).subspan(held))));
    if (more == 0) break;
    held += more;
  }
  bytes.resize(held);
  return bytes;
}

// The bytes of `begin`, then the rest of the source.
ledger::ByteSource put_back(std::string begin, ledger::ByteSource rest) {
  return [begin = std::move(begin), taken = std::size_t{0},
          rest = std::move(rest)](std::span<char> room) mutable -> ledger::Result<std::size_t> {
    if (taken == begin.size()) return rest(room);
    const std::size_t size = std::min(room.size(), begin.size() - taken);
    begin.copy(room.data(), size, taken);
    taken += size;
    return size;
  };
}

// An export is a JSON object, or gzip.
bool may_be_export(std::string_view begin) {
  constexpr std::string_view kGzip = "\x1f\x8b";
  const std::size_t first = begin.find_first_not_of(" \t\r\n");
  return begin.starts_with(kGzip) || (first != std::string_view::npos && begin[first] == '{');
}

struct JudgedReceipt {
  ledger::Receipt receipt;
  ledger::Record record;
  ledger::CheckpointVerdict verdict;
};

ledger::Result<JudgedReceipt> judge_receipt(std::string_view bytes,
                                            const ledger::WitnessPolicy& policy) {
  JudgedReceipt judged;
  LEDGER_TRY(judged.receipt, ledger::parse_receipt(bytes));
  LEDGER_TRY(const std::string_view record, ledger::record_in(judged.receipt));
  LEDGER_TRY(judged.verdict, ledger::check_receipt(judged.receipt, record, policy));
  LEDGER_TRY(judged.record, ledger::decode_record(record));
  return judged;
}

Outcome<void> verify_receipt(ledger::ByteSource source, const ledger::WitnessPolicy& policy,
                             const Options& options) {
  LEDGER_TRY(const std::string bytes, read_up_to(source, ledger::kReceiptBytesMax + 1));
  const auto judged = judge_receipt(bytes, policy);
  if (!judged) {
    const std::string& what = judged.error().detail;
    if (options.json) fmt::print("{}\n", json::serialize(ledger::bad_receipt_json(what)));
    return no(fmt::format("{} is not authentic: {}", options.file, one_line(what)));
  }
  const auto& [receipt, record, verdict] = *judged;
  if (options.json) {
    fmt::print("{}\n", json::serialize(ledger::receipt_json(receipt, record, verdict)));
  } else {
    fmt::print("{}", receipt_text(receipt, record, verdict, policy));
  }
  return {};
}

Outcome<void> verify_export(ledger::ByteSource source, const ledger::WitnessPolicy& policy,
                            const Options& options) {
  ledger::Verdict verdict;
  {
    Progress progress(stderr, Progress::Show::bar_or_lines, "verifying", "records", std::nullopt);
    ledger::VerifyOptions verify_options;
    verify_options.on_progress = [&](std::uint64_t records) { progress.update(records, records); };
    LEDGER_TRY(verdict, outcome(ledger::verify_export(std::move(source), policy, verify_options)));
  }
  if (options.json) {
    fmt::print("{}\n", json::serialize(ledger::verdict_json(verdict, policy)));
  } else {
    fmt::print("{}", verdict_text(verdict, policy, terminal_of(stdout)));
  }
  if (verdict.is_good()) return {};
  return no(fmt::format("{} is {}", options.file, sentence_of(verdict)));
}

Outcome<void> run(const Options& options) {
  LEDGER_TRY(const ledger::WitnessPolicy policy, pinned_policy(options.pinned));
  LEDGER_TRY(ledger::ByteSource source, open_source(options.file));
  LEDGER_TRY(const std::string begin, read_up_to(source, ledger::kReceiptBeginBytes));
  source = put_back(begin, std::move(source));
  if (ledger::begins_receipt(begin)) return verify_receipt(std::move(source), policy, options);
  if (!may_be_export(begin))
    return unavailable(fmt::format("{} is no export and no receipt", options.file));
  return verify_export(std::move(source), policy, options);
}

}  // namespace

void define_verify(Program& program) {
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<Options>();
  Command& command = program.root().add("verify", "check an export or a receipt, offline");
  command
      .about(
          "Needs only the file and the keys that you trust: no network, no ledger. Get the policy "
          "or the log key from another source than the file. Exit status 0: the export is "
          "authentic and complete, or the receipt is authentic. Exit status 1: something is wrong, "
          "and the first fault is named.")
      .option(options->file,
              {.names = "file",
               .value = "FILE",
               .description = "the export, gzip or not, or the receipt; - for standard input",
               .need = OptionInfo::Need::required});
  add_pinned_options(command, options->pinned);
  command.flag(options->json, "--json", "print the verdict as JSON")
      .example("pledgebook verify gha.json --policy pinned.policy", "with witnesses (recommended)")
      .example("pledgebook verify report.tlog-proof --policy pinned.policy", "check a receipt")
      .example("pledgebook verify gha.json --log-key example.org/pledges+5b1f7a02+AX…",
               "without witnesses: on the operator's word alone")
      .needs_no_ledger()
      .runs([options] { return run(*options); });
}

}  // namespace pledgebook::cli
