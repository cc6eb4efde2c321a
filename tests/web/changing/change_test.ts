// SPDX-License-Identifier: Apache-2.0
// Revisions and amendments: what the person changed, and nothing else.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Amendment } from "../../../server/web/src/changing/amendment";
import { baseOf, earlierBase, isSameText, type Base } from "../../../server/web/src/changing/base";
import { baseFor } from "../../../server/web/src/changing/kept_draft";
import { pointerOf } from "../../../server/web/src/changing/comments";
import { pledgeNow } from "../../../server/web/src/changing/pledge_now";
import { Revision } from "../../../server/web/src/changing/revision";
import { changedBody, draftOf, fromText, isSame, toText, type PledgeDraft } from "../../../server/web/src/pledging/draft";
import type { PledgeBody } from "../../../server/web/src/signing";
import { plain } from "../../../server/web/src/signing/merge_patch";
import type { JsonObject } from "../../../server/web/src/verify/json";
import { BODY, PUBLISHED, stream, SUBMITTED } from "./streams";

const base: Base = { stream: "pledge/p", prev: "sid-1", body: BODY, partners: ["b"] };
const amendment = new Amendment(base, "amend");
const revision = new Revision(base, ["access"]);
const changed = (changes: Partial<PledgeDraft>, making: Amendment | Revision = amendment): PledgeDraft => ({ ...making.first(), ...changes });
const codes = (draft: PledgeDraft, making: Amendment | Revision = amendment) => making.faults(draft).map(({ code, pointer }) => `${code} ${pointer}`);

test("nothing changed is nothing to sign", () => {
  assert.deepEqual(plain(changedBody(BODY, draftOf(BODY))), plain(BODY), "not even the digits of an amount");
  assert.deepEqual(amendment.changes(amendment.first()), {});
  assert.equal(amendment.tried(amendment.first(), "a", new Set()), null);
  assert.deepEqual(codes(amendment.first()), ["nothing_changed /body"]);
  assert.deepEqual(codes(revision.first(), revision), ["nothing_changed /body"]);
});

test("an amendment has the smallest patch", () => {
  const draft = changed({ title: "Masts and towers", description: "More.", end: "", reason: " Why. ", category: "extension" });
  const made = amendment.made(draft, "a");
  assert.equal(made.prev, "sid-1");
  assert.deepEqual(made.signers, ["a"]);
  assert.deepEqual(made.body, { category: "extension", changes: { title: "Masts and towers", description: "More.", end: null }, reason: "Why." });
  assert.deepEqual(amendment.changes(changed({ amount: "2000" })), { value: { amount: "2000" } });
  assert.deepEqual(amendment.changes(changed({ money: "none" })), { value: null });
});

test("a change of one field carries all others over", () => {
  const { title: _, ...rest } = plain(revision.made(changed({ title: "Other" }, revision), "a").body) as JsonObject;
  const { title: __, ...expected } = plain(BODY) as JsonObject;
  assert.deepEqual(rest, expected);
});

test("a member that revises what was entered for it signs for itself", () => {
  const entered = new Revision({ ...base, body: { ...BODY, on_behalf_of: "a", source: "a letter" } }, ["access"]);
  const body = entered.made(changed({ title: "Other" }, entered), "a").body as PledgeBody;
  assert.equal("on_behalf_of" in body || "source" in body, false);
  assert.deepEqual(codes(entered.first(), entered), ["nothing_changed /body"], "what it signs as it stands it endorses");
});

test("an amendment never touches on whose behalf it was entered", () => {
  const entered = new Amendment({ ...base, body: { ...BODY, on_behalf_of: "a", source: "a letter" } }, "amend");
  assert.deepEqual(entered.changes(changed({ title: "Other" }, entered)), { title: "Other" });
});

test("the categories are those that fit; a choice that fits no more is none", () => {
  assert.deepEqual(amendment.categories(changed({ amount: "2000" })), ["increase", "correction"]);
  assert.deepEqual(amendment.categories(changed({ amount: "1" })), ["reduction", "correction"]);
  assert.deepEqual(amendment.categories(changed({ currency: "EUR" })), ["correction"]);
  assert.deepEqual(amendment.categories(changed({ end: "2029-01-01" })), ["extension", "correction"]);
  assert.deepEqual(amendment.categories(changed({ amount: "12m" })), [], "no amount, no category");
  assert.equal(amendment.category(changed({ amount: "2000", category: "reduction" })), "");
  assert.equal(amendment.category(changed({ currency: "EUR" })), "correction", "the only one needs no choice");
  assert.deepEqual(codes(changed({ amount: "2000" })), ["member_missing /body/category", "member_missing /body/reason"]);
  const correction = new Amendment(base, "correct");
  assert.deepEqual(correction.categories(changed({ amount: "2000" })), ["correction"]);
  assert.deepEqual(correction.categories(changed({ title: "Other" })), ["correction"]);
});

