// SPDX-License-Identifier: Apache-2.0
// Timeline: announced amounts by the time of publication, as columns stacked by focus area, and
// under each column one mark for every pledge, so that pledges without money are seen too. Drawn
// twice: for wide screens by quarters, for phones by years.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "projections/views/dashboard.h"
#include "server/web/frame/address.h"
#include "server/web/frame/html.h"
#include "server/web/words/language.h"

namespace pledgebook::server {

enum class Growth : bool { fresh, cumulative };

// `areas` in the order in which columns are stacked.
[[nodiscard]] Html timeline_chart(Language language, const projections::PublishedCuts& time_line,
                                  const std::vector<std::string>& areas, Growth growth);

// The same by month as a table; each row links to its pledges in `list`.
[[nodiscard]] Html timeline_table(Language language, const projections::PublishedCuts& time_line,
                                  const Address& list);

}  // namespace pledgebook::server
