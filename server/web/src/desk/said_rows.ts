// SPDX-License-Identifier: Apache-2.0
// SaidRows: messages and attestations of all pledges, as the API lists them. Answers come from outside: what a row lacks
// is left out, and a row without a pledge is none.

export interface SaidRow {
  readonly kind: "message" | "attestation";
  readonly index: number; // of its record
  readonly at: string;
  readonly recordedAt: string;
  readonly by: string;
  readonly byName: string;
  readonly pledge: string;
  readonly pledgeTitle: string;
  readonly member: string;
  readonly memberName: string;
  readonly topic: string | null; // of a message
  readonly text: string;
  readonly isUnanswered: boolean; // a question without an answer
  readonly withdrawn: string | null; // the reason why an attestation was
}

type Answer = Readonly<Record<string, unknown>>;

const ID = /^[a-z0-9-]{1,64}$/;
const text = (value: unknown): string => (typeof value === "string" ? value : "");

export function saidRow(kind: SaidRow["kind"], row: Answer): SaidRow | null {
  const { index, pledge } = row;
  if (!Number.isSafeInteger(index) || !ID.test(text(pledge))) return null;
  const withdrawn = row["withdrawn"] as Answer | null | undefined;
  const topic = kind === "message" ? text(row["topic"]) : null;
  return {
    kind,
    index: index as number,
    at: text(row["at"]),
    recordedAt: text(row["recorded_at"]),
    by: text(row["by"]),
    byName: text(row["by_name"]) || text(row["by"]),
    pledge: pledge as string,
    pledgeTitle: text(row["pledge_title"]) || (pledge as string),
    member: text(row["member"]),
    memberName: text(row["member_name"]) || text(row["member"]),
    topic,
    text: text(row[kind === "message" ? "text" : "claim"]),
    isUnanswered: topic === "question" && row["answers"] === 0,
    withdrawn: withdrawn === null || withdrawn === undefined ? null : text(withdrawn["reason"]),
  };
}
