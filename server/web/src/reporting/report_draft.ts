// SPDX-License-Identifier: Apache-2.0
// ReportDraft: what the fields of a report have, as they were typed: in the browser's memory and in its storage. Of
// evidence files their names and hashes are kept, never their bytes.
import { KeptText } from "../form_page/kept_text";
import { isDay } from "../signing/day";
import { isEvidence, type Evidence } from "../evidence/evidence";
import { actualOf, saidBefore, standing, type Money, type PastReport, type ReportBody } from "./past_reports";
import type { PledgeFacts } from "./pledge_facts";

const TEXTS = [
  "key",
  "corrects", // the sid of the report that is corrected; "" for a new one
  "from",
  "to",
  "stage",
  "committed",
  "committed_currency",
  "disbursed",
  "disbursed_currency",
  "narrative",
  "next_steps",
  "lessons",
] as const;
type Texts = Readonly<Record<(typeof TEXTS)[number], string>>;

export interface ReportDraft extends Texts {
  readonly actuals: Readonly<Record<string, string>>; // by the target's id
  readonly barriers: readonly string[];
  readonly evidence: readonly Evidence[];
  readonly may_fall: boolean;
}

const TYPE = "pledgebook.report-draft";
const VERSION = 1;
const ROWS_MAX = 200;

const NO_TEXTS = Object.fromEntries(TEXTS.map((name) => [name, ""])) as unknown as Texts;

export function dayAfter(day: string): string {
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000);
  return next.toISOString().slice(0, 10);
}

// From the day after the last report, or the pledge's start, to today. Nothing where the last report's period is not
// over yet.
export function defaultPeriod({ body, reports }: Pick<PledgeFacts, "body" | "reports">, today: string): { from: string; to: string } {
  const last = standing(reports).at(-1);
  const from = last === undefined ? body.start : dayAfter(last.body.period.to);
  if (from <= today) return { from, to: today };
  return last === undefined ? { from: today, to: today } : { from: "", to: "" };
}

// A new report: with the default period, and the currency in which the money was last given.
export function newDraft(facts: Pick<PledgeFacts, "body" | "reports">, today: string): ReportDraft {
  const currency = (figure: (body: ReportBody) => Money | undefined): string =>
    saidBefore(facts.reports, "", "", figure)?.value.currency ?? facts.body.value?.currency ?? "USD";
  return {
    ...NO_TEXTS,
    ...defaultPeriod(facts, today),
    committed_currency: currency(({ committed }) => committed),
    disbursed_currency: currency(({ disbursed, committed }) => disbursed ?? committed),
    actuals: {},
    barriers: [],
    evidence: [],
    may_fall: false,
  };
}

// The draft that corrects a report: all that it says.
export function draftOfReport(report: PastReport, empty: ReportDraft): ReportDraft {
  const { body, sid } = report;
  return {
    ...empty,
    corrects: sid,
    ...body.period,
    stage: body.stage,
    committed: body.committed?.amount ?? "",
    committed_currency: body.committed?.currency ?? empty.committed_currency,
    disbursed: body.disbursed?.amount ?? "",
    disbursed_currency: body.disbursed?.currency ?? empty.disbursed_currency,
    narrative: body.narrative ?? "",
    next_steps: body.next_steps ?? "",
    lessons: body.lessons ?? "",
    actuals: Object.fromEntries((body.actuals ?? []).map(({ target, value }) => [target, value])),
    barriers: [...(body.barriers ?? [])],
    evidence: [...(body.evidence ?? [])],
    may_fall: body.correction === true,
  };
}

// What the pointer's number in a list of the body is in the form: empty rows are not in the body.
export const filledTargets = ({ actuals }: ReportDraft, targets: readonly string[]): string[] =>
  targets.filter((target) => (actuals[target] ?? "").trim() !== "");

export const filledBarriers = ({ barriers }: ReportDraft): number[] => barriers.flatMap((text, i) => (text.trim() === "" ? [] : [i]));

// The body that the fields make; a field without a value is absent. Amounts are taken as they were typed.
export function bodyOf(draft: ReportDraft, targets: readonly string[]): Partial<ReportBody> {
  const said = (text: string): string | undefined => (text.trim() === "" ? undefined : text.replaceAll("\r\n", "\n").trim());
  const money = (amount: string, currency: string): Money | undefined => (amount.trim() === "" ? undefined : { amount: amount.trim(), currency });
  const { from, to, stage } = draft;
  const body = {
    period: from === "" && to === "" ? undefined : { from: said(from), to: said(to) },
    stage: said(stage),
    actuals: some(filledTargets(draft, targets).map((target) => ({ target, value: draft.actuals[target]!.trim() }))),
    committed: money(draft.committed, draft.committed_currency),
    disbursed: money(draft.disbursed, draft.disbursed_currency),
    narrative: said(draft.narrative),
    lessons: said(draft.lessons),
    barriers: some(filledBarriers(draft).map((i) => said(draft.barriers[i]!)!)),
    next_steps: said(draft.next_steps),
    evidence: some(draft.evidence),
    corrects: said(draft.corrects),
    correction: draft.may_fall ? true : undefined,
  };
  return body as Partial<ReportBody>;
}

const some = <T>(list: readonly T[]): readonly T[] | undefined => (list.length === 0 ? undefined : list);

export const lastActual = (reports: readonly PastReport[], draft: ReportDraft, target: string) =>
  saidBefore(reports, isDay(draft.from) ? draft.from : "", draft.corrects, actualOf(target));

export const toText = (draft: ReportDraft): string => JSON.stringify({ type: TYPE, v: VERSION, draft });

type Known = Readonly<Record<string, unknown>>;
const isKnown = (value: unknown): value is Known => typeof value === "object" && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value.slice(0, ROWS_MAX) : []);

// Null where it is no draft. What it lacks is empty.
export function fromText(text: string): ReportDraft | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isKnown(json) || json["type"] !== TYPE || json["v"] !== VERSION || !isKnown(json["draft"])) return null;
  const from = json["draft"];
  const actuals = isKnown(from["actuals"]) ? Object.entries(from["actuals"]) : [];
  return {
    ...(Object.fromEntries(TEXTS.map((name) => [name, textOf(from[name])])) as unknown as Texts),
    actuals: Object.fromEntries(actuals.slice(0, ROWS_MAX).map(([target, value]) => [target, textOf(value)])),
    barriers: listOf(from["barriers"]).map(textOf),
    evidence: listOf(from["evidence"]).filter(isEvidence),
    may_fall: from["may_fall"] === true,
  };
}

// Whether nothing was written: then nothing is kept. The key is no text of the report.
export const isSame = (a: ReportDraft, b: ReportDraft): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

const sorted = ({ actuals, barriers, evidence, may_fall, ...texts }: ReportDraft): unknown => [
  TEXTS.filter((name) => name !== "key").map((name) => texts[name]),
  Object.entries(actuals).filter(([, value]) => value !== "").sort(),
  barriers,
  evidence.map(({ sha256 }) => sha256),
  may_fall,
];

// The draft of this pledge in the browser's storage.
export class ReportStore {
  readonly #kept: KeptText;

  constructor(ledger: string, pledge: string) {
    this.#kept = new KeptText(`pledgebook-report-draft ${ledger} ${pledge}`);
  }

  read(): ReportDraft | null {
    return fromText(this.#kept.read() ?? "");
  }

  // Whether it is kept.
  write(draft: ReportDraft): boolean {
    return this.#kept.write(toText(draft));
  }

  clear(): void {
    this.#kept.clear();
  }
}
