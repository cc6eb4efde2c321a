// SPDX-License-Identifier: Apache-2.0
// ViewRegistry: the registry at the views' position, which may be behind the log's own registry.
// Parties, keys, governance and proposals come from rows. The state of a pledge is folded again
// from its stream, whose records are in table `versions`: a stream is short, and a row for every
// pledge would cost more space and time than all other rows together (docs/decisions/0021).
//
// Threads: one at a time.
#pragma once

#include <functional>

#include "ledger/domain/rules/registry.h"
#include "ledger/log/governance_row.h"
#include "ledger/log/store/store.h"
#include "projections/fold/decoder.h"
#include "projections/store/row_keys.h"
#include "projections/store/view_store.h"

namespace pledgebook::projections {

// Folds the records of a pledge's stream, from the first, at `ordinal`, to the one at `last`. Calls
// `visit(record, bytes, pledge)` after each: the record, its bytes in the log, and the state after
// it; all three are valid only during the call. Accepted proposals come from `rows`. Returns the
// last state; Errc::not_found if there is none.
using VisitRecord =
    std::function<void(const DecodedRecord&, std::string_view, const ledger::PledgeState&)>;
[[nodiscard]] ledger::Result<ledger::PledgeState> fold_pledge(const ledger::Store& log,
                                                              const ReadRows& rows, Ordinal ordinal,
                                                              ledger::Index last,
                                                              const VisitRecord& visit);

class ViewRegistry final : public ledger::RowSource {
 public:
  explicit ViewRegistry(const ledger::Store& log) : log_(log) {}
  // Sets where rows are read from; null between transactions.
  void read_from(const ReadRows* rows) noexcept { rows_ = rows; }
  // The first failure: a row or record that could not be read and was treated as absent.
  [[nodiscard]] ledger::Result<void> status() const { return status_; }

  [[nodiscard]] std::optional<ledger::Governance> governance() override;
  [[nodiscard]] std::optional<ledger::Party> party(const ledger::PartyId& id) override;
  [[nodiscard]] std::optional<ledger::Key> key(const ledger::KeyId& id) override;
  [[nodiscard]] std::optional<ledger::PledgeState> pledge(const ledger::PledgeId& id) override;
  [[nodiscard]] std::optional<ledger::StreamEnd> stream_end(
      const ledger::StreamId& stream) override;
  [[nodiscard]] std::optional<ledger::EarlierStatement> earlier(const ledger::Sid& sid) override;
  [[nodiscard]] std::optional<ledger::Allowance> allowance(const ledger::Speaker& speaker) override;
  [[nodiscard]] std::optional<ledger::Proposal> proposal(const ledger::Sid& sid) override;

 private:
  template <class Row>
  std::optional<Row> fetch_row(std::string_view key,
                               std::optional<Row> (*decode)(std::string_view));

  const ledger::Store& log_;
  const ReadRows* rows_ = nullptr;
  ledger::Result<void> status_;
};

// Writes the rows of the registry's changes, except those of pledges. `governance` knows which rows
// of governance are written already.
void write_registry(ledger::Registry& registry, ledger::GovernanceRows& governance,
                    WriteRows& rows);

// Reads governance from its rows; nothing if there are none. Errc::corrupt if one is damaged or
// missing.
[[nodiscard]] ledger::Result<std::optional<ledger::Governance>> read_governance(
    const ReadRows& rows);

}  // namespace pledgebook::projections
