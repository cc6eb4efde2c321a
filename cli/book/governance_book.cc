// SPDX-License-Identifier: Apache-2.0
#include "cli/book/governance_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>
#include <variant>

#include "ledger/domain/json/statement.h"
#include "ledger/domain/rules/fold.h"

namespace pledgebook::cli {

namespace {

Outcome<void> fold_entries(std::vector<BookEntry> entries, ledger::Registry& registry) {
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

Outcome<void> fold_streams(Book& book, const std::vector<ledger::StreamId>& streams,
                           ledger::Registry& registry) {
  std::vector<BookEntry> entries;
  for (const ledger::StreamId& stream : streams) {
    LEDGER_TRY(auto more, book.stream(stream));
    std::ranges::move(more, std::back_inserter(entries));
  }
  return fold_entries(std::move(entries), registry);
}

void add_keys_of(const ledger::PartyId& id, ledger::Registry& registry,
                 std::vector<ledger::Key>& keys) {
  const ledger::Party* party = registry.find(id);
  if (party == nullptr) return;
  for (const ledger::KeyId& key : party->keys) {
    if (const ledger::Key* found = registry.find(key)) keys.push_back(*found);
  }
}

// Whether a statement of this stream says who holds which key.
bool is_about_keys(const ledger::StreamId& stream) {
  return stream.kind() == ledger::StreamKind::governance ||
         stream.kind() == ledger::StreamKind::party || stream.kind() == ledger::StreamKind::keys;
}

}  // namespace

Outcome<ledger::Governance> read_governance(Book& book) {
  ledger::Registry registry;
  LEDGER_CHECK(fold_streams(book, {ledger::StreamId::governance()}, registry));
  return registry.governance();
}

Outcome<std::vector<ledger::Key>> read_operator_keys(Book& book) {
  LEDGER_TRY(const ledger::Governance governance, read_governance(book));
  return read_keys_of(book, governance.operator_id);
}

Outcome<std::vector<ledger::Key>> read_keys_of(Book& book, const ledger::PartyId& party) {
  ledger::Registry registry;
  LEDGER_CHECK(fold_streams(book,
                            {ledger::StreamId::governance(), ledger::StreamId::party(party),
                             ledger::StreamId::keys(party)},
                            registry));
  if (registry.find(party) == nullptr) {
    return not_found(
        fmt::format("there is no party {}: `pledgebook party list` names all", party.text()));
  }
  std::vector<ledger::Key> keys;
  add_keys_of(party, registry, keys);
  return keys;
}

Outcome<std::vector<ledger::Key>> read_all_keys(Book& book) {
  std::vector<BookEntry> entries;
  std::set<ledger::PartyId> parties;
  LEDGER_CHECK(for_each_entry(book,
                              [&](const BookEntry& entry) {
                                const auto statement =
                                    ledger::decode_statement(entry.signed_statement.payload);
                                if (!statement || !is_about_keys(statement->stream)) return;
                                if (const auto party = statement->stream.party_id())
                                  parties.insert(*party);
                                entries.push_back(entry);
                              },
                              {}));
  ledger::Registry registry;
  LEDGER_CHECK(fold_entries(std::move(entries), registry));
  parties.insert(registry.governance().operator_id);
  std::vector<ledger::Key> keys;
  for (const ledger::PartyId& party : parties) add_keys_of(party, registry, keys);
  return keys;
}

}  // namespace pledgebook::cli
