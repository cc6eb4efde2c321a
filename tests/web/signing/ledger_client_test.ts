// SPDX-License-Identifier: Apache-2.0
// The client: every way in which a server answers, or does not, is told apart; the clocks are compared.
import assert from "node:assert/strict";
import { test } from "node:test";
import { encodeText } from "../../../server/web/src/verify/bytes";
import { LedgerClient, type Submission, type Trouble } from "../../../server/web/src/signing/ledger_client";
import { OFF_MAX_MS, ServerClock } from "../../../server/web/src/signing/server_clock";

const sid = "5".repeat(64);

function clientOf(answer: () => Response | Promise<Response>, options: object = {}): LedgerClient {
  return new LedgerClient({ fetch: async () => answer(), ...options });
}

const json = (status: number, value: unknown, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(value), { status, headers: { "Content-Type": "application/json", ...headers } });

const problem = (status: number, code: string, more: object = {}, headers: Record<string, string> = {}): Response =>
  json(status, { type: `/problems/${code}`, title: code, status, detail: "in English", code, ...more }, headers);

const submit = (answer: () => Response | Promise<Response>): Promise<Submission> => clientOf(answer).submit("{}", sid);

const recorded = { index: 7, sid, leaf_hash: "a".repeat(64), recorded_at: "2026-11-21T10:00:00.123Z" };

test("recorded, and recorded before", async () => {
  for (const [status, isRepeat] of [[201, false], [200, true]] as const) {
    const answer = await submit(() => json(status, recorded));
    assert.deepEqual(answer, { outcome: "recorded", acknowledgement: { index: 7, sid, leafHash: "a".repeat(64), recordedAt: recorded.recorded_at, isRepeat } });
  }
});

test("an acknowledgement of another statement is none", async () => {
  const answer = await submit(() => json(201, { ...recorded, sid: "6".repeat(64) }));
  assert.equal(answer.outcome, "unknown");
});

test("a stale prev is no refusal", async () => {
  assert.deepEqual(await submit(() => problem(409, "head_moved", { pointer: "/prev", accepted: sid, head: sid })), { outcome: "stale", head: sid });
  assert.deepEqual(await submit(() => problem(409, "head_moved", { pointer: "/prev", head: null })), { outcome: "stale", head: null });
});

test("refusals have their code, place and words", async () => {
  for (const status of [400, 403, 413, 422]) {
    const answer = await submit(() => problem(status, "amount_invalid", { pointer: "/body/value/amount", rule: "invalid amount", accepted: "digits" }));
    assert.deepEqual(answer, { outcome: "refused", status, fault: { code: "amount_invalid", pointer: "/body/value/amount", rule: "invalid amount", accepted: "digits" } });
  }
});

async function troubleOf(answer: () => Response | Promise<Response>, options: object = {}): Promise<Trouble> {
  const result = await clientOf(answer, options).submit("{}", sid);
  assert.equal(result.outcome, "unknown");
  return (result as Submission & { outcome: "unknown" }).trouble;
}

test("what is no answer is told apart, and may be sent again", async () => {
  assert.deepEqual(await troubleOf(() => problem(503, "overloaded", {}, { "Retry-After": "17" })), { kind: "busy", code: "overloaded", detail: "in English", retryAfterS: 17 });
  assert.equal((await troubleOf(() => problem(503, "stopping"))).retryAfterS, 5);
  assert.equal((await troubleOf(() => problem(503, "stopping", {}, { "Retry-After": "999999" }))).retryAfterS, 3600);
  assert.equal((await troubleOf(() => problem(500, "internal"))).kind, "failed");
  assert.equal((await troubleOf(() => new Response("<h1>Log in</h1>", { status: 200 }))).kind, "unreadable");
  assert.equal((await troubleOf(() => new Response("<h1>Bad gateway</h1>", { status: 502 }))).kind, "failed");
  // A proxy's own refusal is not the ledger's.
  assert.equal((await troubleOf(() => new Response("<h1>Forbidden</h1>", { status: 403 }))).kind, "refused");
  assert.equal((await troubleOf(() => Promise.reject(new TypeError("fetch failed")))).kind, "unreachable");
});

test("a server that says nothing is left after the time limit", async () => {
  const client = new LedgerClient({
    timeoutMs: 20,
    fetch: (_, request) => new Promise((_, reject) => request!.signal!.addEventListener("abort", () => reject(new Error("aborted")))),
  });
  const answer = await client.ledger();
  assert.equal(!answer.ok && answer.trouble.kind, "timeout");
});

test("a body that never ends is left too", async () => {
  const endless = (signal: AbortSignal): ReadableStream =>
    new ReadableStream({ start: (controller) => signal.addEventListener("abort", () => controller.error(new Error("aborted"))) });
  const client = new LedgerClient({ timeoutMs: 20, fetch: async (_, request) => new Response(endless(request!.signal!)) });
  const answer = await client.head("pledge/x");
  assert.equal(!answer.ok && answer.trouble.kind, "timeout");
});

test("answers that lack what they must have are unreadable", async () => {
  const client = clientOf(() => json(200, { stream: "pledge/x", count: "many", head: null, last: null }));
  const answer = await client.head("pledge/x");
  assert.equal(!answer.ok && answer.trouble.kind, "unreadable");
});

test("a trial gives every refusal, and asks for each key", async () => {
  let asked = "";
  const client = new LedgerClient({
    base: "http://x",
    fetch: async (address) => {
      asked = String(address);
      return json(200, { accepted: false, refusals: [{ code: "a", pointer: "/p", rule: "r", accepted: "x" }, { code: "b", pointer: "", rule: "", accepted: "" }] });
    },
  });
  const answer = await client.trial(encodeText("{}"), ["k1", "k2"]);
  assert.ok(answer.ok);
  assert.deepEqual(answer.value.map(({ code }) => code), ["a", "b"]);
  assert.equal(asked, "http://x/api/v1/statements/check?key=k1&key=k2");
});

test("a receipt that is not there yet is none", async () => {
  const none = await clientOf(() => problem(404, "not_published", { standing: "durable" })).receipt(3);
  assert.deepEqual(none, { ok: true, value: null });
  const some = await clientOf(() => new Response("c2sp")).receipt(3);
  assert.ok(some.ok && some.value?.length === 4);
});

test("clocks are compared by the Date of answers", async () => {
  const theirs = Date.parse("2026-11-21T10:00:00Z");
  for (const [ours, isOff, ahead] of [
    [theirs, false, 0], [theirs + OFF_MAX_MS - 2000, false, OFF_MAX_MS], [theirs + OFF_MAX_MS + 2000, true, OFF_MAX_MS], [theirs - OFF_MAX_MS - 2000, true, -OFF_MAX_MS],
  ] as const) {
    const clock = new ServerClock(() => ours);
    const client = clientOf(() => json(200, {}, { Date: new Date(theirs).toUTCString() }), { clock });
    await client.ledger();
    assert.equal(clock.isOff, isOff, String(ours - theirs));
    assert.ok(Math.abs(clock.aheadMs! - ahead) < 3000);
    assert.ok(Math.abs(clock.time - (isOff ? theirs : ours)) < 1000);
  }
  const clock = new ServerClock(() => 0);
  await clientOf(() => json(200, {}), { clock }).ledger();
  assert.deepEqual([clock.aheadMs, clock.isOff, clock.time], [null, false, 0]);
});
