// SPDX-License-Identifier: Apache-2.0
// The outbox: kept before it is sent, sent again until the ledger answers, once; a refusal stays with its
// statement, and a statement goes by the person alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Envelope } from "../../../server/web/src/signing/envelope";
import { isFaults, type Fault } from "../../../server/web/src/signing/fault";
import type { LedgerClient, Submission } from "../../../server/web/src/signing/ledger_client";
import { Outbox } from "../../../server/web/src/signing/outbox";
import { makeStatement } from "../../../server/web/src/signing/statement_maker";
import { MemoryStore } from "./flows";

const LEDGER = "example.org/pledges#00";

function envelope(reason: string): Envelope {
  const made = makeStatement({ kind: "pledge.withdrawn", stream: "pledge/p", prev: null, signers: ["gha-gov"], at: "2026-11-21T10:00:00Z", body: { reason } }, LEDGER);
  assert.ok(!isFaults(made));
  return Envelope.of(made);
}

const recorded = (sid: string): Submission => ({ outcome: "recorded", acknowledgement: { index: 9, sid, leafHash: "", recordedAt: "", isRepeat: false } });
const away: Submission = { outcome: "unknown", trouble: { kind: "unreachable", code: "", detail: "", retryAfterS: 0 } };
const fault: Fault = { code: "state_not_allowed", pointer: "/kind", rule: "the pledge is WITHDRAWN", accepted: "" };

// A ledger that gives these answers, one after the other, and remembers what it was sent.
function ledgerOf(...answers: ((sid: string) => Submission)[]): { client: LedgerClient; sent: string[] } {
  const sent: string[] = [];
  const submit = async (_: string, sid: string): Promise<Submission> => {
    sent.push(sid);
    return answers[Math.min(sent.length, answers.length) - 1]!(sid);
  };
  return { client: { submit } as unknown as LedgerClient, sent };
}

test("what is kept is sent once, and then has its record", async () => {
  const { client, sent } = ledgerOf(recorded);
  const store = new MemoryStore();
  const outbox = new Outbox(store, client, { now: () => 1000 });
  const { sid } = await outbox.keep(envelope("a"), "/en/x");
  assert.equal((await store.get(sid))!.state, "waiting");
  assert.equal(await outbox.sendDue(LEDGER), null);
  assert.deepEqual([(await store.get(sid))!.state, (await store.get(sid))!.index], ["recorded", 9]);
  await outbox.send(sid);
  await outbox.sendDue(LEDGER);
  assert.deepEqual(sent, [sid]);
});

test("a server that is away is asked again, later each time, and at once when it is back", async () => {
  let now = 0;
  const { client, sent } = ledgerOf(() => away, () => away, () => away, recorded);
  const store = new MemoryStore();
  const outbox = new Outbox(store, client, { now: () => now });
  const { sid } = await outbox.keep(envelope("a"), "");
  const first = (await outbox.sendDue(LEDGER))!;
  assert.ok(first > 0);
  await outbox.sendDue(LEDGER);
  assert.equal(sent.length, 1, "it is not due");
  now = first;
  const second = (await outbox.sendDue(LEDGER))!;
  assert.ok(second - now > first, "it waits longer");
  await outbox.wake(LEDGER);
  await outbox.sendDue(LEDGER);
  assert.equal((await store.get(sid))!.trouble, "unreachable");
  await outbox.wake(LEDGER);
  assert.equal(await outbox.sendDue(LEDGER), null);
  assert.equal((await store.get(sid))!.state, "recorded");
  assert.equal(sent.length, 4);
});

test("Retry-After is kept to", async () => {
  const busy: Submission = { outcome: "unknown", trouble: { kind: "busy", code: "overloaded", detail: "", retryAfterS: 120 } };
  const outbox = new Outbox(new MemoryStore(), ledgerOf(() => busy).client, { now: () => 0 });
  await outbox.keep(envelope("a"), "");
  assert.equal(await outbox.sendDue(LEDGER), 120_000);
});

test("a refusal and a stale prev stay with their statements, and are not sent again", async () => {
  const { client, sent } = ledgerOf(() => ({ outcome: "refused", status: 422, fault }), () => ({ outcome: "stale", head: null }));
  const store = new MemoryStore();
  const outbox = new Outbox(store, client, { now: () => sent.length });
  const a = await outbox.keep(envelope("a"), "");
  await outbox.sendDue(LEDGER);
  const b = await outbox.keep(envelope("b"), "");
  assert.equal(await outbox.sendDue(LEDGER), null);
  assert.deepEqual([(await store.get(a.sid))!.state, (await store.get(a.sid))!.fault], ["refused", fault]);
  assert.equal((await store.get(b.sid))!.state, "stale");
  await outbox.sendDue(LEDGER);
  assert.equal(sent.length, 2);
  await outbox.remove(a.sid);
  assert.deepEqual((await store.all()).map(({ sid }) => sid), [b.sid]);
});

test("oldest first; while nobody answers the others wait", async () => {
  const { client, sent } = ledgerOf(() => away, recorded);
  let now = 0;
  const outbox = new Outbox(new MemoryStore(), client, { now: () => now });
  const a = await outbox.keep(envelope("a"), "");
  now = 1;
  const b = await outbox.keep(envelope("b"), "");
  await outbox.sendDue(LEDGER);
  assert.deepEqual(sent, [a.sid]);
  await outbox.wake(LEDGER);
  await outbox.sendDue(LEDGER);
  assert.deepEqual(sent, [a.sid, a.sid, b.sid]);
});

test("what was signed for another ledger is not sent here", async () => {
  const { client, sent } = ledgerOf(recorded);
  const outbox = new Outbox(new MemoryStore(), client);
  await outbox.keep(envelope("a"), "");
  assert.equal(await outbox.sendDue("other.example/pledges#11"), null);
  assert.deepEqual(sent, []);
});

test("what is removed while it is under way does not come back", async () => {
  const store = new MemoryStore();
  const client = { submit: async (_: string, sid: string) => (await store.remove(sid), away) } as unknown as LedgerClient;
  const outbox = new Outbox(store, client);
  const { sid } = await outbox.keep(envelope("a"), "");
  await outbox.send(sid);
  assert.deepEqual(await store.all(), []);
});

test("listeners hear of each change", async () => {
  const outbox = new Outbox(new MemoryStore(), ledgerOf(recorded).client);
  let heard = 0;
  const end = outbox.onChange(() => (heard += 1));
  const { sid } = await outbox.keep(envelope("a"), "");
  await outbox.send(sid);
  await outbox.remove(sid);
  assert.equal(heard, 3);
  end();
  await outbox.keep(envelope("b"), "");
  assert.equal(heard, 3);
});
