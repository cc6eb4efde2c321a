// SPDX-License-Identifier: Apache-2.0
// FoldedBody: what a pledge or a party's entry says now, from the statements of its stream
// (cli/statement/current_body.cc does the same).
import { isObject, member, type JsonObject } from "../verify/json";
import type { Statement } from "../verify/statement";
import { isSameMoney, patched } from "./merge_patch";

// Kinds that carry a whole body.
const WHOLE: ReadonlySet<string> = new Set(["pledge.submitted", "pledge.revised", "party.registered", "party.updated"]);

export interface FoldedBody {
  readonly body: JsonObject | null; // null before the first whole body
  readonly submission: string | null; // the sid of the submission or revision in force
}

export function foldedBody(statements: readonly Statement[]): FoldedBody {
  let body: JsonObject | null = null;
  let submission: string | null = null;
  const proposals = new Map<string, JsonObject>();
  for (const { kind, sid, body: given } of statements) {
    if (WHOLE.has(kind)) {
      body = given;
      submission = sid;
    } else if (kind === "pledge.amended" && body !== null) {
      const changes = member(given, "changes");
      if (!isObject(changes)) continue;
      const after = patched(body, changes);
      // A correction of the amount or the currency is a proposal until it is accepted.
      const isProposal = given["category"] === "correction" && !isSameMoney(body, after);
      if (isProposal) proposals.set(sid, changes);
      else body = after;
    } else if (kind === "correction.accepted" && body !== null) {
      const proposal = proposals.get(String(given["amendment"]));
      if (proposal !== undefined) body = patched(body, proposal);
    }
  }
  return { body, submission };
}
