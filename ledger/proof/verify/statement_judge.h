// SPDX-License-Identifier: Apache-2.0
// StatementJudge: checks that the statements of an export were made by their signers, each with the
// right to do so, in the order of their streams. It folds them into a registry of its own; an
// export contains all records that its rights depend on (docs/FORMAT.md, "Export").
//
// A value: a copy continues from the same statements. One thread at a time; it verifies signatures
// on threads of its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "crypto/ed25519.h"
#include "ledger/domain/rules/registry.h"
#include "ledger/proof/verify/examined_record.h"
#include "ledger/proof/verify/verdict.h"

namespace pledgebook::ledger {

class StatementJudge {
 public:
  // For a whole log, every rule is checked. Otherwise, for a pledge's statements, only the rules
  // that need only its own stream: the others need pledges and parties that the export may not
  // contain.
  enum class Extent : std::uint8_t { part, whole };
  // `threads`: 0: one a core.
  StatementJudge(Extent extent, unsigned threads) : extent_(extent), threads_(threads) {}

  // Takes the next statement, in ascending order of indexes, not null. Returns its fault; then no
  // more may be taken. Its signatures are verified later, because they cost most and are not worth
  // it if something else is wrong.
  [[nodiscard]] std::optional<std::string> take(std::shared_ptr<const ExaminedRecord> record);
  // The first record with an invalid signature, among all that were taken.
  [[nodiscard]] std::optional<Index> find_unverified();

  [[nodiscard]] const Governance& governance() const noexcept { return registry_.governance(); }
  // Judged from the records below `size`.
  [[nodiscard]] std::vector<SignerReport> signers(Size size);
  // In order of their ids.
  [[nodiscard]] std::vector<PledgeReport> pledges();

 private:
  // A statement that waits for its signatures to be verified, with their keys in order.
  struct Waiting {
    std::shared_ptr<const ExaminedRecord> record;  // shared with the caller
    std::vector<crypto::PublicKey> keys;
  };
  struct Signed {
    std::uint64_t statements = 0;
    std::map<std::string, std::uint64_t> rights;
    std::map<std::string, std::uint64_t> behalf;
    std::vector<std::pair<KeyId, Index>> signatures;
  };
  [[nodiscard]] bool is_judged_in_part(const Statement& statement);
  [[nodiscard]] std::optional<std::string> check(const ExaminedRecord& record);
  void count(const ExaminedRecord& record);
  [[nodiscard]] SignerReport report(const PartyId& party, const Signed& work, Size size);
  void verify_waiting();

  Extent extent_;
  unsigned threads_;
  Registry registry_;
  std::unordered_map<KeyId, crypto::PublicKey> keys_;
  std::map<PartyId, Signed> signed_;
  std::vector<PledgeId> pledges_;
  std::vector<Waiting> waiting_;
  std::size_t waiting_bytes_ = 0;
  std::optional<Index> unverified_;
};

}  // namespace pledgebook::ledger
