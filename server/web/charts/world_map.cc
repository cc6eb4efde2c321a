// SPDX-License-Identifier: Apache-2.0
#include "server/web/charts/world_map.h"

#include <array>

#include "server/web/frame/assets.h"
#include "server/web/frame/sentence.h"
#include "server/web/frame/templates.h"

namespace pledgebook::server {
namespace {

// Lines of `iso3 TAB kind TAB value`: kind `p` with a path's data, or `c` with "x y" of an island
// too small to be seen, drawn as a circle. Made by tools/build_map.mjs.
constexpr std::string_view kData = "world.tsv";

std::string_view take(std::string_view& text, char end) {
  const std::size_t at = text.find(end);
  const std::string_view part = text.substr(0, at);
  text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
  return part;
}

}  // namespace

bool has_world_map() { return !asset_bytes(kData).empty(); }

std::string world_map(Language language, const ClassOf& class_of, const TextOf& text_of) {
  constexpr std::array<std::string_view, 7> kClasses{"class0", "class1", "class2", "class3",
                                                     "class4", "class5", "classh"};
  Fields fields;
  std::string_view rest = asset_bytes(kData);
  while (!rest.empty()) {
    std::string_view line = take(rest, '\n');
    const std::string_view iso3 = take(line, '\t');
    const std::string_view kind = take(line, '\t');
    const auto number = static_cast<std::size_t>(class_of(iso3));
    // A small island without a pledge would only be a dot in the sea.
    if (kind == "c" && number == 0) continue;
    Fields& area = fields.add("area");
    if (number == 0) {
      area.add("plain").set("path", line);
      continue;
    }
    const MapText text = text_of(iso3);
    Fields& shown = area.add("shown");
    shown.set("class", kClasses.at(number)).set("title", text.title).set("address", text.address);
    if (kind == "c") {
      Fields& circle = shown.add("circle");
      circle.set("x", take(line, ' ')).set("y", line);
    } else {
      shown.add("outline").set("path", line);
    }
  }
  return render(language, "map", fields).text();
}

}  // namespace pledgebook::server
