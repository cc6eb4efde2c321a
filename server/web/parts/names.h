// SPDX-License-Identifier: Apache-2.0
// Names: what things are called in a page's language: items of published lists, countries, members,
// states.
#pragma once

#include <string>
#include <string_view>

#include "projections/figures/facets.h"
#include "projections/query/selection.h"
#include "server/web/words/language.h"

namespace pledgebook::server {

// The item's own title in the language, in English, or its id.
[[nodiscard]] std::string item_title(const projections::Context& context, std::string_view list,
                                     const ledger::ItemId& id, Language language);
// From iso-codes' translations; the code if it is unknown.
[[nodiscard]] std::string country_name(std::string_view iso3, Language language);
// As registered; the id if the party is not known at the moment.
[[nodiscard]] std::string party_name(const projections::Context& context,
                                     const ledger::PartyId& id);
// Of a value of a facet: "In progress", "Kenya", "Access".
[[nodiscard]] std::string value_name(const projections::Context& context, projections::Facet facet,
                                     std::string_view value, Language language);
// "good" for fulfilled, "bad" for inactive and disputed, "" for all others.
[[nodiscard]] std::string_view tone_of(std::string_view value) noexcept;

}  // namespace pledgebook::server
