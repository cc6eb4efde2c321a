// SPDX-License-Identifier: Apache-2.0
// WorldMap: the world by country, in five classes of blue, as an SVG of its own that a page shows
// as a picture: no script is needed, and a script can put it into the page so that countries are
// links.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "server/web/words/language.h"

namespace pledgebook::server {

// 0: no pledge; 1 to 5: the class of its figure; 6: a pledge, but no USD value.
using ClassOf = std::function<int(std::string_view iso3)>;
inline constexpr int kWithoutUsd = 6;

// What to say of a country, and where its page is; "" for none.
struct MapText {
  std::string title;
  std::string address;
};
using TextOf = std::function<MapText(std::string_view iso3)>;

// Whether the program was built with the map.
[[nodiscard]] bool has_world_map();
// An SVG document.
[[nodiscard]] std::string world_map(Language language, const ClassOf& class_of,
                                    const TextOf& text_of);

}  // namespace pledgebook::server
