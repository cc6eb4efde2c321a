// SPDX-License-Identifier: Apache-2.0
// What can get in the way between a draft and a receipt: faults, what came between, a server that goes away, a key
// that does not sign, a clock that is wrong.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { SigningKey } from "../../../server/web/src/signing/envelope";
import { LedgerClient } from "../../../server/web/src/signing/ledger_client";
import { Outbox } from "../../../server/web/src/signing/outbox";
import { ServerClock } from "../../../server/web/src/signing/server_clock";
import type { FlowDraft } from "../../../server/web/src/signing/sign_flow";
import { client, keyOf, needsServer, server } from "./demonstration";
import { at, draftOf, flowOf, islands, MemoryStore, newStream, pledgeBody, published, record, submitted } from "./flows";

test("all faults are found before anybody signs", needsServer, async () => {
  const body = { ...pledgeBody, value: { amount: "7500000.123", currency: "AUD" }, end: "2024-01-01", countries: [{ iso3: "FJI", share: "40" }, { iso3: "TON", share: "40" }] };
  const flow = flowOf(await draftOf({ kind: "pledge.submitted", stream: newStream(), body }));
  await flow.prepare();
  const { trial } = at(flow, "reviewing");
  assert.ok(trial.is === "refused");
  const pointers = trial.faults.map(({ pointer }) => pointer);
  for (const pointer of ["/body/value/amount", "/body/countries"]) assert.ok(pointers.includes(pointer), pointers.join(" "));
  await flow.sign();
  assert.equal(flow.stage.at, "reviewing", "what would be refused is not signed");
});

test("values that break the grammar come back without a question to the ledger", needsServer, async () => {
  const body = { ...pledgeBody, value: { amount: "7.5m", currency: "aud" } };
  const flow = flowOf(await draftOf({ kind: "pledge.submitted", stream: newStream(), body }));
  await flow.prepare();
  assert.deepEqual(at(flow, "faulty").faults.map(({ code }) => code), ["amount_invalid", "currency_invalid"]);
});

test("a key without the right is refused before it signs; another is tried", needsServer, async () => {
  const flow = flowOf(await draftOf({ kind: "pledge.submitted", stream: newStream(), body: pledgeBody }), { keys: [keyOf("example-university"), islands!] });
  await flow.prepare();
  assert.equal(at(flow, "reviewing").key, islands!.id, "the signer's key is offered first");
  await flow.choose(keyOf("example-university").id);
  const { trial } = at(flow, "reviewing");
  assert.ok(trial.is === "refused" && trial.faults.length > 0);
  await flow.choose(islands!.id);
  assert.deepEqual(at(flow, "reviewing").trial, { is: "accepted" });
});

test("a judgement is not put on top of a text that changed", needsServer, async () => {
  const { stream, sid } = await submitted();
  const draft = await draftOf({ kind: "pledge.published", stream, signers: ["bdt"], body: { submission: sid } });
  await record({ kind: "pledge.revised", stream, body: { ...pledgeBody, title: "Connect 12 schools" } });
  const flow = flowOf(draft, { keys: [keyOf("reviewer")] });
  await flow.prepare();
  const { moved, between } = at(flow, "moved");
  assert.equal(moved, "judged");
  assert.deepEqual(between.map(({ statement }) => statement.kind), ["pledge.revised"]);
  await flow.rebase();
  at(flow, "moved");
  await flow.sign();
  at(flow, "moved");
});

test("a member's change is put on top of what came between, and shown again", needsServer, async () => {
  const { stream } = await published();
  const draft = await draftOf({ kind: "pledge.amended", stream, body: { category: "scope", changes: { description: "for pupils" }, reason: "clearer" } });
  const between = await record({ kind: "pledge.amended", stream, body: { category: "extension", changes: { end: "2031-12-31" }, reason: "more time" } });
  const flow = flowOf(draft);
  await flow.prepare();
  assert.equal(at(flow, "moved").moved, "own");
  await flow.rebase();
  const review = at(flow, "reviewing");
  assert.equal(review.statement.read.prev, between.sid);
  assert.equal(review.context.before!["end"], "2031-12-31");
  assert.deepEqual(review.trial, { is: "accepted" });
  await flow.sign();
  at(flow, "recorded");
});

