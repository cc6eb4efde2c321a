// SPDX-License-Identifier: Apache-2.0
#include "cli/import/importer.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <functional>
#include <optional>
#include <queue>
#include <string>
#include <unordered_map>
#include <utility>

#include "cli/import/fingerprint.h"
#include "cli/import/import_judge.h"
#include "cli/import/import_known.h"
#include "cli/import/import_schedule.h"
#include "cli/import/import_workers.h"
#include "cli/statement/draft.h"
#include "cli/statement/statement_maker.h"
#include "ledger/domain/json/canonical_json.h"

namespace pledgebook::cli {
namespace {

// Lines in memory: far enough ahead that registers whose lines are grouped by pledge keep all
// workers busy.
constexpr std::size_t kLinesHeldMax = 16'384;
// Fewer than the sequencer's queue takes.
constexpr std::size_t kInFlightMax = 2'048;
constexpr std::size_t kReadAtOnce = 256;
constexpr unsigned kAttemptsMax = 10;  // of one line, if the ledger is busy or its stream changed
constexpr std::chrono::seconds kRetryMax{30};

enum class State : std::uint8_t { waiting, in_flight, accepted, repeated, refused };

struct Line {
  SourceLine source;
  std::uint64_t end = 0;  // where the line ends in the source, in bytes
  Draft draft;
  std::vector<ledger::StreamId> subjects;
  State state = State::waiting;
  ledger::Refusal refusal;
  std::optional<std::uint64_t> depends_on;  // the number of an earlier refused line
  std::optional<ledger::Sid> prev;          // as it was last submitted
  unsigned attempts = 0;
};

class Import {
 public:
  Import(Book& book, std::span<const KeyInHand> keys, const StatementMaker& maker,
         const ImportKnown& known, const ImportPlan& plan, const ImportOptions& options,
         ImportSummary& summary)
      : book_(book),
        keys_(keys),
        maker_(maker),
        known_(known),
        plan_(plan),
        options_(options),
        summary_(summary),
        workers_(book, maker_, options.workers) {}

  Outcome<void> run(ImportSource& source);

 private:
  [[nodiscard]] bool is_stopping() const {
    return failure_.has_value() || (options_.strict && any_refused_) ||
           (options_.stop != nullptr && *options_.stop);
  }
  void note(const Outcome<void>& outcome) {
    if (!outcome && !failure_) failure_ = outcome.error();
  }
  [[nodiscard]] Line& line(std::uint64_t ordinal) { return lines_[ordinal - first_]; }

  Outcome<void> read_some(ImportSource& source);
  void admit(SourceLine source_line, std::uint64_t end);
  // Gives ready lines to the workers; settles those that need none.
  Outcome<void> dispatch();
  Outcome<bool> refuse_if_gone_by(std::uint64_t ordinal);
  // Whether a line of its stream was refused before it, and lines are held back then.
  bool hold_back(std::uint64_t ordinal);
  // The first refused line about one of the line's subjects.
  [[nodiscard]] std::optional<std::uint64_t> refused_before(const Line& line) const;
  void remember_refused(const Line& line);
  [[nodiscard]] std::optional<ledger::Sid>& head(const ledger::StreamId& stream);
  void take(ImportAnswer answer);
  void take_conflict(std::uint64_t ordinal);
  void take_unavailable(std::uint64_t ordinal, const ledger::Unavailable& unavailable);
  void refuse(std::uint64_t ordinal, ledger::Refusal refusal);
  void finish(std::uint64_t ordinal, State state);
  [[nodiscard]] static bool is_done(const Line& line) {
    return line.state != State::waiting && line.state != State::in_flight;
  }
  // Counts a line that is done, and reports its refusal.
  Outcome<void> account(const Line& line);
  // Accounts for the finished lines at the front, and forgets them.
  Outcome<void> retire();

  Book& book_;
  std::span<const KeyInHand> keys_;
  const StatementMaker& maker_;
  const ImportKnown& known_;
  const ImportPlan& plan_;
  const ImportOptions& options_;
  ImportSummary& summary_;

  // The last statement of each stream met so far; nothing for a stream without records.
  std::unordered_map<std::string, std::optional<ledger::Sid>> heads_;
  std::unordered_map<std::string, std::uint64_t> refused_;  // by stream, the first refused line
  std::deque<Line> lines_;  // in the order of the file; the first has the ordinal first_
  std::uint64_t first_ = 1;
  ImportSchedule schedule_;
  std::priority_queue<std::uint64_t, std::vector<std::uint64_t>, std::greater<>> ready_;
  std::size_t in_flight_ = 0;
  bool at_end_ = false;
  bool any_refused_ = false;
  std::optional<Failure> failure_;
  std::chrono::steady_clock::time_point not_before_;  // nothing is submitted before this time

