// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/rules/fold_keys.h"

#include <algorithm>
#include <unordered_map>
#include <utility>
#include <vector>

namespace pledgebook::ledger {
namespace {

void count(Registry& registry, const Key& key, std::int32_t change) {
  Party& party = registry.edit(key.party);
  std::uint32_t& active = key.root                                     ? party.root_keys
                          : std::ranges::any_of(key.roles, is_officer) ? party.officer_keys
                                                                       : party.ordinary_keys;
  active += static_cast<std::uint32_t>(change);
}

void end(Registry& registry, const KeyId& id, Index ended) {
  Key& key = registry.edit(id);
  if (key.is_active()) count(registry, key, -1);
  if (!key.revoked) key.revoked = ended;
}

// By key, the record from which on it is about to be disputed.
using Disputed = std::unordered_map<KeyId, Index>;

// Whether another key of the same party, which nobody disputes, signed for the key too.
bool is_vouched_for(Registry& registry, const Key& key, Index as_of, const Disputed& disputed) {
  return std::ranges::any_of(key.added_by, [&](const KeyId& id) {
    const Key* adder = registry.find(id);
    if (adder == nullptr || adder->party != key.party) return false;
    const auto found = disputed.find(id);
    const bool is_about_to_be = found != disputed.end() && found->second <= key.added;
    return !is_about_to_be && !is_disputed(*adder, key.added, as_of);
  });
}

void dispute(Registry& registry, const std::vector<Descendant>& keys, Index known) {
  for (const auto& [id, since] : keys) {
    Key& key = registry.edit(id);
    if (key.disputes.empty() || since < key.disputes.back().since)
      key.disputes.push_back({since, known});
  }
}

}  // namespace

// Iteratively: a chain of keys may be longer than a thread's stack. A key that two have signed for
// is met twice, and the second time neither vouches for it.
std::vector<Descendant> descendants(Registry& registry, const KeyId& id, Index since, Index as_of) {
  std::vector<Descendant> found{{id, since}};
  Disputed disputed{{id, since}};
  for (std::size_t i = 0; i < found.size(); ++i) {
    const auto [each, from] = found[i];
    const Key* key = registry.find(each);
    if (key == nullptr) continue;
    for (const KeyId& added : std::vector(key->added_keys)) {
      const Key* child = registry.find(added);
      if (child == nullptr || child->added < from ||
          is_vouched_for(registry, *child, as_of, disputed)) {
        continue;
      }
      if (disputed.emplace(added, child->added).second) found.push_back({added, child->added});
    }
  }
  return found;
}

void add_key(Registry& registry, const Entry& entry, Key key) {
  key.added = entry.index;
  for (const KeySignature& signature : entry.signatures) {
    const Key* adder = registry.find(signature.key);
    if (adder == nullptr) continue;  // the key itself, or another that ledger.created lists
    key.added_by.push_back(adder->id);
    key.recovered = key.recovered || (adder->recovered && adder->party == key.party);
  }
  if (key.holder == KeyId{}) {
    key.holder = key.id;
    key.held_since = entry.index;
    key.held_since_time = entry.recorded_at;
  }
  for (const KeyId& adder : key.added_by) registry.edit(adder).added_keys.push_back(key.id);
  registry.edit(key.party).keys.push_back(key.id);
  count(registry, key, 1);
  const KeyId id = key.id;
  registry.edit(id) = std::move(key);
  // What a disputed key adds is disputed from its first record.
  const Key& added = *registry.find(id);
  const bool is_tainted = std::ranges::any_of(added.added_by, [&](const KeyId& adder) {
    return is_disputed(*registry.find(adder), entry.index, entry.index);
  });
  if (is_tainted && !is_vouched_for(registry, added, entry.index, {}))
    dispute(registry, {{id, entry.index}}, entry.index);
}

void replace_key(Registry& registry, const Entry& entry, const KeyReplaced& body) {
  const KeyId id = key_id(body.public_key);
  const auto old_signature = std::ranges::find_if(
      entry.signatures, [&](const KeySignature& signature) { return signature.key != id; });
  if (old_signature == entry.signatures.end()) return;  // can't be: the rules checked it
  Key& old = registry.edit(old_signature->key);
  count(registry, old, -1);
  old.replaced = entry.index;
  add_key(registry, entry,
          {.id = id,
           .public_key = body.public_key,
           .party = old.party,
           .label = body.label,
           .roles = old.roles,
           .root = old.root,
           .recovered = old.recovered,
           .holder = old.holder,
           .held_since = old.held_since,
           .held_since_time = old.held_since_time});
}

void revoke_key(Registry& registry, const Entry& entry, const KeyRevoked& body) {
  const Key* key = registry.find(body.key);
  if (key == nullptr) return;
  const PartyId party = key->party;
  end(registry, body.key, entry.index);
  if (!body.compromised_since) return;
  const auto keys = descendants(registry, body.key, *body.compromised_since, entry.index);
  dispute(registry, keys, entry.index);
  // Keys of other parties stay: their owners are not the thief.
  for (const Descendant& each : keys) {
    if (registry.find(each.key)->party == party) end(registry, each.key, entry.index);
  }
}

}  // namespace pledgebook::ledger
