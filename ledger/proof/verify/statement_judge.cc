// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/verify/statement_judge.h"

#include <algorithm>
#include <array>
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

constexpr std::array<std::string_view, 3> kReviewers{"pledge.published", "pledge.returned",
                                                     "pledge.rejected"};
constexpr std::array<std::string_view, 3> kAuditors{"report.reviewed", "fulfilment.determined",
                                                    "fulfilment.reversed"};
constexpr std::array<std::string_view, 3> kRegistrars{"notice.given", "pledge.lapsed",
                                                      "pledge.superseded"};

// The right by which a signer has signed (docs/FORMAT.md, "Kinds").
std::string_view right_of(const Statement& statement, const PartyId& signer, bool by_root_key) {
  const std::string_view kind = statement.kind();
  const auto is_among = [kind](const auto& kinds) {
    return std::ranges::find(kinds, kind) != kinds.end();
  };
  if (kind == LedgerCreated::kKind) return "operator";
  if (statement.stream.kind() == StreamKind::keys) {
    if (by_root_key) return "root key";
    return statement.stream.party_id() == signer ? "own keys" : "registrar";
  }
  const OnBehalf* behalf = behalf_of(statement.body);
  const bool is_entered = behalf != nullptr && behalf->on_behalf_of;
  if (statement.stream.kind() != StreamKind::pledge || is_entered || is_among(kRegistrars))
    return "registrar";
  if (is_among(kReviewers)) return "reviewer";
  if (is_among(kAuditors)) return "auditor";
  return kind == AttestationGiven::kKind ? "attester" : "member";
}

std::string text_of(const Refusal& refusal) {
  return "its statement is not allowed there: " + in_brief(refusal);
}

// The key that a statement adds, which must sign in addition to its signers.
std::optional<KeyId> added_key(const Statement& statement) {
  const auto* added = std::get_if<KeyAdded>(&statement.body);
  if (added == nullptr) return std::nullopt;
  return key_id(added->public_key);
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

std::optional<std::string> StatementJudge::check(const ExaminedRecord& record) {
  const Entry entry{*record.statement, record.sid, record.record.statement()->signatures,
                    record.index, record.record.recorded_at};
  if (extent_ == Extent::whole) {
    const auto admitted = check_entry(registry_, entry);
    if (!admitted) return text_of(admitted.error());
    return std::nullopt;
  }
  if (registry_.head(record.statement->stream) != record.statement->prev)
    return "its statement does not follow the last one of its stream (/prev)";
  auto admitted = check_rights(registry_, entry);
  if (admitted) {
    const bool is_of_pledge = record.statement->stream.kind() == StreamKind::pledge;
    admitted = is_of_pledge ? check_stream_rules(registry_, entry) : check_rules(registry_, entry);
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
    bool by_root_key = false;
    for (const KeySignature& signature : record.record.statement()->signatures) {
      const Key* key = registry_.find(signature.key);
      if (signature.key == added || key == nullptr || key->party != signer) continue;
      by_root_key = by_root_key || key->root;
      work.signatures.emplace_back(signature.key, record.index);
    }
    ++work.rights[std::string(right_of(statement, signer, by_root_key))];
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