  ImportWorkers workers_;  // last, so that it is destroyed first
};

Outcome<void> Import::run(ImportSource& source) {
  while (true) {
    const bool stopping = is_stopping();
    // After a failure, wait for the answers under way: the workers deliver them to this object.
    if (!stopping && !at_end_ && lines_.size() < kLinesHeldMax) note(read_some(source));
    if (!stopping) note(dispatch());
    note(retire());
    const bool all_begun = stopping || (at_end_ && ready_.empty());
    if (in_flight_ == 0 && (stopping || (at_end_ && lines_.empty()))) break;
    const bool may_read = !stopping && !at_end_ && lines_.size() < kLinesHeldMax;
    const bool may_send = !stopping && !ready_.empty() && in_flight_ < kInFlightMax &&
                          std::chrono::steady_clock::now() >= not_before_;
    const bool idle = all_begun || (!may_read && !may_send);
    const auto wait = idle ? ImportWorkers::Wait::yes : ImportWorkers::Wait::no;
    for (ImportAnswer& answer : workers_.take_answers(wait)) take(std::move(answer));
  }
  // Finished lines behind lines that are not finished.
  for (Line& left : lines_) {
    if (is_done(left)) note(account(left));
  }
  if (failure_) return std::unexpected(*failure_);
  summary_.complete = at_end_ && lines_.empty();
  return {};
}

Outcome<void> Import::read_some(ImportSource& source) {
  for (std::size_t i = 0; i < kReadAtOnce; ++i) {
    LEDGER_TRY(auto next, source.next());
    if (!next) {
      at_end_ = true;
      return {};
    }
    admit(*std::move(next), source.position());
  }
  return {};
}

void Import::admit(SourceLine source_line, std::uint64_t end) {
  const std::uint64_t ordinal = first_ + lines_.size();
  Line& added = lines_.emplace_back();
  added.source = std::move(source_line);
  added.end = end;
  const auto refuse_unread = [&](ledger::Refusal refusal) {
    added.state = State::refused;
    added.refusal = std::move(refusal);
    any_refused_ = true;
  };
  if (const auto kind = plan_.kind_of_known(added.source.number)) {
    added.draft.kind = *kind;
    added.state = State::repeated;
    return;
  }
  if (added.source.too_long) {
    refuse_unread({"line_too_long", "", fmt::format("the line takes {} bytes", added.source.bytes),
                   fmt::format("at most {} bytes", kImportLineBytesMax)});
    return;
  }
  const auto json = ledger::parse_json(added.source.text);
  if (!json) return refuse_unread(json.error());
  auto draft = read_draft(*json);
  if (!draft) return refuse_unread(draft.error());
  added.draft = *std::move(draft);
  added.subjects = subjects(added.draft);
  const auto depend = [&](ledger::StreamId stream) {
    if (std::ranges::find(added.subjects, stream) == added.subjects.end()) {
      added.subjects.push_back(std::move(stream));
    }
  };
  for (const KeyInHand& key : keys_) {
    if (!key.holder) continue;
    depend(ledger::StreamId::keys(key.holder->party));
    depend(ledger::StreamId::party(key.holder->party));
  }
  if (schedule_.add(ordinal, added.subjects)) ready_.push(ordinal);
}

Outcome<void> Import::dispatch() {
  std::vector<ImportJob> jobs;
  while (!ready_.empty() && in_flight_ < kInFlightMax && !is_stopping()) {
    if (std::chrono::steady_clock::now() < not_before_) break;
    const std::uint64_t ordinal = ready_.top();
    ready_.pop();
    LEDGER_TRY(const bool settled, refuse_if_gone_by(ordinal));
    if (settled || hold_back(ordinal)) continue;
    Line& ready = line(ordinal);
    ready.state = State::in_flight;
    ready.prev = head(ready.draft.stream);
    ++in_flight_;
    jobs.push_back({ordinal, &ready.draft, ready.prev});
  }
  workers_.give(std::move(jobs));
  return {};
}

// Judges a line that an earlier run refused, at the position that it had then.
Outcome<bool> Import::refuse_if_gone_by(std::uint64_t ordinal) {
  const Line& ready = line(ordinal);
  const auto before = plan_.place_gone_by(ready.source.number);
  if (!before) return false;
  LEDGER_TRY(const auto verdict,
             judge_in_place(book_, known_, maker_, ready.draft, ready.subjects, *before));
  if (verdict) return false;
  refuse(ordinal, verdict.error());
  return true;
}

bool Import::hold_back(std::uint64_t ordinal) {
  const Line& ready = line(ordinal);
  if (!options_.hold) return false;
  const auto refused = refused_.find(ready.draft.stream.text());
  if (refused == refused_.end()) return false;
  refuse(ordinal, {"held_back", "",
                   fmt::format("line {} of {} was refused, and this one comes after it",
                               refused->second, ready.draft.stream.text()),
                   "that line corrected: then both go in, in their order"});
  return true;
}

// Governance and the signers' own streams decide about every line, so they explain none.
std::optional<std::uint64_t> Import::refused_before(const Line& line) const {
  for (const ledger::StreamId& subject : line.subjects) {
    if (subject.kind() == ledger::StreamKind::governance) continue;
    const auto refused = refused_.find(subject.text());
    if (refused != refused_.end() && refused->second < line.source.number) return refused->second;
  }
  return std::nullopt;
}

void Import::remember_refused(const Line& line) {
  if (line.draft.stream.kind() != ledger::StreamKind::governance)
    refused_.try_emplace(line.draft.stream.text(), line.source.number);
}

std::optional<ledger::Sid>& Import::head(const ledger::StreamId& stream) {
  const std::string name = stream.text();
  const auto [found, is_new] = heads_.try_emplace(name);
  if (is_new) {
    const auto statements = known_.stream(name);
    if (!statements.empty()) found->second = statements.back().sid;
  }
  return found->second;
}

void Import::take(ImportAnswer answer) {
  --in_flight_;
  Line& answered = line(answer.ordinal);
  answered.state = State::waiting;
  if (const auto* accepted = std::get_if<ledger::Accepted>(&answer.answer)) {
    head(answered.draft.stream) = accepted->sid;
    finish(answer.ordinal, accepted->repeated ? State::repeated : State::accepted);
  } else if (auto* refused = std::get_if<ledger::Refused>(&answer.answer)) {
    refuse(answer.ordinal, std::move(refused->refusal));
  } else if (std::holds_alternative<ledger::Conflict>(answer.answer)) {
    take_conflict(answer.ordinal);
  } else {
    take_unavailable(answer.ordinal, std::get<ledger::Unavailable>(answer.answer));
  }
}

// Another program writes to the stream; it may even have written this very line.
void Import::take_conflict(std::uint64_t ordinal) {
  Line& answered = line(ordinal);
  if (++answered.attempts >= kAttemptsMax) {
    failure_ = {ExitStatus::unavailable,
                fmt::format("line {}: another program keeps writing to {}: run the import again "
                            "once it is done",
                            answered.source.number, answered.draft.stream.text())};
    return;
  }
  const auto entries = book_.stream(answered.draft.stream);
  const auto mark = fingerprint_of(answered.draft, maker_);
  if (!entries || !mark) {
    failure_ = entries ? Failure{ExitStatus::unavailable, "a statement can't be made twice"}
                       : entries.error();
    return;
  }
  bool is_after = !answered.prev;
  for (const BookEntry& entry : *entries) {
    head(answered.draft.stream) = entry.sid;
    const auto parts = ledger::outline(entry.signed_statement.payload);
    if (is_after && parts && fingerprint(*parts) == *mark) {
      finish(ordinal, State::repeated);
      return;
    }
    is_after = is_after || entry.sid == *answered.prev;
  }
  ready_.push(ordinal);
}

void Import::take_unavailable(std::uint64_t ordinal, const ledger::Unavailable& unavailable) {
  Line& answered = line(ordinal);
  if (++answered.attempts >= kAttemptsMax) {
    failure_ = {ExitStatus::unavailable,
                fmt::format("line {}: {}; accepted lines stay: run the import again to continue",
                            answered.source.number, unavailable.reason)};
    return;
  }
  const auto pause = std::min<std::chrono::seconds>(
      std::chrono::seconds(std::max(1, unavailable.retry_after_s)), kRetryMax);
  not_before_ = std::max(not_before_, std::chrono::steady_clock::now() + pause);
  ready_.push(ordinal);
}

void Import::refuse(std::uint64_t ordinal, ledger::Refusal refusal) {
  any_refused_ = true;
  Line& refused = line(ordinal);
  refused.refusal = std::move(refusal);
  refused.depends_on = refused_before(refused);
  remember_refused(refused);
  finish(ordinal, State::refused);
}

void Import::finish(std::uint64_t ordinal, State state) {
  line(ordinal).state = state;
  for (const std::uint64_t ready : schedule_.finish(ordinal)) ready_.push(ready);
}

Outcome<void> Import::account(const Line& line) {
  ++summary_.lines;
  if (line.state == State::refused) {
    summary_.refused.push_back(line.source.number);
    ++summary_.refused_by_code[line.refusal.code];
    if (line.depends_on) ++summary_.dependent;
    return options_.on_refused(line.source, line.refusal, line.depends_on);
  }
  ++(line.state == State::accepted ? summary_.accepted : summary_.repeated);
  ++summary_.kinds[line.draft.kind];
  return {};
}

Outcome<void> Import::retire() {
  while (!lines_.empty() && is_done(lines_.front())) {
    LEDGER_CHECK(account(lines_.front()));
    if (options_.on_progress) options_.on_progress(lines_.front().end, summary_.lines);
    lines_.pop_front();
    ++first_;
  }
  return {};
}

}  // namespace

Outcome<void> import_lines(Book& book, std::span<const KeyInHand> keys, ImportSource& source,
                           const ImportOptions& options, ImportSummary& summary) {
  LEDGER_TRY(const std::string ledger, book.ledger());
  const StatementMaker maker(ledger, keys);
  LEDGER_TRY(const ImportKnown known, ImportKnown::read(book, options.on_reading));
  LEDGER_TRY(const ImportPlan plan, ImportPlan::make(source, known, maker, options.on_comparing));
  Import import(book, keys, maker, known, plan, options, summary);
  return import.run(source);
}

}  // namespace pledgebook::cli
