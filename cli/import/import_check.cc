// SPDX-License-Identifier: Apache-2.0
#include "cli/import/import_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "cli/import/import_known.h"
#include "cli/statement/draft.h"
#include "cli/statement/statement_maker.h"
#include "ledger/domain/json/canonical_json.h"
#include "ledger/domain/json/statement.h"
#include "ledger/domain/rules/fold.h"
#include "ledger/domain/rules/rules.h"

namespace pledgebook::cli {
namespace {

class Check {
 public:
  Check(const StatementMaker& maker, const ImportPlan& plan, const ImportOptions& options,
        ImportSummary& summary)
      : maker_(maker), plan_(plan), options_(options), summary_(summary) {}

  // Folds a statement of the ledger.
  Outcome<void> add(const BookEntry& entry) {
    LEDGER_TRY(const ledger::Statement statement,
               outcome(ledger::decode_statement(entry.signed_statement.payload)));
    ledger::fold(registry_, {statement, entry.sid, entry.signed_statement.signatures, entry.index,
                             entry.recorded_at});
    next_ = ledger::Index{ledger::number(entry.index) + 1};
    now_ = std::max(now_, entry.recorded_at);
    return {};
  }

  Outcome<void> judge(const SourceLine& line) {
    ++summary_.lines;
    if (const auto kind = plan_.kind_of_known(line.number)) {
      ++summary_.repeated;
      ++summary_.kinds[std::string(*kind)];
      return {};
    }
    if (line.too_long) {
      return refuse(line, {},
                    {"line_too_long", "", fmt::format("the line takes {} bytes", line.bytes),
                     fmt::format("at most {} bytes", kImportLineBytesMax)});
    }
    const auto json = ledger::parse_json(line.text);
    if (!json) return refuse(line, {}, json.error());
    const auto draft = read_draft(*json);
    if (!draft) return refuse(line, {}, draft.error());
    const auto verdict = try_line(*draft);
    if (!verdict) return refuse(line, subjects(*draft), verdict.error());
    ++summary_.accepted;
    ++summary_.kinds[draft->kind];
    return {};
  }

 private:
  // Folds the line if it would be accepted.
  ledger::Admitted<void> try_line(const Draft& draft) {
    const auto prepared = maker_.prepare(draft, registry_.head(draft.stream));
    if (!prepared) return std::unexpected(prepared.error());
    const auto statement = ledger::decode_statement(prepared->payload);
    if (!statement) return std::unexpected(statement.error());
    std::vector<ledger::KeySignature> signatures;
    for (const KeyInHand* key : prepared->signing.keys)
      signatures.push_back({.key = key->id, .signature = {}});
    std::ranges::sort(signatures, {}, &ledger::KeySignature::key);
    const ledger::Sid sid = ledger::statement_id(prepared->payload);
    const ledger::Entry entry{*statement, sid, signatures, next_, now_};
    const auto verdict = ledger::check_entry(registry_, entry);
    if (!verdict) return verdict;
    ledger::fold(registry_, entry);
    next_ = ledger::Index{ledger::number(next_) + 1};
    return {};
  }

  Outcome<void> refuse(const SourceLine& line, const std::vector<ledger::StreamId>& about,
                       const ledger::Refusal& refusal) {
    std::optional<std::uint64_t> depends_on;
    for (const ledger::StreamId& subject : about) {
      const auto refused = refused_.find(subject.text());
      if (!depends_on && refused != refused_.end()) depends_on = refused->second;
    }
    if (!about.empty() && about.front().kind() != ledger::StreamKind::governance)
      refused_.try_emplace(about.front().text(), line.number);
    if (depends_on) ++summary_.dependent;
    summary_.refused.push_back(line.number);
    ++summary_.refused_by_code[refusal.code];
    return options_.on_refused(line, refusal, depends_on);
  }

  const StatementMaker& maker_;
  const ImportPlan& plan_;
  const ImportOptions& options_;
  ImportSummary& summary_;
  ledger::Registry registry_;
  ledger::Index next_{0};
  ledger::RecordedAt now_ =
      std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  std::unordered_map<std::string, std::uint64_t> refused_;  // by stream, the first refused line
};

}  // namespace

Outcome<void> check_lines(Book& book, std::span<const KeyInHand> keys, ImportSource& source,
                          const ImportOptions& options, ImportSummary& summary) {
  LEDGER_TRY(const std::string ledger, book.ledger());
  const StatementMaker maker(ledger, keys);
  LEDGER_TRY(const ImportKnown known, ImportKnown::read(book, options.on_reading));
  LEDGER_CHECK(source.make_rereadable());
  LEDGER_TRY(const ImportPlan plan,
             ImportPlan::make(source, known, maker, [&](std::uint64_t bytes) {
               if (options.on_comparing) options.on_comparing(bytes);
             }));
  Check check(maker, plan, options, summary);
  Outcome<void> folded;
  LEDGER_CHECK(for_each_entry(book,
                              [&](const BookEntry& entry) {
                                if (folded) folded = check.add(entry);
                              },
                              {}));
  LEDGER_CHECK(folded);
  while (options.stop == nullptr || !*options.stop) {
    LEDGER_TRY(const auto line, source.next());
    if (!line) {
      summary.complete = true;
      break;
    }
    LEDGER_CHECK(check.judge(*line));
    if (options.on_progress) options.on_progress(source.position(), summary.lines);
  }
  return {};
}

}  // namespace pledgebook::cli
