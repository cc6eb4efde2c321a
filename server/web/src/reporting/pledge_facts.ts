// SPDX-License-Identifier: Apache-2.0
// PledgeFacts: the pledge that is reported on: what it says now, who owns it, where it stands, what was reported.
import { foldedBody, type LedgerClient, type PledgeBody } from "../signing";
import { pastReports, type PastReport } from "./past_reports";

export interface PledgeFacts {
  readonly id: string;
  readonly body: PledgeBody;
  readonly owner: string;
  readonly ownerName: string;
  readonly state: string; // PUBLISHED, …
  readonly successor: string | null;
  readonly head: string; // the sid of the stream's last statement
  readonly lastAt: string;
  readonly reports: readonly PastReport[];
}

export type Reading = { readonly is: "read"; readonly facts: PledgeFacts } | { readonly is: "absent" | "unread" };

interface PledgeJson {
  readonly pledge?: { readonly member?: unknown; readonly member_name?: unknown; readonly state?: unknown; readonly successor?: unknown };
}

async function readJson(id: string): Promise<PledgeJson | "absent" | "unread"> {
  try {
    const answer = await fetch(`/api/v1/pledges/${encodeURIComponent(id)}`, { credentials: "omit", cache: "no-store" });
    if (answer.status === 404) return "absent";
    return answer.ok ? ((await answer.json()) as PledgeJson) : "unread";
  } catch {
    return "unread";
  }
}

export async function readPledge(client: LedgerClient, id: string): Promise<Reading> {
  const [json, stream] = await Promise.all([readJson(id), client.stream(`pledge/${id}`)]);
  if (typeof json === "string") return { is: json };
  if (!stream.ok) return { is: "unread" };
  const statements = stream.value.map(({ statement }) => statement);
  const { body } = foldedBody(statements);
  const last = statements.at(-1);
  const { member, member_name: name, state, successor } = json.pledge ?? {};
  if (body === null || last === undefined || typeof member !== "string" || typeof state !== "string") return { is: "unread" };
  const facts = {
    id,
    body: body as unknown as PledgeBody,
    owner: member,
    ownerName: typeof name === "string" ? name : member,
    state,
    successor: typeof successor === "string" ? successor : null,
    head: last.sid,
    lastAt: last.at,
    reports: pastReports(stream.value),
  };
  return { is: "read", facts };
}

// States in which a report is taken (ledger/domain/rules/rules_report.cc).
const REPORTED: ReadonlySet<string> = new Set(["PUBLISHED", "IN_PROGRESS", "STALLED", "LAPSED", "COMPLETION_CLAIMED"]);

export const canBeReported = ({ state }: PledgeFacts): boolean => REPORTED.has(state);
