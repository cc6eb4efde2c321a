// SPDX-License-Identifier: Apache-2.0
// Queues: what waits, for whom, and since when; the oldest first.
import type { ApiQueue, EnvelopeRow, PledgeRow, RegistrationRow } from "./desk_api";
import type { SaidRow } from "./said_rows";

// Groups of queues, in the order in which they are shown.
export const GROUPS = ["decide", "behind", "care", "heard"] as const;

export const QUEUES = [
  { name: "review", group: "decide" },
  { name: "admit", group: "decide" },
  { name: "reports", group: "decide" },
  { name: "fulfilment", group: "decide" },
  { name: "corrections", group: "decide" },
  { name: "second", group: "decide" },
  { name: "due", group: "behind" },
  { name: "inactive", group: "behind" },
  { name: "overdue", group: "behind" },
  { name: "undocumented", group: "behind" },
  { name: "disputed", group: "care" },
  { name: "recover", group: "care" },
  { name: "determined", group: "care" },
  { name: "said", group: "heard" },
] as const;
export type QueueName = (typeof QUEUES)[number]["name"];

export const isQueue = (name: string): name is QueueName => QUEUES.some((queue) => queue.name === name);

export type Subject =
  | { readonly is: "pledge"; readonly row: PledgeRow }
  | { readonly is: "registration"; readonly row: RegistrationRow }
  | { readonly is: "envelope"; readonly row: EnvelopeRow }
  | { readonly is: "said"; readonly row: SaidRow };

export interface Item {
  readonly id: string; // in its queue, and in the page's address
  readonly since: string | null; // a day or a time
  readonly subject: Subject;
}

export type Items = Readonly<Record<QueueName, readonly Item[]>>;

// What the server says, as it says it.
export interface Waiting {
  readonly queues: Readonly<Record<ApiQueue, readonly PledgeRow[]>>;
  readonly reported: readonly PledgeRow[]; // whose report nobody has examined
  readonly claimed: readonly PledgeRow[];
  readonly determined: readonly PledgeRow[];
  readonly registrations: readonly RegistrationRow[];
  readonly envelopes: readonly EnvelopeRow[];
  readonly questions: readonly SaidRow[]; // that nobody has answered
  readonly said: readonly SaidRow[]; // the newest messages and attestations
}

// States after which nobody examines reports any more.
const ENDED: ReadonlySet<string> = new Set(["SUBMITTED", "RETURNED", "REJECTED", "WITHDRAWN", "SUPERSEDED"]);

export function itemsOf(waiting: Waiting): Items {
  const { queues, registrations } = waiting;
  const live = waiting.reported.filter(({ state }) => !ENDED.has(state));
  return {
    review: pledges(queues.to_review, ({ submitted }) => submitted),
    admit: registrationItems(registrations.filter((row) => !isRecovery(row))),
    reports: pledges(live, ({ lastReport }) => lastReport),
    fulfilment: pledges(waiting.claimed, ({ lastReport, lastActivity }) => lastReport ?? lastActivity),
    corrections: pledges(queues.corrections, ({ lastActivity }) => lastActivity),
    second: sorted(waiting.envelopes.map((row) => ({ id: row.sid, since: row.received, subject: { is: "envelope", row } }))),
    due: pledges(queues.due, ({ lastReport, published }) => lastReport ?? published),
    inactive: pledges(queues.inactive, ({ lastReport, published }) => lastReport ?? published),
    overdue: pledges(queues.overdue, ({ end }) => end),
    undocumented: pledges(queues.undocumented, ({ lastReport }) => lastReport),
    disputed: pledges(queues.queried, ({ lastActivity }) => lastActivity),
    recover: registrationItems(registrations.filter(isRecovery)),
    determined: pledges(waiting.determined, ({ lastActivity }) => lastActivity),
    said: saidItems(waiting),
  };
}

function pledges(rows: readonly PledgeRow[], since: (row: PledgeRow) => string | null): Item[] {
  return sorted(rows.map((row) => ({ id: row.id, since: since(row), subject: { is: "pledge", row } })));
}

function registrationItems(rows: readonly RegistrationRow[]): Item[] {
  return sorted(rows.map((row) => ({ id: row.request.slice(0, 16), since: row.received, subject: { is: "registration", row } })));
}

// Questions that wait for an answer first, the oldest of them on top; then what was said lately, newest first.
function saidItems({ questions, said }: Waiting): Item[] {
  const waiting = new Set(questions.map(({ index }) => index));
  const item = (row: SaidRow): Item => ({ id: String(row.index), since: row.recordedAt, subject: { is: "said", row } });
  const others = said.filter(({ index }) => !waiting.has(index)).sort((a, b) => b.index - a.index);
  return [...[...questions].sort((a, b) => a.index - b.index), ...others].map(item);
}

// The payload of its key.added says it; who asks, and for what, is checked when it is shown.
function isRecovery({ registration }: RegistrationRow): boolean {
  const payload = (registration as { key_added?: { payload?: unknown } } | null)?.key_added?.payload;
  if (typeof payload !== "string") return false;
  try {
    const statement = JSON.parse(atob(payload)) as { body?: { recovered?: unknown } };
    return statement.body?.recovered === true;
  } catch {
    return false;
  }
}

// What has no day stands at the end.
const sorted = (items: Item[]): Item[] => items.sort((a, b) => compare(a.since, b.since) || (a.id < b.id ? -1 : 1));

function compare(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return Date.parse(a) - Date.parse(b);
}
