// SPDX-License-Identifier: Apache-2.0
// What the rules allow an officer to do, as far as the desk must know before it offers it; the ledger decides.
import type { Statement } from "../verify/statement";

export type OfficerRole = "registrar" | "reviewer" | "auditor";

const DAY = 86_400_000;
const NOTICE_DAYS = 60;
const LAPSING: ReadonlySet<string> = new Set(["PUBLISHED", "IN_PROGRESS", "STALLED"]);
const DETERMINED: ReadonlySet<string> = new Set(["FULFILLED", "PARTLY_FULFILLED", "UNFULFILLED"]);
const OPEN: ReadonlySet<string> = new Set([...LAPSING, "COMPLETION_CLAIMED", "LAPSED"]);

export const takesNotice = (state: string): boolean => LAPSING.has(state);
export const isDetermined = (state: string): boolean => DETERMINED.has(state);

// Completion is claimed, or the end has passed everywhere on earth.
export function isDeterminable(state: string, end: string | null, now: number): boolean {
  if (state === "COMPLETION_CLAIMED") return true;
  const westernmost = new Date(now - 12 * 3_600_000).toISOString().slice(0, 10);
  return OPEN.has(state) && end !== null && end < westernmost;
}

// When a pledge may lapse after a notice: 60 days by the notice's own time and by the ledger's clock.
export function lapsesFrom(at: string, recordedAt: number): number {
  return Math.max(Date.parse(at), recordedAt) + NOTICE_DAYS * DAY;
}

export const mayLapse = (state: string, timeliness: string | null, from: number | null, now: number): boolean =>
  LAPSING.has(state) && timeliness === "INACTIVE" && from !== null && now >= from;

// Of what the operator entered for a member, its own auditors verify nothing.
export function mayVerify(auditor: string, operator: string, stream: readonly Statement[], report: Statement): boolean {
  const isEntered = [stream[0], report].some((statement) => statement?.body["on_behalf_of"] !== undefined);
  return auditor !== operator || !isEntered;
}

// The next public number of the year: "2026-0018" after "2026-0017".
export function nextNumber(numbers: readonly (string | null)[], year: number): string {
  const taken = numbers.map((number) => Number(new RegExp(`^${year}-([0-9]{4})$`).exec(number ?? "")?.[1] ?? 0));
  return `${year}-${String(Math.max(0, ...taken) + 1).padStart(4, "0")}`;
}
