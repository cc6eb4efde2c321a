// SPDX-License-Identifier: Apache-2.0
#include "cli/import/import_judge.h"

#include <algorithm>
#include <utility>

#include "ledger/domain/json/statement.h"
#include "ledger/domain/rules/fold.h"
#include "ledger/domain/rules/registry.h"
#include "ledger/domain/rules/rules.h"

namespace pledgebook::cli {
namespace {

// Folds a statement of the book.
Outcome<void> fold_entry(ledger::Registry& registry, const BookEntry& entry) {
  LEDGER_TRY(const ledger::Statement statement,
             outcome(ledger::decode_statement(entry.signed_statement.payload)));
  ledger::fold(registry, {statement, entry.sid, entry.signed_statement.signatures, entry.index,
                          entry.recorded_at});
  return {};
}

}  // namespace

Outcome<ledger::Admitted<void>> judge_in_place(Book& book, const ImportKnown& known,
                                               const StatementMaker& maker, const Draft& draft,
                                               const std::vector<ledger::StreamId>& subjects,
                                               ledger::Index before) {
  std::vector<ledger::Index> earlier;
  for (const ledger::StreamId& subject : subjects) {
    for (const KnownStatement& statement : known.stream(subject.text())) {
      if (statement.index < before) earlier.push_back(statement.index);
    }
  }
  std::ranges::sort(earlier);
  ledger::Registry registry;
  for (const ledger::Index index : earlier) {
    LEDGER_TRY(const auto entry, entry_at(book, index));
    if (entry) LEDGER_CHECK(fold_entry(registry, *entry));
  }
  const auto made = maker.make(draft, registry.head(draft.stream));
  if (!made) return ledger::Admitted<void>(std::unexpected(made.error()));
  const auto statement = ledger::decode_statement(made->signed_statement.payload);
  if (!statement) return ledger::Admitted<void>(std::unexpected(statement.error()));
  LEDGER_TRY(const auto successor, entry_at(book, before));
  const ledger::Sid sid = ledger::statement_id(made->signed_statement.payload);
  const ledger::Entry entry{*statement, sid, made->signed_statement.signatures, before,
                            successor ? successor->recorded_at : ledger::RecordedAt{}};
  auto verdict = ledger::check_rights(registry, entry);
  if (verdict) verdict = ledger::check_rules(registry, entry);
  return verdict;
}

}  // namespace pledgebook::cli
