// SPDX-License-Identifier: Apache-2.0
#include "projections/views/named_evidence.h"

#include <algorithm>
#include <string>
#include <variant>

#include "ledger/log/record/decoded_record.h"
#include "projections/fold/indexed_records.h"
#include "projections/query/view_state.h"
#include "projections/store/index_keys.h"

namespace pledgebook::projections {
namespace {

// A report that is entered on a member's behalf is the member's.
ledger::PartyId party_of(const ledger::Statement& statement) {
  const auto* report = std::get_if<ledger::ReportSubmitted>(&statement.body);
  const auto& signer = statement.signers.front();
  return report == nullptr ? signer : report->behalf.on_behalf_of.value_or(signer);
}

}  // namespace

ledger::Result<std::optional<NamedEvidence>> find_evidence(const Views& views,
                                                           const ledger::EvidenceHash& sha256) {
  const Views::State& state = views.state();
  const std::string prefix = index_prefix(Property::evidence, sha256.hex());
  Cursor cursor(state.rows, ViewTable::index);
  if (!cursor.seek(prefix) || !cursor.key().starts_with(prefix)) {
    LEDGER_CHECK(state.rows.status());
    return std::nullopt;
  }
  const ledger::Index index{get_number(cursor.key().substr(prefix.size()))};
  LEDGER_TRY(const auto snapshot, state.log.snapshot());
  LEDGER_TRY(const auto bytes, snapshot.record(index));
  LEDGER_TRY(const auto record, ledger::decode_admitted_record(index, bytes));
  if (!record.statement) return std::unexpected(damaged_views());
  const auto files = evidence_of(record.statement->body);
  const auto file = std::ranges::find(files, sha256, &ledger::Evidence::sha256);
  if (file == files.end()) return std::unexpected(damaged_views());
  return NamedEvidence{*file, party_of(*record.statement), index};
}

}  // namespace pledgebook::projections
