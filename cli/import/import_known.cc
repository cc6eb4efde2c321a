// SPDX-License-Identifier: Apache-2.0
#include "cli/import/import_known.h"

#include <algorithm>
#include <utility>

#include "cli/import/fingerprint.h"
#include "ledger/domain/json/canonical_json.h"
#include "ledger/domain/json/statement.h"

namespace pledgebook::cli {
namespace {

// Up to this many names, searching the line for each costs less than parsing it.
constexpr std::size_t kNamesSearchedMax = 8;

std::uint8_t number_of_kind(std::string_view kind) {
  const auto kinds = ledger::statement_kinds();
  const auto found = std::ranges::find(kinds, kind);
  return found == kinds.end() ? std::uint8_t{0}
                              : static_cast<std::uint8_t>(found - kinds.begin() + 1);
}

// The state of one stream while lines are matched with it.
struct Matching {
  std::size_t passed = 0;                // statements matched or skipped
  std::vector<std::uint64_t> unmatched;  // lines since the last match
};

// The first statement after those passed that has this fingerprint; it and all before it are then
// passed.
const KnownStatement* match(std::span<const KnownStatement> statements, Matching& matching,
                            const crypto::Hash& fingerprint) {
  for (std::size_t i = matching.passed; i < statements.size(); ++i) {
    if (statements[i].fingerprint != fingerprint) continue;
    matching.passed = i + 1;
    return &statements[i];
  }
  return nullptr;
}

std::optional<Draft> draft_of(const SourceLine& line) {
  if (line.too_long) return std::nullopt;
  const auto json = ledger::parse_json(line.text);
  if (!json) return std::nullopt;
  auto draft = read_draft(*json);
  if (!draft) return std::nullopt;
  return *std::move(draft);
}

}  // namespace

Outcome<ImportKnown> ImportKnown::read(Book& book, const OnProgress& on_progress) {
  ImportKnown known;
  const auto keep = [&](const BookEntry& entry) {
    if (const auto parts = ledger::outline(entry.signed_statement.payload)) {
      known.streams_[std::string(parts->stream)].push_back(
          {fingerprint(*parts), entry.sid, entry.index});
    }
  };
  LEDGER_CHECK(for_each_entry(book, keep, on_progress));
  return known;
}

std::span<const KnownStatement> ImportKnown::stream(std::string_view stream) const {
  const auto found = streams_.find(std::string(stream));
  if (found == streams_.end()) return {};
  return found->second;
}

bool ImportKnown::may_name_one(std::string_view line) const {
  if (streams_.size() > kNamesSearchedMax) return true;
  // JSON may escape any letter.
  if (line.find('\\') != std::string_view::npos) return true;
  return std::ranges::any_of(streams_, [line](const auto& stream) {
    return line.find(stream.first) != std::string_view::npos;
  });
}

std::optional<crypto::Hash> fingerprint_of(const Draft& draft, const StatementMaker& maker) {
  const auto prepared = maker.prepare(draft, std::nullopt);
  if (!prepared) return std::nullopt;
  const auto parts = ledger::outline(prepared->payload);
  if (!parts) return std::nullopt;
  return fingerprint(*parts);
}

Outcome<ImportPlan> ImportPlan::make(ImportSource& source, const ImportKnown& known,
                                     const StatementMaker& maker,
                                     const std::function<void(std::uint64_t)>& on_line) {
  ImportPlan plan;
  std::unordered_map<std::string, Matching> streams;
  LEDGER_CHECK(source.make_rereadable());
  while (true) {
    LEDGER_TRY(const auto line, source.next());
    if (!line) break;
    if (on_line) on_line(source.position());
    if (!known.may_name_one(line->text)) continue;
    const auto draft = draft_of(*line);
    if (!draft) continue;
    const std::string stream = draft->stream.text();
    const auto statements = known.stream(stream);
    if (statements.empty()) continue;
    const auto mark = fingerprint_of(*draft, maker);
    if (!mark) continue;
    Matching& matching = streams[stream];
    const KnownStatement* found = match(statements, matching, *mark);
    if (found == nullptr) {
      matching.unmatched.push_back(line->number);
      continue;
    }
    for (const std::uint64_t each : std::exchange(matching.unmatched, {})) {
      plan.gone_by_.emplace(each, found->index);
    }
    if (plan.kinds_.size() <= line->number) plan.kinds_.resize(line->number + 1);
    plan.kinds_[line->number] = number_of_kind(draft->kind);
  }
  LEDGER_CHECK(source.rewind());
  return plan;
}

std::optional<std::string_view> ImportPlan::kind_of_known(std::uint64_t line) const {
  if (line >= kinds_.size() || kinds_[line] == 0) return std::nullopt;
  return ledger::statement_kinds()[kinds_[line] - 1U];
}

std::optional<ledger::Index> ImportPlan::place_gone_by(std::uint64_t line) const {
  const auto found = gone_by_.find(line);
  if (found == gone_by_.end()) return std::nullopt;
  return found->second;
}

}  // namespace pledgebook::cli
