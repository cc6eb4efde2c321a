// SPDX-License-Identifier: Apache-2.0
// Happenings: statements in one sentence each: who did what, in the page's language.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "ledger/log/record/decoded_record.h"
#include "projections/query/selection.h"
#include "server/web/frame/address.h"
#include "server/web/frame/html.h"

namespace pledgebook::server {

// "MTN Group reported progress on P2C-0090." Links keep the page's date.
[[nodiscard]] Html happening(const projections::Context& context, const Address& address,
                             const ledger::DecodedRecord& record);

// The same as plain text.
[[nodiscard]] std::string happening_text(const projections::Context& context, Language language,
                                         const ledger::DecodedRecord& record);

// Whose word a statement is: the party for which it was entered, else its first signer.
[[nodiscard]] const ledger::PartyId& speaker_of(const ledger::Statement& statement);

// The newest statements about pledges, parties and lists among the records that the selection's
// moment knows, newest first; what only the log says to itself is left out.
[[nodiscard]] ledger::Result<std::vector<ledger::DecodedRecord>> latest_statements(
    const projections::Selection& selection, std::size_t count);

}  // namespace pledgebook::server
