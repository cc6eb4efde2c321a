// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { ageOf } from "../../../server/web/src/desk/age";
import { hashOf, placeIn } from "../../../server/web/src/desk/place";
import { itemsOf, type Waiting } from "../../../server/web/src/desk/queues";
import { saidRow, type SaidRow } from "../../../server/web/src/desk/said_rows";
import { rowOf } from "./rows";

const nothing: Waiting = {
  queues: { to_review: [], corrections: [], due: [], inactive: [], overdue: [], undocumented: [], queried: [] },
  reported: [],
  claimed: [],
  determined: [],
  registrations: [],
  envelopes: [],
  questions: [],
  said: [],
};

const said = (index: number, given: Partial<SaidRow> = {}): SaidRow => ({
  ...{ kind: "message", index, at: "2026-01-01T00:00:00Z", recordedAt: `2026-01-0${index}T00:00:00Z`, by: "a", byName: "A", pledge: "p", pledgeTitle: "P" },
  ...{ member: "m", memberName: "M", topic: "question", text: "text", isUnanswered: false, withdrawn: null },
  ...given,
});

const registration = (request: string, received: string, body: object) => {
  const payload = Buffer.from(JSON.stringify({ body })).toString("base64");
  return { request, received, key: "k", registration: { id: "m", key_added: { payload } } };
};

test("the oldest come first, what has no day comes last", () => {
  const rows = [rowOf({ id: "b", submitted: "2026-02-01" }), rowOf({ id: "c" }), rowOf({ id: "a", submitted: "2025-12-31" })];
  const items = itemsOf({ ...nothing, queues: { ...nothing.queues, to_review: rows } });
  assert.deepEqual(items.review.map(({ id }) => id), ["a", "b", "c"]);
});

test("a pledge that never had a report is due since its publication", () => {
  const rows = [rowOf({ id: "a", published: "2024-05-01", lastReport: "2025-09-01" }), rowOf({ id: "b", published: "2025-01-01" })];
  const items = itemsOf({ ...nothing, queues: { ...nothing.queues, due: rows } });
  assert.deepEqual(items.due.map(({ id, since }) => [id, since]), [["b", "2025-01-01"], ["a", "2025-09-01"]]);
});

test("reports of what has ended are examined no more", () => {
  const items = itemsOf({ ...nothing, reported: [rowOf({ id: "a", state: "WITHDRAWN" }), rowOf({ id: "b", state: "IN_PROGRESS" })] });
  assert.deepEqual(items.reports.map(({ id }) => id), ["b"]);
});

test("a request in place of lost keys waits in a queue of its own", () => {
  const rows = [registration("a".repeat(64), "2026-01-02T00:00:00Z", { recovered: true }), registration("b".repeat(64), "2026-01-01T00:00:00Z", {})];
  const items = itemsOf({ ...nothing, registrations: [...rows, { ...rows[0]!, request: "c".repeat(64), registration: { key_added: { payload: "!" } } }] });
  assert.deepEqual(items.recover.map(({ id }) => id), ["a".repeat(16)]);
  assert.deepEqual(items.admit.map(({ id }) => id), ["b".repeat(16), "c".repeat(16)]);
});

test("questions without an answer come first, the oldest of them on top; then what was said lately", () => {
  const questions = [said(7, { isUnanswered: true }), said(2, { isUnanswered: true })];
  const items = itemsOf({ ...nothing, questions, said: [questions[0]!, said(3), said(8, { kind: "attestation" }), said(5)] });
  assert.deepEqual(items.said.map(({ id, since }) => [id, since]), [["2", "2026-01-02T00:00:00Z"], ["7", "2026-01-07T00:00:00Z"], ["8", "2026-01-08T00:00:00Z"], ["5", "2026-01-05T00:00:00Z"], ["3", "2026-01-03T00:00:00Z"]]);
});

test("a row of what was said lacks nothing that is shown; without a pledge or a record it is none", () => {
  const row = { index: 9, pledge: "p-1", by: "ken-gov", text: "How far?", topic: "question", answers: 0, recorded_at: "2026-01-01T00:00:00.000Z" };
  const read = saidRow("message", row)!;
  assert.deepEqual([read.byName, read.pledgeTitle, read.isUnanswered, read.withdrawn], ["ken-gov", "p-1", true, null]);
  assert.equal(saidRow("message", { ...row, answers: 1 })!.isUnanswered, false);
  assert.equal(saidRow("attestation", { ...row, claim: "We saw it.", withdrawn: { reason: "an error" } })!.withdrawn, "an error");
  for (const wrong of [{ index: "9" }, { index: 1.5 }, { pledge: "../x" }, { pledge: null }]) assert.equal(saidRow("message", { ...row, ...wrong }), null);
});

test("the address keeps the queue, the item and the sheet", () => {
  for (const hash of ["#review", "#reports/2026-0017", "#second/abc/sign"]) assert.equal(hashOf(placeIn(hash)), hash);
  assert.deepEqual(placeIn(""), { queue: "review", item: null, isSigning: false });
  assert.deepEqual(placeIn("#nothing/x"), { queue: "review", item: null, isSigning: false });
  assert.deepEqual(placeIn("#due/%3Cb%3E/sign"), { queue: "due", item: null, isSigning: false });
});

test("ages are said in the reader's language, with Latin digits", () => {
  const now = Date.parse("2026-11-29T12:00:00Z");
  assert.equal(ageOf("2026-11-17", now, "en", "today"), "12 days");
  assert.equal(ageOf("2026-11-29", now, "en", "today"), "today");
  assert.equal(ageOf("2026-11-29T07:30:00Z", now, "en", "today"), "4 hours");
  assert.equal(ageOf("2026-11-29T11:59:00Z", now, "en", "today"), "1 minute");
  assert.equal(ageOf("2026-11-29T12:01:00Z", now, "en", "today"), "0 minutes");
  assert.equal(ageOf("2026-08-01", now, "en", "today"), "4 months");
  assert.equal(ageOf("2024-01-01", now, "en", "today"), "2 years");
  assert.match(ageOf("2026-11-17", now, "ar", "today"), /12/);
});
