// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { evidenceIn, moneyFigures, reportBefore, reportsIn, targetFigures } from "../../../server/web/src/desk/figures";
import { isDeterminable, lapsesFrom, mayLapse, mayVerify, nextNumber, takesNotice } from "../../../server/web/src/desk/rules";
import { statementOf } from "./rows";

const time = Date.parse;

test("a pledge lapses 60 days after its notice, by the notice's time and by the ledger's clock", () => {
  assert.equal(lapsesFrom("2026-01-01T00:00:00Z", time("2026-01-03T00:00:00Z")), time("2026-03-04T00:00:00Z"));
  const from = lapsesFrom("2026-01-05T00:00:00Z", time("2026-01-03T00:00:00Z"));
  assert.equal(from, time("2026-03-06T00:00:00Z"));
  assert.equal(mayLapse("IN_PROGRESS", "INACTIVE", from, from - 1), false);
  assert.equal(mayLapse("IN_PROGRESS", "INACTIVE", from, from), true);
  assert.equal(mayLapse("IN_PROGRESS", "DUE", from, from), false);
  assert.equal(mayLapse("COMPLETION_CLAIMED", "INACTIVE", from, from), false);
  assert.equal(mayLapse("IN_PROGRESS", "INACTIVE", null, from), false);
  assert.deepEqual(["PUBLISHED", "LAPSED"].map(takesNotice), [true, false]);
});

test("fulfilment is determined where completion is claimed, or the end has passed everywhere", () => {
  const now = time("2026-11-29T11:00:00Z");
  assert.equal(isDeterminable("COMPLETION_CLAIMED", null, now), true);
  assert.equal(isDeterminable("IN_PROGRESS", "2026-11-27", now), true);
  assert.equal(isDeterminable("IN_PROGRESS", "2026-11-28", now), false);
  assert.equal(isDeterminable("IN_PROGRESS", null, now), false);
  assert.equal(isDeterminable("FULFILLED", "2020-01-01", now), false);
});

test("the operator's auditors verify nothing that was entered for a member", () => {
  const own = statementOf({ kind: "pledge.submitted", body: {} });
  const entered = statementOf({ body: { on_behalf_of: "ghana" } });
  assert.equal(mayVerify("bdt", "bdt", [own], statementOf({})), true);
  assert.equal(mayVerify("bdt", "bdt", [own], entered), false);
  assert.equal(mayVerify("bdt", "bdt", [entered], statementOf({})), false);
  assert.equal(mayVerify("other", "bdt", [entered], entered), true);
});

test("the next number of the year", () => {
  assert.equal(nextNumber(["2026-0017", "2026-0003", null, "2025-0900", "P2C-1"], 2026), "2026-0018");
  assert.equal(nextNumber([], 2027), "2027-0001");
});

const report = (sid: string, to: string, body: object = {}) => statementOf({ sid, body: { period: { from: "2024-01-01", to }, ...body } });

test("a report is compared with the one that it corrects, else with the one of the period before", () => {
  const first = report("a", "2024-12-31", { actuals: [{ target: "t", value: "3" }], committed: { amount: "5", currency: "USD" } });
  const wrong = report("b", "2025-12-31");
  const right = report("c", "2025-12-31", { corrects: "b", actuals: [{ target: "t", value: "8" }] });
  const stream = [wrong, first, right];
  assert.deepEqual(reportsIn(stream).map(({ sid }) => sid), ["a", "c"]);
  assert.equal(reportBefore(stream, right), wrong);
  assert.equal(reportBefore(stream, wrong), first);
  assert.equal(reportBefore(stream, first), null);
  const pledge = { targets: [{ id: "t", title: "Schools", unit: "schools", baseline: "0", goal: "10" }] };
  assert.deepEqual(targetFigures(pledge, right, first), [{ id: "t", title: "Schools", unit: "schools", baseline: "0", goal: "10", before: "3", now: "8" }]);
  assert.deepEqual(moneyFigures(right, first), [{ name: "committed", before: { amount: "5", currency: "USD" }, now: null }]);
  assert.deepEqual(targetFigures({}, right, first), []);
  assert.deepEqual(evidenceIn(right), []);
});
