// SPDX-License-Identifier: Apache-2.0
// EvidenceLine: one file of evidence on a page: its name, size and hash, and the file itself if it
// has arrived.
#pragma once

#include <string_view>

#include "ledger/domain/kinds/report.h"
#include "server/web/frame/page.h"
#include "server/web/frame/templates.h"

namespace pledgebook::server {

// Adds it under the name of its section in the template.
void add_evidence(Fields& fields, std::string_view section, const PageContext& context,
                  const ledger::Evidence& evidence);

}  // namespace pledgebook::server
