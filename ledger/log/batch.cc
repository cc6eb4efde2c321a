// SPDX-License-Identifier: Apache-2.0
#include "ledger/log/batch.h"

#include <utility>

#include "ledger/domain/rules/rules.h"
#include "ledger/domain/rules/signatures.h"

namespace pledgebook::ledger {

Answer Batch::judge(Candidate candidate) {
  Registry& registry = state_.registry();
  const Entry entry{candidate.statement, candidate.sid, candidate.signed_statement.signatures,
                    Index{number(state_.tail().size)}, now_};
  // A `prev` is named once, but by what root keys sign and by revocations. So a statement that is
  // here already never fits, as the registry remembers those.
  if (!is_prev_allowed(registry, entry))
    return answer_mismatch(candidate, registry.head(candidate.statement.stream));

  if (!candidate.verified) {
    const auto find_key = [&registry](const KeyId& id) -> std::optional<crypto::PublicKey> {
      const Key* key = registry.find(id);
      return key == nullptr ? std::nullopt : crypto::PublicKey::parse(key->public_key.bytes);
    };
    const auto verified =
        check_signatures(candidate.statement, candidate.signed_statement, find_key);
    if (!verified) return Refused{verified.error()};
  }
  if (auto rights = check_rights(registry, entry); !rights) return Refused{rights.error()};
  if (auto rules = check_rules(registry, entry); !rules) return Refused{rules.error()};

  const crypto::Hash leaf_hash = add_record(candidate.signed_statement);
  const Located located = state_.append(leaf_hash, now_, &entry);
  decoded_.push_back({.index = located.index,
                      .recorded_at = now_,
                      .statement = std::move(candidate.statement),
                      .sid = candidate.sid,
                      .signatures = std::move(candidate.signed_statement.signatures)});
  return Accepted{located.index, candidate.sid, located.leaf_hash, located.recorded_at, false};
}

Answer Batch::answer_mismatch(const Candidate& candidate, const std::optional<Sid>& head) {
  if (const auto located = state_.find(candidate.sid, store_)) {
    return Accepted{located->index, candidate.sid, located->leaf_hash, located->recorded_at, true};
  }
  if (!head) state_.check_begun(candidate.statement.stream, false);
  return Conflict{head};
}

void Batch::seal() {
  if (state_.sealed() == state_.tail().size) return;
  const Index index{number(state_.tail().size)};
  const crypto::Hash leaf_hash = add_record(state_.seal());
  state_.append(leaf_hash, now_, nullptr);
  decoded_.push_back({.index = index, .recorded_at = now_});
  is_sealed_ = true;
}

CommittedBatchPointer Batch::committed() && {
  return std::make_shared<const CommittedBatch>(std::move(decoded_), state_.tail());
}

crypto::Hash Batch::add_record(std::variant<SignedStatement, Heads> content) {
  const Tail& tail = state_.tail();
  records_.push_back(
      encode_record({Index{number(tail.size)}, now_, tail.last_leaf, std::move(content)}));
  return leaf_hash_of(records_.back());
}

}  // namespace pledgebook::ledger
