// SPDX-License-Identifier: Apache-2.0
// ImportSchedule: which lines of an import may be submitted at the same time, so that the answers
// are those of one line after the other. A line changes its own stream and depends on others
// (draft.h, `subjects`): it waits for the earlier lines that change a stream it depends on, and for
// the earlier lines that depend on the stream it changes.
//
// Threads: one at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ledger/domain/values/stream.h"

namespace pledgebook::cli {

class ImportSchedule {
 public:
  using Line = std::uint64_t;  // its number; each is larger than the one before

  // Adds a line with its subjects, its own stream first. True: it may be submitted at once.
  [[nodiscard]] bool add(Line line, const std::vector<ledger::StreamId>& subjects);
  // The line was answered. Returns the lines that may now be submitted, ascending.
  [[nodiscard]] std::vector<Line> finish(Line line);
  // The number of lines added and not finished.
  [[nodiscard]] std::size_t size() const noexcept { return waiting_.size(); }

 private:
  struct Waiting {
    std::size_t blockers = 0;
    std::vector<Line> blocked;  // lines that wait for this one
  };
  struct Subject {
    Line writer = 0;            // the last line that changes it; may be finished already
    std::vector<Line> readers;  // since the writer; some may be finished already
    std::size_t prune_at = 64;  // at so many readers, the finished ones are removed
  };
  // `line` waits for `earlier`, if that is not finished yet.
  void wait_for(Line line, Line earlier, Waiting& waiting);

  std::unordered_map<Line, Waiting> waiting_;
  std::unordered_map<std::string, Subject> subjects_;
};

}  // namespace pledgebook::cli
