// SPDX-License-Identifier: Apache-2.0
// Framing: pages as answers, with what a ledger for practice says on each of them.
//
// `practice`: null on a server whose ledger counts. Threads: any.
#pragma once

#include "server/routes/practice.h"
#include "server/web/frame/page.h"

namespace pledgebook::server {

// The page as an answer.
[[nodiscard]] Response to_response(const PageContext& context, const Page& page,
                                   const Practice* practice);
// A page without figures, such as a text about an error.
[[nodiscard]] Response plain_page(const Address& address, unsigned status, std::string_view title,
                                  const Html& body, const Practice* practice);
[[nodiscard]] Response refusal_page(Language language, const PageRefusal& refusal,
                                    const Practice* practice);

}  // namespace pledgebook::server
