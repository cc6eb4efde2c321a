// SPDX-License-Identifier: Apache-2.0
// Patches: what is between two bodies makes the one of the other, and no more.
import assert from "node:assert/strict";
import { test } from "node:test";
import { canonical, type JsonObject } from "../../../server/web/src/verify/json";
import { PLEDGE_FIELDS, type PledgeBody } from "../../../server/web/src/signing/kinds";
import { categoriesOf, patchBetween, patched } from "../../../server/web/src/signing/merge_patch";
import { Drawer } from "./drawn";

test("the patch makes the second body of the first", () => {
  const drawer = new Drawer(5);
  for (let i = 0; i < 500; ++i) {
    const [before, after] = [drawer.object(PLEDGE_FIELDS), drawer.object(PLEDGE_FIELDS)];
    const changes = patchBetween(before, after);
    assert.equal(canonical(patched(before, changes)), canonical(after));
    for (const name of Object.keys(changes)) {
      const { [name]: _, ...less } = changes;
      assert.notEqual(canonical(patched(before, less)), canonical(after), `${name} is not needed`);
    }
  }
});

test("nothing is changed by the same body, in any order and with empty lists", () => {
  const body: JsonObject = { title: "x", value: { amount: "1", currency: "USD" }, sdgs: ["sdg-1"] };
  assert.deepEqual(patchBetween(body, { sdgs: ["sdg-1"], value: { currency: "USD", amount: "1" }, title: "x", goals: [] }), {});
});

test("a field that goes is null, one inside of another too", () => {
  const before: JsonObject = { value: { amount: "1", currency: "USD", estimated: true }, end: "2026-01-01", sdgs: ["sdg-1"] };
  const after: JsonObject = { value: { amount: "2", currency: "USD" }, sdgs: [] };
  assert.deepEqual(patchBetween(before, after), { value: { amount: "2", estimated: null }, end: null, sdgs: null });
});

test("the categories are those of the rules", () => {
  const body = (change: object): PledgeBody => ({
    title: "x", type: "financial", focus_area: "access", scope: "global", start: "2026-01-01", public: true,
    value: { amount: "10.5", currency: "USD" }, ...change,
  });
  const of = (change: object) => categoriesOf(body({}), body(change));
  assert.deepEqual(of({}), []);
  assert.deepEqual(of({ value: { amount: "10.50", currency: "USD" } }), ["scope", "correction"]);
  assert.deepEqual(of({ value: { amount: "11", currency: "USD" }, end: "2027-01-01" }), ["increase", "correction"]);
  assert.deepEqual(of({ value: { amount: "9.9999", currency: "USD" } }), ["reduction", "correction"]);
  assert.deepEqual(of({ value: undefined }), ["reduction", "correction"]);
  assert.deepEqual(of({ value: { amount: "10.5", currency: "EUR" } }), ["correction"]);
  assert.deepEqual(of({ end: "2027-01-01" }), ["extension", "correction"]);
  assert.deepEqual(of({ title: "y" }), ["scope", "correction"]);
});
