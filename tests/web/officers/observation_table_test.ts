// SPDX-License-Identifier: Apache-2.0
// What is understood of pasted observations; by which filter an item's pledges are found.
import assert from "node:assert/strict";
import { test } from "node:test";
import { understandObservations } from "../../../server/web/src/tables/observation_table";
import { filterOf } from "../../../server/web/src/tables/touched";

const read = (text: string) => understandObservations(text, new Set(["FJI", "TON"]))!;

test("days, values and countries, in any order; a year is its last day", () => {
  const { observations, faults } = read("Day\tSchools\tCountry\n2025-12-31\t2,300,000.5\n2024\t12000\tFJI\nTON,1 Jan 2025,7");
  assert.deepEqual(observations, [{ date: "2025-12-31", value: "2300000.5" }, { date: "2024-12-31", value: "12000", country: "FJI" }]);
  assert.deepEqual(faults.map(({ line, is }) => [line, is]), [[4, "no_day"]], "one kind of mark between cells");
});

const refused = [
  { text: "2025-12-31\tmany", is: "no_value" },
  { text: "soon\t12", is: "no_day" },
  { text: "2025-12-31\t12\tXYZ", is: "country" },
  { text: "2025-12-31\t12\n2025-12-31\t13", is: "twice" },
  { text: "2025-12-31\t12,000", is: "no_value" },
] as const;
for (const { text, is } of refused) {
  test(`refused: ${JSON.stringify(text)}`, () => assert.deepEqual(read(text).faults.map((fault) => fault.is), [is]));
}

test("lists that pledges can be filtered by", () => {
  assert.deepEqual([filterOf("country-group", "ldc"), filterOf("pledging-event", "wtdc-22"), filterOf("another", "a"), filterOf("toString", "a"), filterOf("sdg", "a&b")], ["group=ldc", "event=wtdc-22", null, null, null]);
});
