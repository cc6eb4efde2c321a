// SPDX-License-Identifier: Apache-2.0
// Reference lists: the choices of forms and the labels of pages: the published lists in force,
// countries, currencies, and the values of every enumeration.
#pragma once

#include <boost/json/object.hpp>
#include <string_view>

#include "ledger/domain/values/timestamp.h"
#include "ledger/error.h"
#include "projections/query/views.h"

namespace pledgebook::projections {

// {"as_of", "size", "checkpoint", "lists": {"focus-area": {"effective", "source", "items": [{"id",
// "title", "members"?}]}}, "countries": [{"iso3", "iso2", "name"}], "currencies": [{"code", "name",
// "minor_units"}], "sectors": […], …}. `title` is in `language` (BCP 47: "fr") if the list has it,
// else in English; if `language` is empty, it is an object with all languages.
[[nodiscard]] ledger::Result<boost::json::object> reference(const Views& views,
                                                            std::string_view language,
                                                            ledger::RecordedAt now);

}  // namespace pledgebook::projections