test("what comes between signing and sending is shown, and nothing is signed again by itself", needsServer, async () => {
  const { stream } = await published();
  const draft = await draftOf({ kind: "pledge.amended", stream, body: { category: "scope", changes: { description: "for pupils" }, reason: "clearer" } });
  let signatures = 0;
  const slow: SigningKey = {
    ...islands!,
    sign: async (bytes) => {
      signatures += 1;
      if (signatures === 1) await record({ kind: "pledge.amended", stream, body: { category: "extension", changes: { end: "2031-12-31" }, reason: "more time" } });
      return islands!.sign(bytes);
    },
  };
  const store = new MemoryStore();
  const flow = flowOf(draft, { keys: [slow], outbox: new Outbox(store, client) });
  await flow.prepare();
  await flow.sign();
  assert.equal(at(flow, "moved").moved, "own");
  assert.equal(signatures, 1);
  assert.deepEqual((await store.all()).map(({ state }) => state), ["stale"]);
  await flow.rebase();
  at(flow, "reviewing");
  await flow.sign();
  at(flow, "recorded");
  assert.deepEqual(await store.all(), [], "the one that was left behind is gone");
});

// A client whose network can be cut.
function cuttable(): { cut: LedgerClient; network: { isUp: boolean; only?: string } } {
  const network: { isUp: boolean; only?: string } = { isUp: true };
  const cut = new LedgerClient({
    base: server,
    fetch: (address, request) => (network.isUp && !String(address).includes(network.only ?? "\n") ? fetch(address, request) : Promise.reject(new TypeError("cut"))),
  });
  return { cut, network };
}

test("a server that goes away after signing gets the statement once, when it is back", needsServer, async () => {
  const { cut, network } = cuttable();
  const store = new MemoryStore();
  const outbox = new Outbox(store, cut);
  const flow = flowOf(await draftOf({ kind: "pledge.submitted", stream: newStream(), body: pledgeBody }), { client: cut, outbox, page: "/en/x" });
  await flow.prepare();
  network.isUp = false;
  await flow.sign();
  const kept = at(flow, "kept");
  assert.deepEqual([kept.trouble, kept.entry!.page, (await store.all()).length], ["unreachable", "/en/x", 1]);
  network.isUp = true;
  const recordedNow = new Promise<void>((resolve) => flow.onChange(() => flow.stage.at === "recorded" && resolve()));
  await outbox.wake(kept.entry!.ledger);
  await outbox.sendDue(kept.entry!.ledger);
  await recordedNow;
  assert.deepEqual(await store.all(), []);
});

test("an answer that is lost is asked for again: the statement is in the ledger once", needsServer, async () => {
  let isLost = true;
  const lossy = new LedgerClient({
    base: server,
    fetch: async (address, request) => {
      const answer = await fetch(address, request);
      if (isLost && String(address).endsWith("/statements") && request?.method === "POST") {
        isLost = false;
        throw new TypeError("lost");
      }
      return answer;
    },
  });
  const stream = newStream();
  const flow = flowOf(await draftOf({ kind: "pledge.submitted", stream, body: pledgeBody }), { client: lossy, outbox: new Outbox(new MemoryStore(), lossy) });
  await flow.prepare();
  await flow.sign();
  at(flow, "kept");
  await flow.sendAgain();
  at(flow, "recorded");
  const read = await client.stream(stream);
  assert.ok(read.ok && read.value.length === 1);
});

test("without the ledger's answer a person can sign on the page's word; the refusal comes later", needsServer, async () => {
  const facts = await client.ledger();
  assert.ok(facts.ok);
  const { cut, network } = cuttable();
  network.isUp = false;
  const store = new MemoryStore();
  const { stream } = await submitted(); // the id is taken, but nobody can say so
  const flow = flowOf({ kind: "pledge.submitted", stream, signers: ["example-islands"], prev: null, body: pledgeBody } as unknown as FlowDraft, { client: cut, outbox: new Outbox(store, cut), ledger: facts.value.ledger });
  await flow.prepare();
  assert.equal(at(flow, "reviewing").trial.is, "unknown");
  await flow.sign();
  at(flow, "kept");
  network.isUp = true;
  await flow.sendAgain();
  assert.deepEqual(at(flow, "faulty").faults.map(({ code }) => code), ["pledge_exists"]);
  const blind = flowOf({ kind: "pledge.submitted", stream, signers: ["example-islands"], prev: null, body: pledgeBody } as unknown as FlowDraft, { client: cut });
  network.isUp = false;
  await blind.prepare();
  assert.equal(at(blind, "unprepared").trouble.kind, "unreachable");
});

