// SPDX-License-Identifier: Apache-2.0
#include "ledger/log/registry_reader.h"

#include <string>
#include <utility>

#include "ledger/domain/json/statement.h"
#include "ledger/domain/json/statement_outline.h"
#include "ledger/domain/rules/fold.h"
#include "ledger/log/derived_state.h"
#include "ledger/log/record/record.h"
#include "ledger/log/record/record_outline.h"
#include "ledger/log/store/row_check.h"

namespace pledgebook::ledger {
namespace {

Error damaged_record(Index index) {
  return {Errc::corrupt, "record " + std::to_string(number(index)) +
                             " holds no statement: run `pledgebook audit`"};
}

Result<void> fold_record(Registry& registry, Index index, std::string_view bytes) {
  LEDGER_TRY(const Record record, decode_record(bytes));
  const SignedStatement& content = *record.statement();
  const auto statement = decode_admitted_statement(content.payload);
  if (!statement) return std::unexpected(damaged_record(index));
  fold(registry,
       {*statement, statement_id(content.payload), content.signatures, index, record.recorded_at});
  return {};
}

}  // namespace

RegistryReader::RegistryReader(Snapshot snapshot)
    : snapshot_(std::make_unique<Snapshot>(std::move(snapshot))) {}

Result<RegistryReader> RegistryReader::open(const Store& store) {
  LEDGER_TRY(Snapshot snapshot, store.snapshot());
  RegistryReader reader(std::move(snapshot));
  const auto position = stored_position(*reader.snapshot_);
  if (position)
    reader.rows_ = std::make_unique<StoredRows>(*reader.snapshot_, StoredRows::Lists::without);
  reader.registry_ = std::make_unique<Registry>(reader.rows_.get());
  LEDGER_CHECK(reader.fold_from(position ? number(position->size) : 0));
  LEDGER_CHECK(reader.check());
  return reader;
}

Result<void> RegistryReader::fold_from(std::uint64_t position) {
  Result<void> outcome;
  LEDGER_CHECK(
      snapshot_->for_each_record(Index{position}, [&](Index index, std::string_view bytes) {
        const auto payload = statement_payload(bytes);
        if (!payload) return true;  // a heads record
        const auto seen = outline(*payload);
        if (!seen) {
          outcome = std::unexpected(damaged_record(index));
        } else if (!seen->stream.starts_with("pledge/")) {
          outcome = fold_record(*registry_, index, bytes);
        }
        return outcome.has_value();
      }));
  return outcome;
}

Result<void> RegistryReader::check() const {
  LEDGER_CHECK(snapshot_->check_rows());
  if (rows_ == nullptr || !rows_->damaged()) return {};
  return std::unexpected(damaged_rows("the registry"));
}

}  // namespace pledgebook::ledger
