// SPDX-License-Identifier: Apache-2.0
#include "projections/query/key_rows.h"

#include <algorithm>

#include "ledger/log/registry_row.h"
#include "projections/query/selection.h"

namespace pledgebook::projections {

std::optional<ledger::Key> read_key(const ReadRows& rows, const ledger::KeyId& id) {
  const auto row = rows.get(ViewTable::registry, ledger::registry_row_key(id));
  return row ? ledger::decode_key(*row) : std::nullopt;
}

ledger::Result<SignerMarks> marks_of(const ReadRows& rows, const Moment& moment,
                                     std::span<const ledger::KeySignature> signatures,
                                     ledger::Index record) {
  SignerMarks marks;
  for (const ledger::KeySignature& signature : signatures) {
    const auto key = read_key(rows, signature.key);
    if (!key) return std::unexpected(damaged_views());
    marks.recovered = marks.recovered || key->recovered;
    marks.disputed =
        marks.disputed || std::ranges::any_of(key->disputes, [&](const ledger::Dispute& dispute) {
          return dispute.since <= record && moment.knows(dispute.known);
        });
  }
  return marks;
}

}  // namespace pledgebook::projections