test("a refusal after signing stays with the statement until the person removes it", needsServer, async () => {
  const { cut, network } = cuttable();
  network.only = "/check";
  const store = new MemoryStore();
  const body = { ...pledgeBody, focus_area: "no-such-area" };
  const flow = flowOf(await draftOf({ kind: "pledge.submitted", stream: newStream(), body }), { client: cut, outbox: new Outbox(store, cut) });
  await flow.prepare();
  assert.equal(at(flow, "reviewing").trial.is, "unknown");
  await flow.sign();
  const { fault, isKept } = at(flow, "refused");
  assert.deepEqual([fault.code, fault.pointer, isKept], ["item_unknown", "/body/focus_area", true]);
  assert.equal((await store.all())[0]!.fault!.code, "item_unknown");
  await flow.forget();
  assert.deepEqual([at(flow, "refused").isKept, await store.all()], [false, []]);
});

test("a browser that keeps nothing sends all the same, or gives the file", needsServer, async () => {
  class NoStore extends MemoryStore {
    override async put(): Promise<void> {
      throw new Error("private window");
    }
  }
  const { cut, network } = cuttable();
  const flow = flowOf(await draftOf({ kind: "pledge.submitted", stream: newStream(), body: pledgeBody }), { client: cut, outbox: new Outbox(new NoStore(), cut) });
  await flow.prepare();
  network.isUp = false;
  await flow.sign();
  assert.equal(at(flow, "kept").entry, null);
  network.isUp = true;
  await flow.sendAgain();
  at(flow, "recorded");
});

test("a second press signs nothing", needsServer, async () => {
  let signatures = 0;
  const counted: SigningKey = { ...islands!, sign: async (bytes) => ((signatures += 1), islands!.sign(bytes)) };
  const flow = flowOf(await draftOf({ kind: "pledge.submitted", stream: newStream(), body: pledgeBody }), { keys: [counted] });
  await flow.prepare();
  await Promise.all([flow.sign(), flow.sign(), flow.sign()]);
  at(flow, "recorded");
  assert.equal(signatures, 1);
});

test("a key that does not sign leaves the review as it was", needsServer, async () => {
  const shy: SigningKey = { ...islands!, sign: () => Promise.reject(new Error("no passphrase")) };
  const flow = flowOf(await draftOf({ kind: "pledge.submitted", stream: newStream(), body: pledgeBody }), { keys: [shy] });
  await flow.prepare();
  await flow.sign();
  assert.equal(at(flow, "reviewing").signing, "refused");
});

test("a computer whose clock is wrong signs with the ledger's time", needsServer, async () => {
  const clock = new ServerClock(() => Date.now() + 12 * 60_000);
  const wrong = new LedgerClient({ base: server, clock });
  const flow = flowOf(await draftOf({ kind: "pledge.submitted", stream: newStream(), body: pledgeBody }), { client: wrong });
  await flow.prepare();
  assert.equal(clock.isOff, true);
  assert.equal(Math.round(clock.aheadMs! / 60_000), 12);
  const review = at(flow, "reviewing");
  assert.ok(Math.abs(Date.parse(review.statement.read.at) - Date.now()) < 60_000);
  assert.deepEqual(review.trial, { is: "accepted" });
});

test("a time never lies before the pledge's last statement", needsServer, async () => {
  const { stream } = await submitted();
  const slow = new LedgerClient({ base: server, clock: new ServerClock(() => Date.now() - 4 * 60_000) });
  const flow = flowOf(await draftOf({ kind: "pledge.withdrawn", stream, body: { reason: "x" } }), { client: slow });
  await flow.prepare();
  assert.deepEqual(at(flow, "reviewing").trial, { is: "accepted" });
});

test("a proof that does not come is said to be late, and nothing is claimed", needsServer, async () => {
  const slow = new LedgerClient({ base: server });
  slow.receipt = async () => ({ ok: true, value: null });
  const { flow } = await record({ kind: "pledge.submitted", stream: newStream(), body: pledgeBody }, islands!, { client: slow, wait: async () => {} });
  assert.deepEqual(at(flow, "recorded").proof, { is: "late" });
});
