// SPDX-License-Identifier: Apache-2.0
#include "server/web/parts/places.h"

namespace pledgebook::server {

using projections::Facet;

std::string_view path_of(Facet facet) noexcept {
  switch (facet) {
    case Facet::member:
      return "members";
    case Facet::country:
      return "countries";
    case Facet::focus_area:
      return "focus-areas";
    case Facet::region:
      return "regions";
    case Facet::group:
      return "groups";
    default:
      return {};
  }
}

Address place_of(const Address& from, Facet facet, std::string_view value) {
  const std::string_view path = path_of(facet);
  if (path.empty()) return from.of_time_only().at("pledges").with(ledger::name(facet), value);
  return from.of_time_only().at(std::string(path) + "/" + std::string(value));
}

}  // namespace pledgebook::server
