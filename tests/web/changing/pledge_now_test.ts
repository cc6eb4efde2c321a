// SPDX-License-Identifier: Apache-2.0
// Where a pledge stands, and what can be done with it by whom.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { UsableKey } from "../../../server/web/src/form_page/usable_keys";
import { offersOf } from "../../../server/web/src/changing/offers";
import { pledgeNow } from "../../../server/web/src/changing/pledge_now";
import { BODY, PUBLISHED, stream, SUBMITTED, type Given } from "./streams";

const now = (...more: readonly Given[]) => pledgeNow(stream(SUBMITTED, ...more))!;
const report = (stage: string) => ["report.submitted", { stage }] as const;
const determined = (result: string) => ["fulfilment.determined", { result }, ["auditor"]] as const;

function key(party: string, ...roles: string[]): UsableKey {
  return { id: `${party}-key`, name: party, party, partyName: party, roles, isRoot: false, signing: {} as UsableKey["signing"] };
}
const OWNER = key("a", "member");
const REVIEWER = key("bdt", "reviewer");

test("the state follows the statements", () => {
  assert.equal(pledgeNow([]), null);
  assert.equal(now().state, "SUBMITTED");
  assert.equal(now(["pledge.returned", {}]).state, "RETURNED");
  assert.equal(now(["pledge.returned", {}], ["pledge.revised", { ...BODY } as never]).state, "SUBMITTED");
  assert.equal(now(["pledge.rejected", {}]).state, "REJECTED");
  assert.equal(now(PUBLISHED).state, "PUBLISHED");
  assert.equal(now(PUBLISHED, report("planning")).state, "PUBLISHED");
  assert.equal(now(PUBLISHED, report("in-progress"), ["pledge.lapsed", {}]).state, "LAPSED");
  assert.equal(now(PUBLISHED, ["pledge.lapsed", {}], report("stalled")).state, "STALLED");
  assert.equal(now(PUBLISHED, report("completed")).state, "COMPLETION_CLAIMED");
  assert.equal(now(PUBLISHED, report("completed"), determined("partly-fulfilled")).state, "PARTLY_FULFILLED");
  assert.equal(now(PUBLISHED, report("completed"), determined("queried")).state, "IN_PROGRESS");
  assert.equal(now(PUBLISHED, report("completed"), determined("fulfilled"), ["fulfilment.reversed", {}]).state, "COMPLETION_CLAIMED");
  assert.equal(now(PUBLISHED, ["pledge.superseded", { successor: "q" }]).state, "SUPERSEDED");
});

test("a reinstated pledge is where it was, since when it was", () => {
  const there = now(PUBLISHED, report("in-progress"), ["pledge.withdrawn", { reason: "r" }], ["pledge.reinstated", { reason: "r" }]);
  assert.equal(there.state, "IN_PROGRESS");
  assert.equal(there.since.kind, "report.submitted");
  assert.equal(there.head, "sid-4");
});

test("comments are those of the return that has no answer yet", () => {
  const comments = [{ field: "title", comment: "Where?" }];
  assert.deepEqual(now(["pledge.returned", { comments }]).comments, comments);
  assert.deepEqual(now(["pledge.returned", { comments }], ["pledge.revised", { ...BODY } as never]).comments, []);
});

test("a correction of the amount is open until it is answered", () => {
  const proposal = ["pledge.amended", { category: "correction", changes: { value: { amount: "2" } }, reason: "r" }] as const;
  const open = now(PUBLISHED, proposal);
  assert.equal(open.correction?.statement.sid, "sid-2");
  assert.equal(open.body.value?.amount, "1000.50");
  assert.equal(now(PUBLISHED, proposal, ["correction.declined", { amendment: "sid-2", reason: "r" }]).correction, null);
  const accepted = now(PUBLISHED, proposal, ["correction.accepted", { amendment: "sid-2" }]);
  assert.equal(accepted.correction, null);
  assert.equal(accepted.body.value?.amount, "2");
  assert.equal(now(PUBLISHED, ["pledge.amended", { category: "correction", changes: { title: "T" }, reason: "r" }]).correction, null);
});

test("what was entered waits for the member; endorsing one endorses those before it", () => {
  const entered = { ...BODY, on_behalf_of: "a", source: "a letter" } as never;
  const later = ["report.submitted", { stage: "stalled", on_behalf_of: "a", source: "a letter" }, ["bdt"]] as const;
  const statements = stream(["pledge.submitted", entered, ["bdt"]], PUBLISHED, later);
  assert.equal(pledgeNow(statements)!.owner, "a");
  assert.deepEqual(pledgeNow(statements)!.entered.map(({ index }) => index), [0, 2]);
  const endorsed = (sid: string) => stream(["pledge.submitted", entered, ["bdt"]], PUBLISHED, later, ["pledge.endorsed", { sid }]);
  assert.deepEqual(pledgeNow(endorsed("sid-0"))!.entered.map(({ index }) => index), [2]);
  assert.deepEqual(pledgeNow(endorsed("sid-2"))!.entered, []);
});

test("each state offers what the rules allow", () => {
  const acts = (...more: readonly Given[]) => offersOf(now(...more), []).map(({ act }) => act);
  assert.deepEqual(acts(), ["revise", "withdraw"]);
  assert.deepEqual(acts(["pledge.returned", {}]), ["revise", "withdraw"]);
  assert.deepEqual(acts(["pledge.rejected", {}]), []);
  assert.deepEqual(acts(PUBLISHED), ["amend", "withdraw"]);
  assert.deepEqual(acts(PUBLISHED, ["pledge.lapsed", {}]), ["amend", "withdraw"]);
  assert.deepEqual(acts(PUBLISHED, report("completed")), ["correct", "withdraw"]);
  assert.deepEqual(acts(PUBLISHED, report("completed"), determined("fulfilled")), ["correct"]);
  assert.deepEqual(acts(PUBLISHED, ["pledge.withdrawn", { reason: "r" }]), ["reinstate"]);
  assert.deepEqual(acts(PUBLISHED, ["pledge.superseded", { successor: "q" }]), []);
  const proposal = ["pledge.amended", { category: "correction", changes: { value: { amount: "2" } }, reason: "r" }] as const;
  assert.deepEqual(acts(PUBLISHED, proposal), ["amend", "accept", "decline", "withdraw"]);
  // A withdrawn pledge can't be corrected, but the proposal can be declined.
  assert.deepEqual(acts(PUBLISHED, proposal, ["pledge.withdrawn", { reason: "r" }]), ["decline", "reinstate"]);
});

test("an act is its owner's, a judgement that of a reviewer without an interest", () => {
  const proposal = ["pledge.amended", { category: "correction", changes: { value: { amount: "2" } }, reason: "r" }, ["a", "b"]] as const;
  const there = now(PUBLISHED, proposal);
  const fits = (act: string, ...keys: UsableKey[]) => offersOf(there, keys).find((offer) => offer.act === act)!.keys.map(({ party }) => party);
  assert.deepEqual(fits("amend", REVIEWER, OWNER, key("c", "member")), ["a"]);
  assert.deepEqual(fits("amend", key("a", "verifier")), []);
  assert.deepEqual(fits("amend", key("a")), ["a"], "the server does not say what the key may");
  assert.deepEqual(fits("accept", REVIEWER, OWNER), ["bdt"]);
  assert.deepEqual(fits("accept", key("a", "reviewer"), key("b", "reviewer")), [], "no judge in its own cause");
});
