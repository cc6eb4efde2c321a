// SPDX-License-Identifier: Apache-2.0
// PageAnswer: from a request for something of the ledger to its answer: the language, the question
// and a snapshot of the read models; or a page that says what is wrong with the address.
//
// Threads: any; one LedgerLife may serve many.
#pragma once

#include <functional>

#include "ledger/error.h"
#include "server/http/request.h"
#include "server/http/response.h"
#include "server/routes/practice.h"
#include "server/routes/services.h"
#include "server/web/frame/ledger_life.h"
#include "server/web/frame/page.h"

namespace pledgebook::server {

// Answers with what `respond` makes. Errc::not_found is a page that says so.
using Respond = std::function<ledger::Result<Response>(const PageContext&)>;
[[nodiscard]] Response answer_page(const Services& services, LedgerLife& ledger_life,
                                   const Request& request, const Respond& respond,
                                   const Practice* practice);

}  // namespace pledgebook::server
