// SPDX-License-Identifier: Apache-2.0
// What a report begins with, what was said before, what corrects another one, and what is kept of a draft.
import assert from "node:assert/strict";
import { test } from "node:test";
import { faultsOfBody } from "../../../server/web/src/signing/body_check";
import { fieldsOf } from "../../../server/web/src/signing/kinds";
import type { Recorded } from "../../../server/web/src/signing/ledger_client";
import type { Json } from "../../../server/web/src/verify/json";
import { actualOf, hasReport, namedEvidence, pastReports, saidBefore, standing } from "../../../server/web/src/reporting/past_reports";
import { bodyOf, dayAfter, defaultPeriod, draftOfReport, fromText, isSame, newDraft, toText } from "../../../server/web/src/reporting/report_draft";

const sid = (n: number): string => String(n).repeat(64);
const usd = (amount: string) => ({ amount, currency: "USD" });
const evidence = (n: number) => ({ sha256: sid(n), size: 10 * n, type: "application/pdf", name: `minutes ${n}.pdf` });
const first = { period: { from: "2024-01-01", to: "2024-12-31" }, stage: "in-progress", actuals: [{ target: "schools", value: "10" }], committed: usd("500"), evidence: [evidence(1)] };
const second = { period: { from: "2025-01-01", to: "2025-12-31" }, stage: "in-progress", actuals: [{ target: "schools", value: "40" }], disbursed: { amount: "300", currency: "EUR" }, barriers: ["Late."], evidence: [evidence(2)] };
const corrected = { ...first, actuals: [{ target: "schools", value: "9" }], corrects: sid(3), evidence: [evidence(1), evidence(5)] };

function recorded(...statements: [number, string, object][]): Recorded[] {
  return statements.map(([n, kind, body]) => ({ index: 100 + n, statement: { kind, sid: sid(n), at: "2026-01-01T00:00:00Z", body } }) as unknown as Recorded);
}
const stream = recorded(
  [1, "pledge.submitted", {}],
  [3, "report.submitted", first],
  [4, "report.submitted", second],
  [6, "report.reviewed", { report: sid(3), finding: "queried", assurance: "disputed", comments: "Which schools?" }],
);
const reports = pastReports(stream);
const body = { start: "2024-01-01", value: { amount: "1000", currency: "AUD" } } as never;

test("the period goes from the day after the last report, or from the start, to today", () => {
  assert.deepEqual(defaultPeriod({ body, reports }, "2026-11-29"), { from: "2026-01-01", to: "2026-11-29" });
  assert.deepEqual(defaultPeriod({ body, reports: [] }, "2026-11-29"), { from: "2024-01-01", to: "2026-11-29" });
  assert.deepEqual(defaultPeriod({ body, reports: [] }, "2023-05-05"), { from: "2023-05-05", to: "2023-05-05" }, "before the start");
  assert.deepEqual(defaultPeriod({ body, reports }, "2025-12-31"), { from: "", to: "" }, "nothing is left to report on");
  assert.deepEqual([dayAfter("2024-02-28"), dayAfter("2023-12-31")], ["2024-02-29", "2024-01-01"]);
});

test("a new report has the currencies of what was said before", () => {
  const draft = newDraft({ body, reports }, "2026-11-29");
  assert.deepEqual([draft.committed_currency, draft.disbursed_currency], ["USD", "EUR"]);
  const none = newDraft({ body, reports: [] }, "2026-11-29");
  assert.deepEqual([none.committed_currency, none.disbursed_currency], ["AUD", "AUD"]);
  assert.deepEqual(bodyOf({ ...draft, stage: "stalled" }, ["schools"]), {
    ...Object.fromEntries(["actuals", "committed", "disbursed", "narrative", "lessons", "barriers", "next_steps", "evidence", "corrects", "correction"].map((name) => [name, undefined])),
    period: { from: "2026-01-01", to: "2026-11-29" },
    stage: "stalled",
  });
});

