// SPDX-License-Identifier: Apache-2.0
// Places: where the pages of a facet's values are: "members", "members/mtn-group".
#pragma once

#include <string>
#include <string_view>

#include "projections/figures/facets.h"
#include "server/web/frame/address.h"

namespace pledgebook::server {

// The path of the facet's list; "" if it has no page.
[[nodiscard]] std::string_view path_of(projections::Facet facet) noexcept;
// The page of one value, with the date of `from`; the list of its pledges if it has no page.
[[nodiscard]] Address place_of(const Address& from, projections::Facet facet,
                               std::string_view value);

}  // namespace pledgebook::server
