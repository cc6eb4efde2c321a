// SPDX-License-Identifier: Apache-2.0
// Goals: each objective of the coalition as a bar: where it began, where it stands, where it should
// arrive. In USD, what is pledged; in other units, what a registrar has recorded as observed.
#pragma once

#include <vector>

#include "projections/views/objectives.h"
#include "server/web/frame/page.h"
#include "server/web/frame/templates.h"

namespace pledgebook::server {

void set_goals(Fields& fields, const PageContext& context,
               const std::vector<projections::ObjectiveProgress>& objectives);

}  // namespace pledgebook::server
