// SPDX-License-Identifier: Apache-2.0
// PracticePage: of a ledger for practice: the keys of every role, for anybody, each with three
// things to try; and the way of one pledge from its submission to its review, in ten minutes. A
// script takes a key into the browser (server/web/src/practice/).
#pragma once

#include "ledger/error.h"
#include "server/routes/practice.h"
#include "server/web/frame/page.h"

namespace pledgebook::server {

[[nodiscard]] ledger::Result<Page> practice_page(const PageContext& context,
                                                 const Practice& practice);

}  // namespace pledgebook::server
