// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { alikeness, likelyRepeats, searchWords, similarNames } from "../../../server/web/src/desk/duplicates";
import { rowOf } from "./rows";

const submitted = rowOf({
  id: "new",
  member: "pacific-schools",
  title: "Connect 120 more schools on outer islands",
  announced: { amount: "7500000.00", currency: "AUD" },
  countries: ["FJI", "TON", "VUT"],
});

test("titles are alike whatever their case, accents and order", () => {
  assert.equal(alikeness("Écoles connectées au Mali", "au mali ECOLES connectees"), 1);
  assert.equal(alikeness("Open tower register", "Night classes in digital accounting"), 0);
  assert.ok(alikeness("连接农村学校", "连接偏远农村学校") > 0.5);
  assert.equal(alikeness("", ""), 0);
});

test("of the same member a similar title is enough", () => {
  const earlier = rowOf({ id: "P2C-0044", member: "pacific-schools", title: "Connect 310 schools on outer islands", countries: ["FJI", "TON"] });
  const [found] = likelyRepeats(submitted, [earlier]);
  assert.deepEqual(found, { row: earlier, isOwn: true, isTitle: true, countries: ["FJI", "TON"], isAmount: false });
});

test("of another member it takes a title that is nearly the same, or the same amount in one of the countries", () => {
  const title = rowOf({ id: "a", title: "Connect 120 more schools on the outer islands" });
  const amount = rowOf({ id: "b", title: "Masts for Tonga", announced: { amount: "7500000", currency: "AUD" }, countries: ["TON"] });
  const elsewhere = rowOf({ id: "c", title: "Masts for Kenya", announced: { amount: "7500000", currency: "AUD" }, countries: ["KEN"] });
  const currency = rowOf({ id: "d", title: "Masts for Tonga", announced: { amount: "7500000", currency: "USD" }, countries: ["TON"] });
  assert.deepEqual(likelyRepeats(submitted, [elsewhere, amount, title, currency]).map(({ row }) => row.id), ["b", "a"]);
});

test("a pledge is not its own repeat, is named once, and repeats nothing that is gone", () => {
  const earlier = rowOf({ id: "x", member: "pacific-schools", title: submitted.title });
  const rejected = rowOf({ id: "y", member: "pacific-schools", title: submitted.title, state: "REJECTED" });
  assert.deepEqual(likelyRepeats(submitted, [submitted, earlier, earlier, rejected]).map(({ row }) => row.id), ["x"]);
});

test("organisations with similar names, those of the same country first", () => {
  const rows = [
    { name: "Ministry of Communications of Elsewhere", country: "GHA" },
    { name: "Ministry of Communications", country: "KEN" },
    { name: "Ministry of Communications", country: "FJI" },
    { name: "University of the Sea", country: "FJI" },
  ];
  assert.deepEqual(similarNames("Ministry of Communications, Fiji", "FJI", rows).map(({ country }) => country), ["FJI", "KEN", "GHA"]);
});

test("others are looked for by the longest words", () => {
  assert.equal(searchWords("Connect 120 more schools on outer islands"), "Connect schools");
  assert.equal(searchWords("–"), "");
});
