// SPDX-License-Identifier: Apache-2.0
// Key rows: the keys of the ledger as the views know them, and the marks of what they signed.
//
// Threads: as the rows.
#pragma once

#include <optional>
#include <span>

#include "ledger/domain/json/envelope.h"
#include "ledger/domain/rules/registry.h"
#include "projections/figures/context.h"
#include "projections/store/view_store.h"

namespace pledgebook::projections {

// A key with all that is known of it by now. Nothing if there is none, or its row is damaged.
[[nodiscard]] std::optional<ledger::Key> read_key(const ReadRows& rows, const ledger::KeyId& id);

// Marks of a record that concern the keys that signed it.
struct SignerMarks {
  bool recovered = false;  // a key was added without its party's word, or by such a key
  bool disputed = false;   // as known at the moment
};
// Errc::corrupt if a key's row can't be read.
[[nodiscard]] ledger::Result<SignerMarks> marks_of(const ReadRows& rows, const Moment& moment,
                                                   std::span<const ledger::KeySignature> signatures,
                                                   ledger::Index record);

}  // namespace pledgebook::projections
