// SPDX-License-Identifier: Apache-2.0
#include "tests/ledger/attacks/forged_ledger.h"

#include <gtest/gtest.h>

#include "ledger/domain/json/statement.h"
#include "ledger/domain/rules/fold.h"
#include "tests/support/exported_ledger.h"
#include "tests/support/test_log.h"

namespace pledgebook::support {

ForgedLedger::ForgedLedger()
    : store_(make_store(directory_.path() / "ledger")),
      state_(value_of(ledger::DerivedState::open(*store_, {}))) {}

ledger::Record ForgedLedger::next(ledger::RecordedAt recorded_at) const {
  return {ledger::Index{number(state_->tail().size)}, recorded_at, state_->tail().last_leaf, {}};
}

void ForgedLedger::append(const ledger::SignedStatement& statement,
                          ledger::RecordedAt recorded_at) {
  ledger::Record record = next(recorded_at);
  record.content = statement;
  records_.push_back(ledger::encode_record(record));
  const auto decoded = ledger::decode_statement(statement.payload);
  if (!decoded) {
    state_->append(ledger::leaf_hash_of(records_.back()), recorded_at, nullptr);
    return;
  }
  const ledger::Sid sid = ledger::statement_id(statement.payload);
  const ledger::Entry entry{*decoded, sid, statement.signatures, record.index, recorded_at};
  state_->append(ledger::leaf_hash_of(records_.back()), recorded_at, &entry);
}

std::string ForgedLedger::seal() {
  ledger::Record record = next(state_->recorded_at());
  record.content = state_->seal();
  records_.push_back(ledger::encode_record(record));
  state_->append(ledger::leaf_hash_of(records_.back()), record.recorded_at, nullptr);
  EXPECT_EQ(value_of(store_->append(store_->tail(), records_, state_->take_rows())),
            ledger::AppendOutcome::durable);
  records_.clear();
  return sign_note({std::string(kTestOrigin), state_->tail().size, state_->tree().root()});
}

}  // namespace pledgebook::support
