// SPDX-License-Identifier: Apache-2.0
// Importer: brings a register's lines into a ledger (docs/IMPORT.md). Lines of different subjects
// go at the same time, and the answers are still those of one line after the other; of a stream,
// one line is under way at a time. It may be interrupted anywhere and run again.
//
//   ImportSource ─▶ ImportPlan ─▶ ImportSchedule ─▶ ImportWorkers ─▶ answers ─▶ retired in the
//   order of the file
//
// Threads: run by one; it has workers of its own.
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
  std::uint64_t lines = 0;             // that are not blank and were dealt with
  std::uint64_t accepted = 0;          // in this run
  std::uint64_t repeated = 0;          // that were in the ledger already
  std::vector<std::uint64_t> refused;  // numbers of lines, ascending
  std::map<std::string, std::uint64_t> refused_by_code;
  std::map<std::string, std::uint64_t> kinds;  // accepted and repeated
  bool complete = false;                       // every line was dealt with
};

struct ImportOptions {
  unsigned workers = 2;
  bool strict = false;  // begin no line after the first refusal
  // Set from outside, at any time: begin no more lines.
  const std::atomic<bool>* stop = nullptr;
  // Called in the order of the file. A Failure ends the import.
  std::function<Outcome<void>(const SourceLine&, const ledger::Refusal&)> on_refused;
  // Bytes of the source and lines that were dealt with.
  std::function<void(std::uint64_t bytes, std::uint64_t lines)> on_progress;
  // Before the first line: statements of the ledger looked through, of how many; bytes of the
  // source compared with them.
  OnProgress on_reading;
  std::function<void(std::uint64_t bytes)> on_comparing;
};

// Where a Failure ends it, what was accepted stays, and the sentence says to run it again.
// `summary` is true of what was dealt with in any case.
[[nodiscard]] Outcome<void> import_lines(Book& book, std::span<const KeyInHand> keys,
                                         ImportSource& source, const ImportOptions& options,
                                         ImportSummary& summary);

}  // namespace pledgebook::cli
