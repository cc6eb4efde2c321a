// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/verify/statement_judge.h"

#include <algorithm>
#include <atomic>
#include <set>
#include <span>
#include <string_view>
#include <utility>

#include "crypto/dsse.h"
#include "ledger/domain/rules/fold.h"
#include "ledger/domain/rules/rules.h"
#include "ledger/domain/rules/signatures.h"
#include "ledger/log/derived_state.h"
#include "ledger/work_pool.h"

namespace pledgebook::ledger {
namespace {

// Statements that wait for their signatures to be verified hold at most this much memory.
constexpr std::size_t kWaitingBytesMax = std::size_t{64} << 20U;
constexpr std::size_t kTask = 64;  // statements a task

// The right by which a key has signed (docs/VERIFYING.md, "Signers").
std::string_view right_of(const Statement& statement, const Key& key) {
  if (std::holds_alternative<LedgerCreated>(statement.body)) return "operator";
  if (std::holds_alternative<KeyReplaced>(statement.body)) return "own keys";
  if (key.root) return "root key";
  if (is_officer(key.roles.front())) return name(key.roles.front());
  switch (statement.stream.kind()) {
    case StreamKind::keys:
      return "own keys";
    case StreamKind::attestation:
      return "attester";
    case StreamKind::discussion:
      return "participant";
    case StreamKind::governance:
    case StreamKind::party:
    case StreamKind::pledge:
    case StreamKind::indicator:
      break;
  }
  return "member";
}

std::string text_of(const Refusal& refusal) {
  return "its statement is not allowed there: " + in_brief(refusal);
}

// The key that a statement adds, which must sign in addition to its signers.
std::optional<KeyId> added_key(const Statement& statement) {
  const std::vector<PublicKeyBytes> embedded = embedded_keys(statement);
  if (embedded.size() != 1) return std::nullopt;  // none, or those of ledger.created
  return key_id(embedded.front());
}

}  // namespace

std::optional<std::string> StatementJudge::take(std::shared_ptr<const ExaminedRecord> record) {
  if (auto wrong = check(*record)) return wrong;
  const Statement& statement = *record->statement;
  const SignedStatement& signed_statement = *record->record.statement();
  fold(registry_, {statement, record->sid, signed_statement.signatures, record->index,
                   record->record.recorded_at});
  for (const PublicKeyBytes& bytes : embedded_keys(statement)) {
    if (const auto key = crypto::PublicKey::parse(bytes.bytes)) keys_.emplace(key_id(bytes), *key);
  }
  count(*record);
  Waiting waiting{std::move(record), {}};
  for (const KeySignature& signature : signed_statement.signatures) {
    const auto key = keys_.find(signature.key);
    if (key == keys_.end()) return "it is signed by a key that the ledger does not know";
    waiting.keys.push_back(key->second);
  }
  waiting_bytes_ += sizeof(ExaminedRecord) + 4 * signed_statement.payload.size();
  waiting_.push_back(std::move(waiting));
  if (waiting_bytes_ > kWaitingBytesMax) verify_waiting();
  return std::nullopt;
}

// A pledge's rules need other pledges and parties; the revocation of a key needs the key, which may
// be of a party that the export leaves out.
bool StatementJudge::is_judged_in_part(const Statement& statement) {
  if (statement.stream.kind() == StreamKind::pledge) return true;
  const auto* revoked = std::get_if<KeyRevoked>(&statement.body);
  return revoked != nullptr && statement.stream.kind() == StreamKind::governance &&
         registry_.find(revoked->key) == nullptr;
}

std::optional<std::string> StatementJudge::check(const ExaminedRecord& record) {
  const Entry entry{*record.statement, record.sid, record.record.statement()->signatures,
                    record.index, record.record.recorded_at};
  if (extent_ == Extent::whole) {
    const auto admitted = check_entry(registry_, entry);
    if (!admitted) return text_of(admitted.error());
    return std::nullopt;
  }
  auto admitted = check_prev(registry_, entry);
  if (admitted) admitted = check_rights(registry_, entry);
  if (admitted) {
    admitted = is_judged_in_part(*record.statement) ? check_stream_rules(registry_, entry)
                                                    : check_rules(registry_, entry);
  }
  if (!admitted) return text_of(admitted.error());
  return std::nullopt;
}

void StatementJudge::count(const ExaminedRecord& record) {
  const Statement& statement = *record.statement;
  const auto added = added_key(statement);
  const OnBehalf* behalf = behalf_of(statement.body);
  if (std::holds_alternative<PledgeSubmitted>(statement.body))
    pledges_.push_back(*statement.stream.pledge_id());
  for (const PartyId& signer : statement.signers) {
    Signed& work = signed_[signer];
    ++work.statements;
    std::set<std::string_view> rights;
    for (const KeySignature& signature : record.record.statement()->signatures) {
      const Key* key = registry_.find(signature.key);
      if (signature.key == added || key == nullptr || key->party != signer) continue;
      rights.insert(right_of(statement, *key));
      work.signatures.emplace_back(signature.key, record.index);
    }
    for (const std::string_view right : rights) ++work.rights[std::string(right)];
    if (behalf != nullptr && behalf->on_behalf_of) ++work.behalf[behalf->on_behalf_of->text()];
  }
}

void StatementJudge::verify_waiting() {
  std::atomic<std::uint64_t> first{UINT64_MAX};
  const auto verify_some = [&first](std::span<const Waiting> some) {
    for (const Waiting& waiting : some) {
      const SignedStatement& statement = *waiting.record->record.statement();
      const std::string message =
          crypto::pae(kStatementPayloadType, crypto::as_bytes(statement.payload));
      for (std::size_t i = 0; i < waiting.keys.size(); ++i) {
        if (crypto::verify(waiting.keys[i], crypto::as_bytes(message),
                           statement.signatures[i].signature))
          continue;
        const std::uint64_t index = number(waiting.record->index);
        std::uint64_t held = first.load();
        while (index < held && !first.compare_exchange_weak(held, index)) {
        }
        return;
      }
    }
  };
  {
    WorkPool pool(waiting_.size() > kTask ? threads_ : 1);
    for (std::size_t i = 0; i < waiting_.size(); i += kTask) {
      const auto some =
          std::span<const Waiting>(waiting_).subspan(i, std::min(kTask, waiting_.size() - i));
      pool.add([&verify_some, some] { verify_some(some); });
    }
    pool.finish_until(0);
  }
  waiting_.clear();
  waiting_bytes_ = 0;
  if (first.load() != UINT64_MAX && !unverified_) unverified_ = Index{first.load()};
}

std::optional<Index> StatementJudge::find_unverified() {
  verify_waiting();
  return unverified_;
}

std::vector<SignerReport> StatementJudge::signers(Size size) {
  std::vector<SignerReport> reports;
  for (const auto& [party, work] : signed_) reports.push_back(report(party, work, size));
  return reports;
}

SignerReport StatementJudge::report(const PartyId& party, const Signed& work, Size size) {
  SignerReport report{party, {}, work.rights, work.behalf, work.statements, 0, 0};
  if (const Party* known = registry_.find(party)) report.name = known->body.name;
  // A statement counts once, even if two keys of one party have signed it.
  std::set<Index> recovered;
  std::set<Index> disputed;
  for (const auto& [id, index] : work.signatures) {
    const Key* key = registry_.find(id);
    if (key == nullptr) continue;
    if (key->recovered) recovered.insert(index);
    if (is_disputed(*key, index, Index{number(size)})) disputed.insert(index);
  }
  report.recovered = recovered.size();
  report.disputed = disputed.size();
  return report;
}

std::vector<PledgeReport> StatementJudge::pledges() {
  std::vector<PledgeReport> reports;
  std::ranges::sort(pledges_);
  for (const PledgeId& id : pledges_) {
    const PledgeState* pledge = registry_.find(id);
    if (pledge == nullptr) continue;
    reports.push_back({id, pledge->owner, pledge->body.title, pledge->count, pledge->reports.size(),
                       pledge->entered.size()});
  }
  return reports;
}

}  // namespace pledgebook::ledger
