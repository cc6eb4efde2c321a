// SPDX-License-Identifier: Apache-2.0
// Figures: what a report says of each target and of the money, beside what was said before and what was promised.
import { isObject, member, type Json, type JsonObject } from "../verify/json";
import type { Statement } from "../verify/statement";

export interface TargetFigures {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly baseline: string;
  readonly before: string | null; // of the report before
  readonly now: string | null;
  readonly goal: string;
}

export interface MoneyFigures {
  readonly name: "committed" | "disbursed";
  readonly before: { readonly amount: string; readonly currency: string } | null;
  readonly now: { readonly amount: string; readonly currency: string } | null;
}

// The sids of reports that later ones correct.
export const replacedIn = (stream: readonly Statement[]): ReadonlySet<string> =>
  new Set(stream.filter(({ kind }) => kind === "report.submitted").map(({ body }) => String(body["corrects"] ?? "")));

const periodEnd = ({ body }: Statement): string => {
  const period = member(body, "period");
  return isObject(period) ? String(period["to"] ?? "") : "";
};

// The reports that stand, by their periods.
export function reportsIn(stream: readonly Statement[]): Statement[] {
  const replaced = replacedIn(stream);
  const standing = stream.filter(({ kind, sid }) => kind === "report.submitted" && !replaced.has(sid));
  return standing.sort((a, b) => (periodEnd(a) < periodEnd(b) ? -1 : 1));
}

// What the report is compared with: the one that it corrects, else the one of the period before.
export function reportBefore(stream: readonly Statement[], report: Statement): Statement | null {
  const corrected = report.body["corrects"];
  if (typeof corrected === "string") return stream.find(({ sid }) => sid === corrected) ?? null;
  const earlier = reportsIn(stream).filter((each) => each.sid !== report.sid && periodEnd(each) < periodEnd(report));
  return earlier.at(-1) ?? null;
}

export function targetFigures(pledge: JsonObject, report: Statement | null, before: Statement | null): TargetFigures[] {
  const targets = member(pledge, "targets");
  if (!Array.isArray(targets)) return [];
  return targets.filter(isObject).map((target) => {
    const text = (name: string): string => String(target[name] ?? "");
    const id = text("id");
    return {
      id,
      title: text("title"),
      unit: text("unit"),
      baseline: text("baseline"),
      goal: text("goal"),
      before: before === null ? null : actualIn(before, id),
      now: report === null ? null : actualIn(report, id),
    };
  });
}

function actualIn({ body }: Statement, target: string): string | null {
  const actuals = member(body, "actuals");
  const actual = Array.isArray(actuals) ? actuals.filter(isObject).find((each) => each["target"] === target) : undefined;
  return typeof actual?.["value"] === "string" ? actual["value"] : null;
}

// Only of money that either of them names.
export function moneyFigures(report: Statement, before: Statement | null): MoneyFigures[] {
  return (["committed", "disbursed"] as const)
    .map((name) => ({ name, before: moneyIn(before?.body[name]), now: moneyIn(report.body[name]) }))
    .filter((figures) => figures.before !== null || figures.now !== null);
}

function moneyIn(value: Json | undefined): { amount: string; currency: string } | null {
  return isObject(value) ? { amount: String(value["amount"]), currency: String(value["currency"]) } : null;
}

export interface EvidenceFile {
  readonly sha256: string;
  readonly size: number;
  readonly type: string;
  readonly name: string;
}

export function evidenceIn({ body }: Statement): EvidenceFile[] {
  const evidence = member(body, "evidence");
  if (!Array.isArray(evidence)) return [];
  return evidence.filter(isObject).map((file) => ({
    sha256: String(file["sha256"]),
    size: Number(file["size"]),
    type: String(file["type"]),
    name: String(file["name"]),
  }));
}
