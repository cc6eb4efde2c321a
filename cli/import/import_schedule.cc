// SPDX-License-Identifier: Apache-2.0
#include "cli/import/import_schedule.h"

#include <algorithm>
#include <utility>

namespace pledgebook::cli {

void ImportSchedule::wait_for(Line line, Line earlier, Waiting& waiting) {
  const auto found = waiting_.find(earlier);
  if (found == waiting_.end()) return;
  std::vector<Line>& blocked = found->second.blocked;
  // `line` may share several subjects with `earlier`, but is added for all of them in a row, so a
  // duplicate can only be the last entry.
  if (!blocked.empty() && blocked.back() == line) return;
  blocked.push_back(line);
  ++waiting.blockers;
}

bool ImportSchedule::add(Line line, const std::vector<ledger::StreamId>& subjects) {
  Waiting waiting;
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    Subject& subject = subjects_[subjects[i].text()];
    const bool changes = i == 0;
    wait_for(line, subject.writer, waiting);
    if (changes) {
      for (const Line reader : subject.readers) wait_for(line, reader, waiting);
      subject.readers.clear();
      subject.writer = line;
    } else {
      subject.readers.push_back(line);
      if (subject.readers.size() >= subject.prune_at) {
        std::erase_if(subject.readers,
                      [&](Line reader) { return reader != line && !waiting_.contains(reader); });
        subject.prune_at = std::max<std::size_t>(64, 2 * subject.readers.size());
      }
    }
  }
  const bool ready = waiting.blockers == 0;
  waiting_.emplace(line, std::move(waiting));
  return ready;
}

std::vector<ImportSchedule::Line> ImportSchedule::finish(Line line) {
  std::vector<Line> ready;
  const auto found = waiting_.find(line);
  if (found == waiting_.end()) return ready;
  const std::vector<Line> blocked = std::move(found->second.blocked);
  waiting_.erase(found);
  for (const Line each : blocked) {
    if (--waiting_.at(each).blockers == 0) ready.push_back(each);
  }
  std::ranges::sort(ready);
  return ready;
}

}  // namespace pledgebook::cli
