// SPDX-License-Identifier: Apache-2.0
// PledgeNow: where a pledge stands, from the statements of its stream (ledger/domain/rules/fold.cc does the same):
// its state, its text, and what waits for an answer.
import { foldedBody, type PledgeBody, type Recorded } from "../signing";
import { isSameMoney, patched } from "../signing/merge_patch";
import { isObject, member, type JsonObject } from "../verify/json";
import { ownerOf, type Statement } from "../verify/statement";

export type State =
  | "SUBMITTED"
  | "RETURNED"
  | "REJECTED"
  | "PUBLISHED"
  | "IN_PROGRESS"
  | "STALLED"
  | "COMPLETION_CLAIMED"
  | "FULFILLED"
  | "PARTLY_FULFILLED"
  | "UNFULFILLED"
  | "WITHDRAWN"
  | "LAPSED"
  | "SUPERSEDED";

export interface Comment {
  readonly field: string; // "value", or a place in the text: "/countries/0/share"
  readonly comment: string;
}

export interface PledgeNow {
  readonly id: string;
  readonly stream: string;
  readonly owner: string;
  readonly partners: readonly string[]; // that have signed it
  readonly body: PledgeBody;
  readonly state: State;
  readonly head: string; // the sid of the stream's last statement: what the person sees goes as far as this
  readonly since: Statement; // the statement that brought it into its state
  readonly comments: readonly Comment[]; // of the return that has not been answered yet
  readonly correction: Recorded | null; // of the amount, without effect until a reviewer accepts it
  readonly entered: readonly Recorded[]; // on the member's behalf, and not endorsed by it
  readonly statements: readonly Recorded[];
}

const BY_REPORT: Readonly<Record<string, State>> = { "in-progress": "IN_PROGRESS", stalled: "STALLED", completed: "COMPLETION_CLAIMED" };
const BY_RESULT: Readonly<Record<string, State>> = {
  fulfilled: "FULFILLED",
  "partly-fulfilled": "PARTLY_FULFILLED",
  unfulfilled: "UNFULFILLED",
  queried: "IN_PROGRESS",
};
const BY_KIND: Readonly<Record<string, State>> = {
  "pledge.submitted": "SUBMITTED",
  "pledge.revised": "SUBMITTED",
  "pledge.published": "PUBLISHED",
  "pledge.returned": "RETURNED",
  "pledge.rejected": "REJECTED",
  "pledge.withdrawn": "WITHDRAWN",
  "pledge.lapsed": "LAPSED",
  "pledge.superseded": "SUPERSEDED",
};

// Null where the stream has no pledge.
export function pledgeNow(statements: readonly Recorded[]): PledgeNow | null {
  const first = statements[0]?.statement;
  const owner = first === undefined ? null : ownerOf(first);
  const { body } = foldedBody(statements.map(({ statement }) => statement));
  if (first === undefined || owner === null || body === null) return null;
  const life = new Life();
  let correction: Recorded | null = null;
  let entered: Recorded[] = [];
  const partners = new Set<string>();
  statements.forEach((recorded, i) => {
    const { statement } = recorded;
    life.see(statement);
    if (isProposal(statements.slice(0, i), statement)) correction = recorded;
    if (statement.kind === "correction.accepted" || statement.kind === "correction.declined") correction = null;
    // A statement holds the sid of the one before it, so endorsing one endorses those before it, too.
    if (statement.kind === "pledge.endorsed") entered = entered.slice(entered.findIndex(({ statement: { sid } }) => sid === statement.body["sid"]) + 1);
    if (statement.onBehalfOf !== null) entered.push(recorded);
    else if (WITH_PARTNERS.has(statement.kind)) for (const signer of statement.signers) if (signer !== owner) partners.add(signer);
  });
  const { state, since } = life;
  return {
    id: first.subject,
    stream: first.stream,
    owner,
    partners: [...partners],
    body: body as unknown as PledgeBody,
    state,
    head: statements.at(-1)!.statement.sid,
    since: since!,
    comments: state === "RETURNED" ? commentsOf(since!.body) : [],
    correction,
    entered,
    statements,
  };
}

const WITH_PARTNERS: ReadonlySet<string> = new Set(["pledge.submitted", "pledge.revised", "pledge.amended"]);

class Life {
  state: State = "SUBMITTED";
  since: Statement | null = null;
  #beforeWithdrawal: [State, Statement | null] = ["SUBMITTED", null];
  #beforeDetermination: [State, Statement | null] = ["SUBMITTED", null];

  see(statement: Statement): void {
    const before: [State, Statement | null] = [this.state, this.since];
    const { kind, body } = statement;
    if (kind === "pledge.reinstated") return this.#be(...this.#beforeWithdrawal);
    if (kind === "fulfilment.reversed") return this.#be(...this.#beforeDetermination);
    const next = stateAfter(statement);
    if (next === null) return;
    if (kind === "pledge.withdrawn") this.#beforeWithdrawal = before;
    if (kind === "fulfilment.determined" && member(body, "result") !== "queried") this.#beforeDetermination = before;
    this.#be(next, statement);
  }

  #be(state: State, since: Statement | null): void {
    this.state = state;
    this.since = since;
  }
}

// Null where the statement leaves it as it is.
function stateAfter({ kind, body }: Statement): State | null {
  if (kind === "report.submitted") return BY_REPORT[String(body["stage"])] ?? null;
  if (kind === "fulfilment.determined") return BY_RESULT[String(body["result"])] ?? null;
  return BY_KIND[kind] ?? null;
}

function isProposal(before: readonly Recorded[], { kind, body }: Statement): boolean {
  if (kind !== "pledge.amended" || body["category"] !== "correction") return false;
  const old = foldedBody(before.map(({ statement }) => statement)).body;
  const changes = member(body, "changes");
  return old !== null && isObject(changes) && !isSameMoney(old, patched(old, changes));
}

function commentsOf(body: JsonObject): Comment[] {
  const comments = member(body, "comments");
  if (!Array.isArray(comments)) return [];
  return comments.filter(isObject).map(({ field, comment }) => ({ field: String(field), comment: String(comment) }));
}
