// SPDX-License-Identifier: Apache-2.0
// RefusalWords: what is wrong with a page's address, and what would be right, in the language of
// the page. The same for programs is in English: projections/query/query.h and known_filters.h.
//
// Threads: any.
#pragma once

#include "ledger/domain/values/refusal.h"
#include "projections/query/known_filters.h"
#include "server/web/frame/page.h"

namespace pledgebook::server {

// Of check_parameters (server/http/router.h), or of Query::parse.
[[nodiscard]] PageRefusal refused_parameter(Language language, const ledger::Refusal& refusal);
// Of find_unknown.
[[nodiscard]] PageRefusal unknown_value(Language language,
                                        const projections::UnknownValue& unknown);

}  // namespace pledgebook::server
