// SPDX-License-Identifier: Apache-2.0
// PastReports: what was said before on a pledge, from the statements of its stream.
import { canonical, type JsonObject } from "../verify/json";
import type { BodyOfKind } from "../signing";
import type { Recorded } from "../signing/ledger_client";
import type { Evidence } from "../evidence/evidence";

export type ReportBody = BodyOfKind<"report.submitted">;
export type Money = NonNullable<ReportBody["committed"]>;

export interface PastReport {
  readonly sid: string;
  readonly index: number;
  readonly at: string;
  readonly body: ReportBody;
  readonly isReplaced: boolean;
  // What an auditor asked, where the last review of it queried it; "" for a query without words.
  readonly query: string | null;
}

export function pastReports(stream: readonly Recorded[]): PastReport[] {
  const reports: PastReport[] = [];
  const change = (sid: unknown, changes: Partial<PastReport>): void => {
    const i = reports.findIndex((report) => report.sid === sid);
    if (i >= 0) reports[i] = { ...reports[i]!, ...changes };
  };
  for (const { index, statement } of stream) {
    const { kind, sid, at, body } = statement;
    if (kind === "report.submitted") {
      change(body["corrects"], { isReplaced: true });
      reports.push({ sid, index, at, body: body as unknown as ReportBody, isReplaced: false, query: null });
    } else if (kind === "report.reviewed") {
      const comments = typeof body["comments"] === "string" ? body["comments"] : "";
      change(body["report"], { query: body["finding"] === "queried" ? comments : null });
    }
  }
  return reports;
}

// Those that stand, by their periods.
export const standing = (reports: readonly PastReport[]): PastReport[] =>
  reports.filter(({ isReplaced }) => !isReplaced).sort((a, b) => order(a.body.period.to, b.body.period.to));

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

// A figure that a report gave, and the end of its period.
export interface Said<T> {
  readonly value: T;
  readonly to: string;
}

// What was last said of a figure before a day; reports without it say nothing of it. `without`: the sid of the
// report that is corrected.
export function saidBefore<T>(reports: readonly PastReport[], day: string, without: string, figure: (body: ReportBody) => T | undefined): Said<T> | null {
  const earlier = standing(reports).filter(({ sid, body }) => sid !== without && (day === "" || body.period.to < day));
  for (const { body } of earlier.reverse()) {
    const value = figure(body);
    if (value !== undefined) return { value, to: body.period.to };
  }
  return null;
}

export const actualOf = (target: string) => (body: ReportBody): string | undefined =>
  body.actuals?.find((actual) => actual.target === target)?.value;

// The files that the reports name, newest first, each once; with the report that named it last.
export function namedEvidence(reports: readonly PastReport[]): { readonly file: Evidence; readonly report: PastReport }[] {
  const found = new Map<string, { file: Evidence; report: PastReport }>();
  for (const report of [...reports].reverse()) {
    for (const file of report.body.evidence ?? []) if (!found.has(file.sha256)) found.set(file.sha256, { file, report });
  }
  return [...found.values()];
}

// Whether a report says just this: then a draft of it is done.
export const hasReport = (reports: readonly PastReport[], body: object): boolean => {
  const plain = (value: object): string => canonical(JSON.parse(JSON.stringify(value)) as JsonObject);
  const text = plain(body);
  return reports.some((report) => plain(report.body) === text);
};