test("what is not well formed is tried as it was", () => {
  const draft = changed({ title: "Other", amount: "12m" });
  const tried = amendment.tried(draft, "a", new Set(["value", "reason"]))!;
  assert.deepEqual(tried.body, { category: "scope", changes: { title: "Other" }, reason: "-" });
});

test("a revision on top of a newer text changes what the person changed", () => {
  const draft = changed({ title: "Mine" }, revision);
  const now = { ...plain(BODY), description: "Theirs." } as JsonObject;
  assert.deepEqual(plain(revision.onTop(draft, now)), { ...plain(BODY), title: "Mine", description: "Theirs." });
});

test("an amendment on top of a newer text has the kind that fits there", () => {
  const draft = changed({ amount: "2000", category: "increase", reason: "Why." });
  const now = { ...plain(BODY), value: { amount: "3000", currency: "USD" } } as JsonObject;
  assert.deepEqual(amendment.onTop(draft, now), { category: "reduction", changes: { value: { amount: "2000" } }, reason: "Why." });
});

test("a partner that signed signs what changes of its part", () => {
  const draft = changed({ title: "Other", category: "scope", reason: "Why." });
  assert.deepEqual(amendment.made(draft, "a").signers, ["a"]);
  const [first, ...others] = draft.partners;
  assert.deepEqual(amendment.made({ ...draft, partners: others }, "a").signers, ["a", "b"]);
  assert.deepEqual(amendment.made({ ...draft, partners: [first!] }, "a").signers, ["a"]);
});

test("a draft that was kept goes on with its own base", () => {
  const first = pledgeNow(stream(SUBMITTED, PUBLISHED))!;
  const kept = fromText(toText(new Amendment(baseOf(first), "amend").first()))!;
  assert.equal(kept.base, "sid-1");
  const changes = { category: "scope", changes: { title: "Theirs" }, reason: "r" };
  const later = pledgeNow(stream(SUBMITTED, PUBLISHED, ["pledge.amended", changes]))!;
  const earlier = earlierBase(later, kept.base)!;
  assert.equal(earlier.body.title, "Masts");
  assert.equal(isSameText(earlier, baseOf(later)), false);
  const noticed = pledgeNow(stream(SUBMITTED, PUBLISHED, ["notice.given", { text: "t" }]))!;
  assert.equal(isSameText(earlierBase(noticed, kept.base)!, baseOf(noticed)), true);
  assert.equal(earlierBase(later, "unknown"), null);
  assert.equal(isSame(kept, new Amendment(earlier, "amend").first()), true);
});

test("a draft goes on where it was begun, or is done", () => {
  const first = pledgeNow(stream(SUBMITTED, PUBLISHED))!;
  const titled = (title: string) => ["pledge.amended", { category: "scope", changes: { title }, reason: "r" }] as const;
  const begun: PledgeDraft = { ...new Amendment(baseOf(first), "amend").first(), title: "Mine" };
  const goOn = (now: ReturnType<typeof pledgeNow>) => {
    let kept: PledgeDraft | null = begun;
    const store = { read: () => kept, write: (draft: PledgeDraft) => ((kept = draft), true), clear: () => void (kept = null) };
    return [baseFor(now!, store).prev, (kept as PledgeDraft | null)?.base ?? null];
  };
  assert.deepEqual(goOn(first), ["sid-1", "sid-1"]);
  assert.deepEqual(goOn(pledgeNow(stream(SUBMITTED, PUBLISHED, ["notice.given", { text: "t" }]))), ["sid-2", "sid-2"], "the text is the same");
  assert.deepEqual(goOn(pledgeNow(stream(SUBMITTED, PUBLISHED, titled("Theirs")))), ["sid-1", "sid-1"], "the sheet shows what came between");
  assert.deepEqual(goOn(pledgeNow(stream(SUBMITTED, PUBLISHED, titled("Mine")))), ["sid-2", null], "it was recorded meanwhile");
  assert.deepEqual(goOn(pledgeNow(stream(SUBMITTED))), ["sid-0", null], "it knows no such statement");
});

test("a comment stands beside its field", () => {
  const at = (field: string) => pointerOf({ field, comment: "" });
  assert.deepEqual(["title", "/countries/0/share", "targets", "value"].map(at), ["/body/title", "/body/countries/0/share", "/body/targets/-", "/body/value"], "a list as a whole: where something is added");
});
