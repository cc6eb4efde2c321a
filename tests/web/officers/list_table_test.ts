// SPDX-License-Identifier: Apache-2.0
// What is understood of a list, how it departs from the one in force, and which one that is.
import assert from "node:assert/strict";
import { test } from "node:test";
import { hasChanges, listChanges } from "../../../server/web/src/tables/changes";
import { tableOf, understandList, type ListItem } from "../../../server/web/src/tables/list_table";
import { inForce, isVoid, ofDay, publishedIn } from "../../../server/web/src/tables/published";
import type { Recorded } from "../../../server/web/src/signing";

const COUNTRIES = new Set(["FJI", "NPL", "TON"]);
const read = (text: string) => understandList(text, COUNTRIES)!;

test("a table with titles, countries and leads", () => {
  const { items, faults } = read("id\ttitle\ttitle_fr\tmembers\tleads\nldc\tLeast developed\tPays les moins avancés\tNPL, TON\tUN-OHRLLS; UNCTAD\n");
  assert.deepEqual(faults, []);
  assert.deepEqual(items, [{ id: "ldc", title: { en: "Least developed", fr: "Pays les moins avancés" }, members: ["NPL", "TON"], leads: ["UN-OHRLLS", "UNCTAD"] }]);
});

test("without names the columns are id and title", () => {
  assert.deepEqual(read("access\tAccess\nadoption\tAdoption").items, [{ id: "access", title: { en: "Access" } }, { id: "adoption", title: { en: "Adoption" } }]);
});

test("a list is the same after it was a table", () => {
  const items: ListItem[] = [{ id: "a", title: { en: "A", zh: "甲" }, members: ["FJI"] }, { id: "b", title: { en: "B" }, leads: ["One", "Two"] }];
  assert.deepEqual(read(tableOf(items)).items, items);
});

test("JSON: items, or the body of a statement", () => {
  const item = { id: "a", title: { en: "A" } };
  assert.deepEqual(read(JSON.stringify([item])).items, [item]);
  const body = { list: "sdg", effective: "2026-12-01", source: "UN", items: [item] };
  const { items, list, effective, source } = read(JSON.stringify(body));
  assert.deepEqual([items, list, effective, source], [[item], "sdg", "2026-12-01", "UN"]);
});

const faulty = [
  { text: "id\ttitle\n\tNameless", is: "no_id" },
  { text: "id\ttitle\nTwo Words\tTitle", is: "id" },
  { text: "id\ttitle\na\tA\na\tB", is: "twice" },
  { text: "id\ttitle_fr\na\tA", is: "no_title" },
  { text: "id\ttitle\tcolour\na\tA\tred", is: "column" },
  { text: "id\ttitle\na\tA\tB", is: "too_many_cells" },
  { text: "id\ttitle\tmembers\na\tA\tFJI XYZ", is: "country" },
  { text: "id\ttitle\ttitle_\u00e9\na\tA\tB", is: "language" },
  { text: '[{"id": 1}]', is: "not_an_item" },
] as const;
for (const { text, is } of faulty) {
  test(`refused: ${is}`, () => assert.ok(read(text).faults.some((fault) => fault.is === is), JSON.stringify(read(text).faults)));
}

test("what comes, goes and changes", () => {
  const before: ListItem[] = [{ id: "a", title: { en: "A" } }, { id: "b", title: { en: "B" }, members: ["FJI", "NPL"] }, { id: "c", title: { en: "C" } }];
  const now: ListItem[] = [{ id: "b", title: { en: "B", fr: "Bé" }, members: ["NPL", "TON"] }, { id: "a", title: { en: "A" } }, { id: "d", title: { en: "D" } }];
  const { added, gone, changed, isReordered } = listChanges(before, now);
  assert.deepEqual([added.map(({ id }) => id), gone.map(({ id }) => id), isReordered], [["d"], ["c"], true]);
  assert.deepEqual(changed.map(({ id, titles, added: come, gone: went }) => [id, titles, come, went]), [["b", ["fr"], ["TON"], ["FJI"]]]);
  assert.equal(hasChanges(listChanges(before, before)), false);
});

const recorded = (index: number, body: object, kind = "rates.published"): Recorded =>
  ({ index, recordedAt: 0, payload: new Uint8Array(), statement: { kind, sid: `sid-${index}`, body } }) as unknown as Recorded;

test("in force is the greatest day that is not later; what was corrected and what is void is not", () => {
  const { rates, head } = publishedIn([
    recorded(1, { effective: "2026-01-01", rates: { EUR: "0.9" } }),
    recorded(2, { effective: "2026-02-01", rates: { EUR: "1.1" } }),
    recorded(3, { effective: "2026-02-01", rates: { EUR: "0.91" }, corrects: "sid-2" }),
    recorded(4, { effective: "2026-03-01", rates: { EUR: "9" } }),
    recorded(5, { effective: "2026-03-01", rates: {}, corrects: "sid-4" }),
  ]);
  const on = (day: string) => inForce(rates, day, isVoid)?.index ?? null;
  assert.deepEqual([on("2025-12-31"), on("2026-01-31"), on("2026-02-15"), on("2026-03-15")], [null, 1, 3, 3]);
  assert.equal(ofDay(rates, "2026-02-01")!.index, 3);
  assert.equal(rates[1]!.correctedBy, 3);
  assert.equal(head, "sid-5");
});
