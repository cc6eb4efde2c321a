// SPDX-License-Identifier: Apache-2.0
// JournalWriter: writes the journal as lines to standard error, which systemd and containers
// collect.
//
//   text  2026-11-28T10:00:00.000Z error commit_failed: the disk is full: free some room records=12
//   json  {"time":"2026-11-28T10:00:00.000Z","severity":"error","event":"commit_failed",
//          "text":"the disk is full: free some room","records":12}
//
// One line an entry: control characters are written as \uXXXX, since a text may quote untrusted
// input.
//
// Threads: any.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "ledger/clock.h"
#include "ledger/journal.h"

namespace spdlog {
class logger;  // NOLINT(readability-identifier-naming): its name is theirs
}

namespace pledgebook::ledger {

enum class JournalFormat : std::uint8_t { text, json };
constexpr auto names_of(JournalFormat) {
  return std::to_array<Name<JournalFormat>>(
      {{JournalFormat::text, "text"}, {JournalFormat::json, "json"}});
}

// One entry as a line, without its line end.
[[nodiscard]] std::string journal_line(JournalFormat format, RecordedAt time, Severity severity,
                                       std::string_view event, std::string_view text,
                                       std::span<const JournalField> fields);

class JournalWriter final : public Journal {
 public:
  // Entries below `least` are left out. The clock outlives the journal.
  JournalWriter(const Clock& clock, JournalFormat format, Severity least);
  ~JournalWriter() override;

 private:
  void write(Severity severity, std::string_view event, std::string_view text,
             std::span<const JournalField> fields) override;

  const Clock& clock_;
  const JournalFormat format_;
  const Severity least_;
  std::unique_ptr<spdlog::logger> logger_;
};

}  // namespace pledgebook::ledger