test("what was said before: the nearest earlier report that says it, without the corrected one", () => {
  const actual = actualOf("schools");
  assert.deepEqual(saidBefore(reports, "2026-01-01", "", actual), { value: "40", to: "2025-12-31" });
  assert.deepEqual(saidBefore(reports, "2025-06-01", "", actual), { value: "10", to: "2024-12-31" });
  assert.deepEqual(saidBefore(reports, "2026-01-01", sid(4), actual), { value: "10", to: "2024-12-31" });
  assert.equal(saidBefore(reports, "2024-01-01", "", actual), null);
  assert.deepEqual(saidBefore(reports, "2026-01-01", "", ({ committed }) => committed), { value: usd("500"), to: "2024-12-31" }, "a report that says nothing of it is passed over");
});

test("a query is known until a review accepts the report", () => {
  assert.deepEqual(reports.map(({ query }) => query), ["Which schools?", null]);
  const reviewed = pastReports([...stream, ...recorded([7, "report.reviewed", { report: sid(3), finding: "accepted", assurance: "reviewed" }])]);
  assert.deepEqual(reviewed.map(({ query }) => query), [null, null]);
});

test("a corrected report stands no more, and its files are still asked for", () => {
  const all = pastReports([...stream, ...recorded([8, "report.submitted", corrected])]);
  assert.deepEqual(standing(all).map((report) => report.sid), [sid(8), sid(4)], "by their periods");
  assert.deepEqual(saidBefore(all, "2025-01-01", "", actualOf("schools")), { value: "9", to: "2024-12-31" });
  assert.deepEqual(namedEvidence(all).map(({ file, report }) => [file.sha256, report.index]), [[sid(1), 108], [sid(5), 108], [sid(2), 104]]);
});

test("a correction says all that the report said, and names it", () => {
  const empty = newDraft({ body, reports }, "2026-11-29");
  for (const report of reports) {
    const draft = draftOfReport(report, empty);
    const made = JSON.parse(JSON.stringify(bodyOf(draft, ["schools"]))) as Json;
    assert.deepEqual(made, { ...report.body, corrects: report.sid });
    assert.deepEqual(faultsOfBody(fieldsOf("report.submitted"), made), []);
  }
});

test("empty rows and fields are absent; figures may fall only where it is said", () => {
  const draft = { ...newDraft({ body, reports }, "2026-11-29"), stage: "completed", actuals: { schools: " 7 ", gone: "1", other: "" }, barriers: ["", " Late.\r\nVery. "], disbursed: " 12.5 ", may_fall: true };
  const made = bodyOf(draft, ["schools", "other"]);
  assert.deepEqual([made.actuals, made.barriers, made.disbursed, made.correction], [[{ target: "schools", value: "7" }], ["Late.\nVery."], { amount: "12.5", currency: "EUR" }, true]);
});

test("a draft comes back as it was kept; anything else is none", () => {
  const draft = draftOfReport(reports[1]!, newDraft({ body, reports }, "2026-11-29"));
  assert.deepEqual(fromText(toText(draft)), draft);
  for (const text of ["", "{", "[]", '{"type":"pledgebook.pledge-draft","v":1,"draft":{}}', '{"type":"pledgebook.report-draft","v":2,"draft":{}}']) assert.equal(fromText(text), null);
  const bent = fromText('{"type":"pledgebook.report-draft","v":1,"draft":{"from":7,"actuals":[1],"barriers":"x","evidence":[{"sha256":"x"},null],"may_fall":"yes"}}')!;
  assert.deepEqual([bent.from, bent.actuals, bent.barriers, bent.evidence, bent.may_fall], ["", {}, [], [], false]);
});

test("a draft that was recorded meanwhile is known by what it says", () => {
  assert.equal(hasReport(reports, { ...second, lessons: undefined }), true);
  assert.equal(hasReport(reports, { ...second, lessons: "x" }), false);
  const empty = newDraft({ body, reports }, "2026-11-29");
  assert.equal(isSame({ ...empty, key: "k", actuals: { schools: "" } }, empty), true);
  assert.equal(isSame({ ...empty, actuals: { schools: "1" } }, empty), false);
});
