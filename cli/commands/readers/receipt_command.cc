// SPDX-License-Identifier: Apache-2.0
// pledgebook receipt: writes a receipt, the proof that a record is in the log.
#include <fmt/format.h>
#include <unistd.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "cli/book/book.h"
#include "cli/commands/commands.h"
#include "cli/shell/output_file.h"
#include "cli/shell/table.h"
#include "cli/text/receipt_text.h"
#include "ledger/log/record/record.h"
#include "ledger/proof/receipt.h"
#include "ledger/proof/receipt_json.h"

namespace pledgebook::cli {
namespace {

struct Options {
  std::optional<std::uint64_t> record;
  std::string output = "-";
};

Outcome<void> run(const Place& place, const Options& options) {
  LEDGER_TRY(const auto book, open_book(place, Purpose::read));
  LEDGER_TRY(const std::string bytes, book->receipt(ledger::Index{*options.record}));
  LEDGER_TRY(const ledger::Receipt receipt, outcome(ledger::parse_receipt(bytes)));
  LEDGER_TRY(const std::string_view carried, outcome(ledger::record_in(receipt)));
  LEDGER_TRY(const ledger::Record record, outcome(ledger::decode_record(carried)));
  LEDGER_CHECK(write_new(options.output, bytes));
  fmt::print(stderr, "record {}: {}; {} under the checkpoint of {} records of {}\n",
             ledger::number(record.index), subject_of(record), name_of(standing_of(receipt)),
             with_separators(ledger::number(receipt.checkpoint.checkpoint.size)),
             one_line(receipt.checkpoint.checkpoint.origin));
  return {};
}

}  // namespace

void define_receipt(Program& program) {
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<Options>();
  program.root()
      .add("receipt", "get a receipt: proof that a record is in the log")
      .about(
          "A receipt is a file to keep (C2SP tlog-proof). It contains the record, and `pledgebook "
          "verify` checks it offline. A record is durable once it is accepted; it has a receipt "
          "once a published checkpoint covers it. If the ledger has witnesses, the receipt "
          "contains their cosignatures.")
      .option(options->record, {.names = "record",
                                .value = "INDEX",
                                .description = "the record's index, as `submit` and `log` print it",
                                .need = OptionInfo::Need::required})
      .option(options->output,
              {.names = "-o,--output",
               .value = "FILE",
               .description =
                   "a new file, such as report.tlog-proof; - for standard output (default: -)"})
      .example("pledgebook receipt 17 -o report.tlog-proof", "from a ledger on this machine")
      .example("pledgebook receipt 17 --server http://127.0.0.1:8080 -o report.tlog-proof",
               "from a server")
      .runs([&place = program.place(), options] { return run(place, *options); });
}

}  // namespace pledgebook::cli
