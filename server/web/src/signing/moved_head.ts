// SPDX-License-Identifier: Apache-2.0
// MovedHead: what to do where a stream has statements behind the one that a new statement follows. Nothing is
// signed again unseen. `own`: the text that the signer changes was changed: show it as it is now, and offer to
// put the change on top. `judged`: an officer judges what others said, and they have said more: show all of it
// again before a new judgement. `other`: what came between changes neither.
import { AUDITORS_KINDS, REVIEWERS_KINDS, type Statement } from "../verify/statement";

export type Moved = "own" | "judged" | "other";

// Kinds that judge a pledge as it is, besides those of reviewers and auditors.
const JUDGING: ReadonlySet<string> = new Set(["pledge.lapsed", "pledge.superseded", "pledge.endorsed"]);

// What may come between in a pledge's stream without any change of what is judged.
const HARMLESS: ReadonlySet<string> = new Set(["match.proposed", "match.accepted", "notice.given", "pledge.endorsed"]);

const CHANGING: ReadonlySet<string> = new Set([
  "pledge.submitted",
  "pledge.revised",
  "pledge.amended",
  "correction.accepted",
  "pledge.withdrawn",
  "pledge.reinstated",
  "pledge.superseded",
  "pledge.lapsed",
  "report.submitted",
  "party.registered",
  "party.updated",
  "party.suspended",
  "party.resumed",
]);

// Subjects of governance: two statements with the same one are about the same thing.
function subjectOf({ kind, sort, body }: Pick<Statement, "kind" | "sort" | "body">): string {
  if (sort !== "governance") return kind;
  const of = (...names: string[]): string => names.map((name) => String(body[name] ?? "")).join(" ");
  return `${kind} ${of("list", "effective", "id", "key")}`;
}

export function movedHead(statement: Pick<Statement, "kind" | "sort" | "body">, between: readonly Statement[]): Moved {
  const { kind, sort } = statement;
  const isJudgement = REVIEWERS_KINDS.has(kind) || AUDITORS_KINDS.has(kind) || JUDGING.has(kind);
  if (isJudgement) return between.some((each) => !HARMLESS.has(each.kind)) ? "judged" : "other";
  if (sort === "governance") {
    return between.some((each) => subjectOf(each) === subjectOf(statement)) ? "own" : "other";
  }
  return between.some((each) => CHANGING.has(each.kind)) ? "own" : "other";
}
