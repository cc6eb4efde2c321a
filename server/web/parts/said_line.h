// SPDX-License-Identifier: Apache-2.0
// SaidLine: who said something of a pledge, when, in which record, and what is known of the key.
#pragma once

#include <string>
#include <string_view>

#include "projections/query/talk.h"
#include "server/web/frame/page.h"
#include "server/web/frame/templates.h"

namespace pledgebook::server {

[[nodiscard]] std::string record_address(const PageContext& context, ledger::Index index);

// Sets `who`, `day`, and of the record `record` (its address) and `index`.
void set_said(Fields& line, const PageContext& context, const projections::Context& names,
              const projections::Said& said);
// Sets `record` and `index` alone.
void set_record(Fields& line, const PageContext& context, ledger::Index index);
// A section with a `text` for each mark of a key that was lost or stolen.
void set_marks(Fields& line, const PageContext& context, const projections::Said& said,
               std::string_view section);

}  // namespace pledgebook::server
