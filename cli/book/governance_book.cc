// SPDX-License-Identifier: Apache-2.0
#include "cli/book/governance_book.h"

#include <algorithm>
#include <iterator>
#include <variant>

#include "ledger/domain/json/statement.h"
#include "ledger/domain/rules/fold.h"

namespace pledgebook::cli {

namespace {

Outcome<void> fold_streams(Book& book, const std::vector<ledger::StreamId>& streams,
                           ledger::Registry& registry) {
  std::vector<BookEntry> entries;
  for (const ledger::StreamId& stream : streams) {
    LEDGER_TRY(auto more, book.stream(stream));
    std::ranges::move(more, std::back_inserter(entries));
  }
  std::ranges::sort(entries, {}, &BookEntry::index);
  for (const BookEntry& entry : entries) {
    LEDGER_TRY(const ledger::Statement statement,
               outcome(ledger::decode_statement(entry.signed_statement.payload)));
    // A key of another party, whose stream is not read.
    const auto* revoked = std::get_if<ledger::KeyRevoked>(&statement.body);
    if (revoked != nullptr && registry.find(revoked->key) == nullptr) continue;
    ledger::fold(registry, {statement, entry.sid, entry.signed_statement.signatures, entry.index,
                            entry.recorded_at});
  }
  return {};
}

}  // namespace

Outcome<ledger::Governance> read_governance(Book& book) {
  ledger::Registry registry;
  LEDGER_CHECK(fold_streams(book, {ledger::StreamId::governance()}, registry));
  return registry.governance();
}

Outcome<std::vector<ledger::Key>> read_operator_keys(Book& book) {
  LEDGER_TRY(const ledger::Governance governance, read_governance(book));
  const ledger::PartyId& operating = governance.operator_id;
  ledger::Registry registry;
  LEDGER_CHECK(fold_streams(book,
                            {ledger::StreamId::governance(), ledger::StreamId::party(operating),
                             ledger::StreamId::keys(operating)},
                            registry));
  std::vector<ledger::Key> keys;
  const ledger::Party* party = registry.find(operating);
  if (party == nullptr) return keys;
  for (const ledger::KeyId& id : party->keys) {
    if (const ledger::Key* key = registry.find(id)) keys.push_back(*key);
  }
  return keys;
}

}  // namespace pledgebook::cli
