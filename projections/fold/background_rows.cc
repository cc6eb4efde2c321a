// SPDX-License-Identifier: Apache-2.0
#include "projections/fold/background_rows.h"

#include <algorithm>
#include <string>
#include <utility>

#include "crypto/bytes.h"
#include "projections/fold/view_registry.h"
#include "projections/store/row_keys.h"

namespace pledgebook::projections {
namespace {

using ledger::Errc;
using ledger::Error;
using ledger::Result;

struct KeyRow {
  KeyNumber number{};
  bool recovered = false;
};
void members(auto& row, ledger::Is<KeyRow> auto& v) { row(v.number, v.recovered); }

std::string party_key(const ledger::PartyId& id, ledger::Index index) {
  std::string key = id.text();
  key.push_back('\0');
  key += std::string_view(number_key(ledger::number(index)));
  return key;
}

// Fills `background`, except the numbers of keys, which go to `each_key`.
template <class EachKey>
Result<void> read_rows(const ReadRows& rows, Background& background, EachKey each_key) {
  bool good = true;
  LEDGER_TRY(auto governance, read_governance(rows));
  if (governance)
    background.governance = std::make_shared<ledger::Governance>(*std::move(governance));
  Cursor parties(rows, ViewTable::parties);
  for (parties.seek({}); good && parties.valid(); parties.next()) {
    const std::string_view key = parties.key();
    const auto id = ledger::PartyId::parse(key.substr(0, key.find('\0')));
    PartyVersion version;
    good = id && unpack(parties.value(), version);
    if (good) background.parties[*id].push_back(std::move(version));
  }
  Cursor disputes(rows, ViewTable::disputes);
  for (disputes.seek({}); good && disputes.valid(); disputes.next())
    good = unpack(disputes.value(), background.disputes.emplace_back());
  Cursor keys(rows, ViewTable::keys);
  for (keys.seek({}); good && keys.valid(); keys.next()) {
    const auto hash = crypto::Hash::from_bytes(crypto::as_bytes(keys.key()));
    KeyRow row;
    good = hash && unpack(keys.value(), row);
    if (!good) break;
    if (row.recovered) background.recovered.insert(row.number);
    each_key(ledger::KeyId{*hash}, row.number);
  }
  LEDGER_CHECK(rows.status());
  if (!good) {
    return std::unexpected(
        Error{Errc::corrupt, "a row of the views is damaged: run `pledgebook rebuild`"});
  }
  return {};
}

}  // namespace

Result<std::shared_ptr<const Background>> read_background(const ReadRows& rows) {
  auto background = std::make_shared<Background>();
  LEDGER_CHECK(read_rows(rows, *background, [](const ledger::KeyId&, KeyNumber) {}));
  return background;
}

Result<BackgroundRows> BackgroundRows::open(const ReadRows& rows, std::uint64_t revision) {
  BackgroundRows opened;
  opened.revision_ = revision;
  LEDGER_CHECK(read_rows(rows, opened.background_, [&](const ledger::KeyId& id, KeyNumber number) {
    opened.numbers_.emplace(id, number);
  }));
  return opened;
}

bool BackgroundRows::apply(const ledger::Entry& entry, ledger::Registry& registry,
                           WriteRows& rows) {
  const ledger::Body& body = entry.statement.body;
  if (const auto* created = std::get_if<ledger::LedgerCreated>(&body)) {
    for (const auto& key : created->keys) add_key(ledger::key_id(key.public_key), false, rows);
    for (const auto& key : created->root_keys) add_key(ledger::key_id(key), false, rows);
    if (const auto* party = registry.find(created->operating_party.id))
      add_party(entry, *party, rows);
  }
  switch (entry.statement.stream.kind()) {
    case ledger::StreamKind::governance:
      ++revision_;
      governance_changed_ = true;
      if (const auto* revoked = std::get_if<ledger::KeyRevoked>(&body))
        return add_disputes(entry, revoked->key, registry, rows);
      if (const auto* list = std::get_if<ledger::ListPublished>(&body))
        return list->corrects.has_value();
      return std::holds_alternative<ledger::RatesPublished>(body);
    case ledger::StreamKind::party:
      if (const auto* party = registry.find(*entry.statement.stream.party_id()))
        add_party(entry, *party, rows);
      return false;
    case ledger::StreamKind::keys:
      if (const auto* added = std::get_if<ledger::KeyAdded>(&body))
        return add_new_key(entry, ledger::key_id(added->public_key), registry, rows);
      if (const auto* replaced = std::get_if<ledger::KeyReplaced>(&body))
        return add_new_key(entry, ledger::key_id(replaced->public_key), registry, rows);
      if (const auto* revoked = std::get_if<ledger::KeyRevoked>(&body))
        return add_disputes(entry, revoked->key, registry, rows);
      return false;
    case ledger::StreamKind::attestation:
    case ledger::StreamKind::discussion:
    case ledger::StreamKind::indicator:
    case ledger::StreamKind::pledge:
      return false;
  }
  return false;
}

void BackgroundRows::add_key(const ledger::KeyId& id, bool recovered, WriteRows& rows) {
  const auto number = static_cast<KeyNumber>(numbers_.size());
  if (!numbers_.emplace(id, number).second) return;
  rows.put(ViewTable::keys, crypto::as_text(id.hash.bytes), pack(KeyRow{number, recovered}));
  if (!recovered) return;
  background_.recovered.insert(number);
  ++revision_;
}

// The marks of the keys that added it, or that it replaces, pass to the key.
bool BackgroundRows::add_new_key(const ledger::Entry& entry, const ledger::KeyId& id,
                                 ledger::Registry& registry, WriteRows& rows) {
  const ledger::Key* key = registry.find(id);
  add_key(id, key != nullptr && key->recovered, rows);
  return add_disputes(entry, id, registry, rows);
}

void BackgroundRows::add_party(const ledger::Entry& entry, const ledger::Party& party,
                               WriteRows& rows) {
  PartyVersion version{.index = entry.index,
                       .recorded_at = entry.recorded_at,
                       .at = entry.statement.at,
                       .name = party.body.name,
                       .sector = party.body.sector,
                       .country = party.body.country,
                       .itu_membership = party.body.itu_membership,
                       .roles = party.body.roles,
                       .suspended = party.suspended};
  rows.put(ViewTable::parties, party_key(party.id, entry.index), pack(version));
  background_.parties[party.id].push_back(std::move(version));
  ++revision_;
}

// A dispute for each key that this record makes disputed: the key itself, and keys that it added.
bool BackgroundRows::add_disputes(const ledger::Entry& entry, const ledger::KeyId& first,
                                  ledger::Registry& registry, WriteRows& rows) {
  std::vector<ledger::KeyId> reached{first};
  bool any = false;
  for (std::size_t i = 0; i < reached.size(); ++i) {
    const ledger::Key* key = registry.find(reached[i]);
    if (key == nullptr || key->disputes.empty() || key->disputes.back().known != entry.index)
      continue;
    const auto number = numbers_.find(key->id);
    if (number == numbers_.end()) continue;
    const Dispute dispute{.key = number->second,
                          .since = key->disputes.back().since,
                          .known = entry.index,
                          .known_at = entry.statement.at};
    std::string row_key(number_key(ledger::number(entry.index)));
    row_key += std::string_view(number_key(number->second));
    rows.put(ViewTable::disputes, row_key, pack(dispute));
    background_.disputes.push_back(dispute);
    for (const ledger::KeyId& added : key->added_keys) {
      if (std::ranges::find(reached, added) == reached.end()) reached.push_back(added);
    }
    any = true;
    ++revision_;
  }
  return any;
}

std::shared_ptr<const Background> BackgroundRows::current(const ledger::Registry& registry) {
  if (current_ && current_revision_ == revision_) return current_;
  if (std::exchange(governance_changed_, false))
    background_.governance = std::make_shared<ledger::Governance>(registry.governance());
  current_ = std::make_shared<Background>(background_);
  current_revision_ = revision_;
  return current_;
}

std::vector<KeyNumber> BackgroundRows::numbers(
    std::span<const ledger::KeySignature> signatures) const {
  std::vector<KeyNumber> numbers;
  for (const ledger::KeySignature& signature : signatures) {
    const auto found = numbers_.find(signature.key);
    if (found != numbers_.end()) numbers.push_back(found->second);
  }
  return numbers;
}

}  // namespace pledgebook::projections
