// SPDX-License-Identifier: Apache-2.0
// A batch with a played ledger: what is tried, what is left out, and that nothing signed is lost.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Batch, type ItemState } from "../../../server/web/src/importing/batch";
import { mappingFrom } from "../../../server/web/src/importing/understood";
import type { FlowDraft, LedgerClient } from "../../../server/web/src/signing";
import { Outbox } from "../../../server/web/src/signing/outbox";
import type { Recorded, Submission } from "../../../server/web/src/signing/ledger_client";
import type { SigningKey } from "../../../server/web/src/signing/envelope";
import { faultAt } from "../../../server/web/src/signing/fault";
import { MadeStatement, makeStatement, type AnyDraft } from "../../../server/web/src/signing/statement_maker";
import { MemoryStore } from "../signing/flows";

const LEDGER = "example.org/pledges#00";
const AT = "2026-11-21T10:00:00Z";

const body = (title: string) => ({ title, type: "programme", focus_area: "access", scope: "global", start: "2026-01-01", public: true }) as const;
const draftOf = (id: string, title = "A cable"): FlowDraft => ({ kind: "pledge.submitted", stream: `pledge/${id}`, prev: null, signers: ["bdt"], at: AT, body: body(title) }) as FlowDraft;

const key: SigningKey = { id: "1".repeat(64), label: "registrar", sign: async () => new Uint8Array(64) };

const madeOf = (draft: FlowDraft): MadeStatement => makeStatement(draft as AnyDraft, LEDGER) as MadeStatement;

interface Played {
  readonly refuses?: ReadonlyMap<string, string>; // a code, by stream
  readonly has?: readonly FlowDraft[]; // what is recorded
  readonly isSilent?: boolean;
  readonly submit?: (sid: string) => Submission;
}

// A ledger that answers as it is told.
function played({ refuses = new Map(), has = [], isSilent = false, submit }: Played): { client: LedgerClient; sent: string[] } {
  const sent: string[] = [];
  const silent = { ok: false, trouble: { kind: "unreachable", code: "", detail: "", retryAfterS: 0 } } as const;
  const client = {
    clock: { time: Date.parse(AT) },
    async trial(payload: Uint8Array) {
      if (isSilent) return silent;
      const code = refuses.get((MadeStatement.from(payload.slice()) as MadeStatement).read.stream);
      return { ok: true, value: code === undefined ? [] : [faultAt(code, "/body")] };
    },
    async stream(stream: string) {
      const found = has.filter((draft) => draft.stream === stream).map((draft) => {
        const made = madeOf(draft);
        return { index: 7, recordedAt: 0, payload: made.payload, statement: { ...made.read, sid: made.sid } } as unknown as Recorded;
      });
      return { ok: true, value: found };
    },
    async submit(_: string, sid: string) {
      sent.push(sid);
      return submit?.(sid) ?? { outcome: "recorded", acknowledgement: { index: 40 + sent.length, sid, leafHash: "", recordedAt: AT, isRepeat: false } };
    },
  };
  return { client: client as unknown as LedgerClient, sent };
}

function batchOf(drafts: readonly FlowDraft[], ledger: Played, signing = key) {
  const { client, sent } = played(ledger);
  const store = new MemoryStore();
  const batch = new Batch({ client, outbox: new Outbox(store, client), ledger: LEDGER, key: signing, drafts, page: "/en/desk/import" });
  const states = (): ItemState["is"][] => batch.items.map(({ state }) => state.is);
  return { batch, store, sent, states };
}

test("what the ledger would accept is signed and recorded, the rest is left out", async () => {
  const drafts = [draftOf("a"), draftOf("b"), draftOf("c", "")];
  const { batch, store, sent, states } = batchOf(drafts, { refuses: new Map([["pledge/b", "focus_area_unknown"]]) });
  assert.deepEqual(states(), ["asked", "asked", "refused"], "an empty title is found before anybody is asked");
  await batch.tryAll();
  assert.deepEqual(states(), ["accepted", "refused", "refused"]);
  assert.equal(batch.settled, 3);
  assert.equal(await batch.sign(), "done");
  assert.deepEqual(states(), ["recorded", "refused", "refused"]);
  assert.deepEqual([sent.length, store.entries.size], [1, 0]);
});

test("what is in the ledger with the same words is no fault; with other words it is", async () => {
  const drafts = [draftOf("same"), draftOf("other", "A new title")];
  const refuses = new Map([["pledge/same", "pledge_exists"], ["pledge/other", "pledge_exists"]]);
  const before = { ...draftOf("same"), at: "2026-01-01T00:00:00Z" } as FlowDraft;
  const { batch, states } = batchOf(drafts, { refuses, has: [before, draftOf("other", "An old title")] });
  await batch.tryAll();
  assert.deepEqual(states(), ["there", "refused"]);
});

test("nothing is signed that the ledger has not tried", async () => {
  const { batch, sent, states } = batchOf([draftOf("a")], { isSilent: true });
  await batch.tryAll();
  assert.deepEqual(states(), ["unknown"]);
  assert.equal(await batch.sign(), "done");
  assert.deepEqual([states(), sent], [["unknown"], []]);
});

test("what was signed and has no answer is kept", async () => {
  const trouble = { kind: "unreachable", code: "", detail: "", retryAfterS: 0 } as const;
  const { batch, store, states } = batchOf([draftOf("a"), draftOf("b")], { submit: () => ({ outcome: "unknown", trouble }) });
  await batch.tryAll();
  assert.equal(await batch.sign(), "done");
  assert.deepEqual(states(), ["waiting", "waiting"]);
  assert.deepEqual([...store.entries.values()].map(({ state }) => state), ["waiting", "waiting"]);
});

test("a key that does not sign ends it, and nothing was sent", async () => {
  const refusing = { ...key, sign: () => Promise.reject(new Error("locked")) };
  const { batch, sent, states } = batchOf([draftOf("a"), draftOf("b")], {}, refusing);
  await batch.tryAll();
  assert.equal(await batch.sign(), "not_signed");
  assert.deepEqual([states(), sent], [["accepted", "accepted"], []]);
});

test("a refusal after signing stands with its item, and is not sent again", async () => {
  const { batch, store, states } = batchOf([draftOf("a")], { submit: () => ({ outcome: "refused", status: 422, fault: faultAt("head_moved", "") }) });
  await batch.tryAll();
  await batch.sign();
  assert.deepEqual([states(), store.entries.size], [["refused"], 0]);
});

test("a mapping is read from its file, and never publishes", () => {
  assert.equal(mappingFrom("[1]"), null);
  assert.equal(mappingFrom("{"), null);
  assert.equal(mappingFrom('{"columns":{}}'), null);
  const mapping = mappingFrom('{"columns":{"Title":"title"},"values":{},"defaults":{},"publish":true}');
  assert.equal(mapping?.["publish"], false);
});
