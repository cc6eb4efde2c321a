// SPDX-License-Identifier: Apache-2.0
// VectorLog: a log in memory, of statements that were admitted elsewhere, that ends with a heads
// record and a signed checkpoint. Golden vectors are made from it and compared with it.
#pragma once

#include <gtest/gtest.h>

#include <boost/json/object.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "crypto/merkle.h"
#include "crypto/signed_note.h"
#include "ledger/log/record/record.h"
#include "ledger/log/streams.h"
#include "ledger/proof/receipt.h"
#include "ledger/proof/verify/statement_judge.h"
#include "tests/support/exported_ledger.h"
#include "tests/support/test_log.h"

namespace pledgebook::support {

class VectorLog {
 public:
  // Appends the record of a statement; returns its leaf hash.
  crypto::Hash append(const ledger::SignedStatement& signed_statement,
                      const ledger::Statement& statement, ledger::RecordedAt recorded_at) {
    const ledger::Index index{leaves_.size()};
    const crypto::Hash leaf = add(recorded_at, signed_statement);
    streams_.append(ledger::streams_of(statement), index, leaf);
    const auto wrong = judge_.take(std::make_shared<const ledger::ExaminedRecord>(
        ledger::examine_record({index, bytes_, {}}).value()));
    EXPECT_EQ(wrong, std::nullopt);
    return leaf;
  }
  // Appends the heads record. Returns what it says, its leaf hash, the checkpoint that the log's
  // key of this name signs, a receipt of the last statement, and who has signed.
  [[nodiscard]] boost::json::object end(std::string_view log_key) {
    const std::string last_record = bytes_;
    const ledger::Heads heads = streams_.seal(ledger::Size{leaves_.size() + 1});
    const crypto::Hash leaf = add(recorded_at_, heads);
    const ledger::Size size{leaves_.size()};
    const auto key = crypto::VerifierKey::of(kTestOrigin, test_key(log_key).public_key(),
                                             crypto::NoteKeyType::ed25519);
    const ledger::CheckpointNote signed_note = value_of(ledger::sign_checkpoint(
        {std::string(kTestOrigin), size, crypto::root(leaves_)}, key.value(), test_key(log_key)));
    ledger::Receipt receipt;
    receipt.index = ledger::Index{leaves_.size() - 2};
    receipt.path = crypto::prove_inclusion(leaves_.size() - 2, leaves_);
    receipt.checkpoint = signed_note;
    const crypto::Bytes record = crypto::as_bytes(last_record);
    receipt.extra.assign(record.begin(), record.end());
    return {{"streams", heads.streams},
            {"map_root", heads.map_root.hex()},
            {"leaf", leaf.hex()},
            {"log_key", key->text()},
            {"checkpoint", crypto::encode_note(signed_note.note)},
            {"receipt", ledger::encode_receipt(receipt)},
            {"signers", signers(size)}};
  }

 private:
  // How much of what each party signed is disputed, or signed by a recovered key.
  [[nodiscard]] boost::json::object signers(ledger::Size size) {
    boost::json::object signers;
    for (const ledger::SignerReport& each : judge_.signers(size)) {
      signers[each.party.text()] = {{"statements", each.statements},
                                    {"recovered", each.recovered},
                                    {"disputed", each.disputed}};
    }
    return signers;
  }
  crypto::Hash add(ledger::RecordedAt recorded_at, auto content) {
    recorded_at_ = recorded_at;
    const crypto::Hash prev = leaves_.empty() ? crypto::Hash{} : leaves_.back();
    bytes_ = ledger::encode_record(
        {ledger::Index{leaves_.size()}, recorded_at, prev, std::move(content)});
    leaves_.push_back(ledger::leaf_hash_of(bytes_));
    return leaves_.back();
  }

  std::vector<crypto::Hash> leaves_;
  ledger::Streams streams_;
  ledger::StatementJudge judge_{ledger::StatementJudge::Extent::whole, 1};
  std::string bytes_;  // of the last record
  ledger::RecordedAt recorded_at_{};
};

}  // namespace pledgebook::support
