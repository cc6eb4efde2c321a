// SPDX-License-Identifier: Apache-2.0
#include "projections/fold/view_registry.h"

#include "ledger/log/registry_row.h"
#include "projections/figures/pledge_walk.h"

namespace pledgebook::projections {
namespace {

using ledger::Errc;
using ledger::Error;
using ledger::Result;

// The rows that can't be computed from a pledge's own stream.
class Proposals final : public ledger::RowSource {
 public:
  explicit Proposals(const ReadRows& rows) : rows_(rows) {}
  std::optional<ledger::Governance> governance() override { return std::nullopt; }
  std::optional<ledger::Party> party(const ledger::PartyId&) override { return std::nullopt; }
  std::optional<ledger::Key> key(const ledger::KeyId&) override { return std::nullopt; }
  std::optional<ledger::PledgeState> pledge(const ledger::PledgeId&) override {
    return std::nullopt;
  }
  std::optional<ledger::Proposal> proposal(const ledger::Sid& sid) override {
    const auto row = rows_.get(ViewTable::registry, ledger::proposal_row_key(sid));
    if (!row) return std::nullopt;
    return ledger::decode_proposal(*row);
  }
  std::optional<ledger::StreamEnd> stream_end(const ledger::StreamId&) override {
    return std::nullopt;
  }
  std::optional<ledger::EarlierStatement> earlier(const ledger::Sid&) override {
    return std::nullopt;
  }
  std::optional<ledger::Allowance> allowance(const ledger::Speaker&) override {
    return std::nullopt;
  }

 private:
  const ReadRows& rows_;
};

Error damaged() {
  return {Errc::corrupt, "a row of the views is damaged: run `pledgebook rebuild`"};
}

void put_rows(const ledger::Governance& governance, ledger::GovernanceRows& written,
              WriteRows& rows) {
  std::vector<ledger::Row> changed;
  written.take_rows(governance, changed);
  for (const ledger::Row& row : changed) rows.put(ViewTable::registry, row.key, row.value);
}

}  // namespace

Result<ledger::PledgeState> fold_pledge(const ledger::Store& log, const ReadRows& rows,
                                        Ordinal ordinal, ledger::Index last,
                                        const VisitRecord& visit) {
  LEDGER_TRY(const auto snapshot, log.snapshot());
  Proposals proposals(rows);
  ledger::Registry registry(&proposals);
  std::optional<ledger::PledgeId> id;
  const ledger::PledgeState* pledge = nullptr;
  Cursor cursor(rows, ViewTable::versions);
  cursor.seek(point_key(ordinal, ledger::Index{}));
  for (; cursor.valid() && ordinal_of(cursor.key()) == ordinal; cursor.next()) {
    const ledger::Index index = index_of(cursor.key());
    if (index > last) break;
    LEDGER_TRY(const auto bytes, snapshot.record(index));
    LEDGER_TRY(const auto record, ledger::decode_admitted_record(index, bytes));
    if (!record.statement || record.statement->stream.kind() != ledger::StreamKind::pledge) {
      return std::unexpected(Error{Errc::corrupt,
                                   "the views refer to a record that does not belong to a pledge: "
                                   "run `pledgebook rebuild`"});
    }
    if (!id) id = record.statement->stream.pledge_id();
    ledger::fold(registry,
                 {*record.statement, record.sid, record.signatures, index, record.recorded_at});
    pledge = registry.find(*id);
    if (visit && pledge != nullptr) visit(record, bytes, *pledge);
  }
  if (pledge == nullptr)
    return std::unexpected(Error{Errc::not_found, "there is no such pledge at this position"});
  return *pledge;
}

template <class Row>
std::optional<Row> ViewRegistry::fetch_row(std::string_view key,
                                           std::optional<Row> (*decode_row)(std::string_view)) {
  if (rows_ == nullptr) return std::nullopt;
  const auto value = rows_->get(ViewTable::registry, key);
  if (!value) return std::nullopt;
  auto row = decode_row(*value);
  if (!row) status_ = std::unexpected(damaged());
  return row;
}

std::optional<ledger::Governance> ViewRegistry::governance() {
  if (rows_ == nullptr) return std::nullopt;
  auto governance = read_governance(*rows_);
  if (governance) return *std::move(governance);
  status_ = std::unexpected(std::move(governance).error());
  return std::nullopt;
}
std::optional<ledger::Party> ViewRegistry::party(const ledger::PartyId& id) {
  return fetch_row(ledger::registry_row_key(id), &ledger::decode_party);
}
std::optional<ledger::Key> ViewRegistry::key(const ledger::KeyId& id) {
  return fetch_row(ledger::registry_row_key(id), &ledger::decode_key);
}
std::optional<ledger::Proposal> ViewRegistry::proposal(const ledger::Sid& sid) {
  return fetch_row(ledger::proposal_row_key(sid), &ledger::decode_proposal);
}
std::optional<ledger::StreamEnd> ViewRegistry::stream_end(const ledger::StreamId& stream) {
  return fetch_row(ledger::registry_row_key(stream), &ledger::decode_stream_end);
}
std::optional<ledger::EarlierStatement> ViewRegistry::earlier(const ledger::Sid& sid) {
  return fetch_row(ledger::earlier_row_key(sid), &ledger::decode_earlier);
}
std::optional<ledger::Allowance> ViewRegistry::allowance(const ledger::Speaker& speaker) {
  return fetch_row(ledger::registry_row_key(speaker), &ledger::decode_allowance);
}

std::optional<ledger::PledgeState> ViewRegistry::pledge(const ledger::PledgeId& id) {
  if (rows_ == nullptr) return std::nullopt;
  const auto ordinal = find_ordinal(*rows_, id);
  if (!ordinal) return std::nullopt;
  auto pledge = fold_pledge(log_, *rows_, *ordinal, ledger::Index{~std::uint64_t{0}}, nullptr);
  if (!pledge) {
    status_ = std::unexpected(std::move(pledge).error());
    return std::nullopt;
  }
  return *std::move(pledge);
}

void write_registry(ledger::Registry& registry, ledger::GovernanceRows& governance,
                    WriteRows& rows) {
  registry.write_changes([&]<class Row>(const Row& changed) {
    if constexpr (std::is_same_v<Row, ledger::Governance>) {
      put_rows(changed, governance, rows);
    } else if constexpr (!std::is_same_v<Row, ledger::PledgeState>) {
      const ledger::Row row = ledger::registry_row(changed);
      rows.put(ViewTable::registry, row.key, row.value);
    }
  });
}

Result<std::optional<ledger::Governance>> read_governance(const ReadRows& rows) {
  ledger::GovernanceReader reader;
  bool is_there = false;
  Cursor cursor(rows, ViewTable::registry);
  for (cursor.seek(ledger::kGovernanceRow);
       cursor.valid() && cursor.key().starts_with(ledger::kGovernanceRow); cursor.next()) {
    is_there = true;
    if (!reader.add(cursor.key(), cursor.value())) return std::unexpected(damaged());
  }
  LEDGER_CHECK(rows.status());
  auto governance = reader.finish();
  if (is_there && !governance) return std::unexpected(damaged());
  return governance;
}

}  // namespace pledgebook::projections
