// SPDX-License-Identifier: Apache-2.0
// Importer: imports a register's lines into a ledger (docs/IMPORT.md). Lines of different subjects
// are submitted at the same time, and the answers are still those of one line after the other; of
// one stream, only one line is under way at a time. An import may be interrupted at any point and
// run again.
//
//   ImportSource ─▶ ImportPlan ─▶ ImportSchedule ─▶ ImportWorkers ─▶ answers ─▶ retired in the
//   order of the file
//
// Threads: `import_lines` is called by one thread, and starts workers of its own.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "cli/book/book.h"
#include "cli/import/import_source.h"
#include "cli/shell/outcome.h"
#include "cli/statement/key_in_hand.h"
#include "ledger/domain/values/refusal.h"

namespace pledgebook::cli {

struct ImportSummary {
  std::uint64_t lines = 0;             // finished lines, without blank ones
  std::uint64_t accepted = 0;          // in this run
  std::uint64_t repeated = 0;          // that were in the ledger already
  std::vector<std::uint64_t> refused;  // numbers of lines, ascending
  std::map<std::string, std::uint64_t> refused_by_code;
  std::uint64_t dependent = 0;  // of those refused: after another refused line on the same subject
  std::map<std::string, std::uint64_t> kinds;  // accepted and repeated
  bool complete = false;                       // every line was dealt with
};

struct ImportOptions {
  unsigned workers = 2;
  bool strict = false;  // submit nothing after the first refusal
  // After a refused line, keep back the later ones of its stream, so that the corrected line still
  // goes in before them.
  bool hold = false;
  // Another thread may set it at any time: then no more lines are begun.
  const std::atomic<bool>* stop = nullptr;
  // Called in the order of the file. A Failure ends the import.
  // `depends_on`: an earlier refused line about the same pledge or party, if there is one.
  std::function<Outcome<void>(const SourceLine&, const ledger::Refusal&,
                              std::optional<std::uint64_t> depends_on)>
      on_refused = {};
  // Bytes of the source and lines that are finished.
  std::function<void(std::uint64_t bytes, std::uint64_t lines)> on_progress = {};
  // Before the first line: statements of the ledger read, and their total; bytes of the source
  // compared with them.
  OnProgress on_reading = {};
  std::function<void(std::uint64_t bytes)> on_comparing = {};
};

// After a Failure, accepted lines stay in the ledger, and the sentence says to run the import
// again. `summary` describes the finished lines in any case.
[[nodiscard]] Outcome<void> import_lines(Book& book, std::span<const KeyInHand> keys,
                                         ImportSource& source, const ImportOptions& options,
                                         ImportSummary& summary);

}  // namespace pledgebook::cli
