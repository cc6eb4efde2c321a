// SPDX-License-Identifier: Apache-2.0
// ImportSchedule: which lines of an import may go at the same time, so that the answers are those
// of one line after the other. A line changes its own stream and depends on others (draft.h,
// `subjects`): it waits for the earlier lines that change what it depends on, and for the earlier
// lines that depend on what it changes.
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

  // A line with its subjects, its own stream first. True: it may go at once.
  [[nodiscard]] bool add(Line line, const std::vector<ledger::StreamId>& subjects);
  // The line was answered. The lines that may go now, ascending.
  [[nodiscard]] std::vector<Line> finish(Line line);
  // Lines added and not finished.
  [[nodiscard]] std::size_t size() const noexcept { return waiting_.size(); }

 private:
  struct Waiting {
    std::size_t blockers = 0;
    std::vector<Line> blocked;  // lines that wait for this one
  };
  struct Subject {
    Line writer = 0;            // the last line that changes it; may be finished
    std::vector<Line> readers;  // since then; some may be finished
    std::size_t prune_at = 64;  // readers, so that the finished ones do not pile up
  };
  // `line` waits for `earlier`, if that is not finished yet.
  void wait_for(Line line, Line earlier, Waiting& waiting);

  std::unordered_map<Line, Waiting> waiting_;
  std::unordered_map<std::string, Subject> subjects_;
};

}  // namespace pledgebook::cli
