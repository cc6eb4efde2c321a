// SPDX-License-Identifier: Apache-2.0
// Several submissions decided together: each is signed as it was shown, or not at all.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Batch, waitingSubmission, type BatchOptions } from "../../../server/web/src/desk/batch";
import type { PledgeRow } from "../../../server/web/src/desk/desk_api";
import type { UsableKey } from "../../../server/web/src/form_page/usable_keys";
import { isFaults, makeStatement, Envelope, type AnyDraft, type MadeStatement, type Recorded } from "../../../server/web/src/signing";
import { rowOf } from "../desk/rows";

const LEDGER = "example.org/pledges#00";
const KEY = "b".repeat(64);

function made(kind: string, id: string, prev: string | null, body: object, at = "2026-11-20T10:00:00Z"): MadeStatement {
  const statement = makeStatement({ kind, stream: `pledge/${id}`, prev, signers: ["member"], at, body } as unknown as AnyDraft, LEDGER);
  assert.ok(!isFaults(statement), JSON.stringify(statement));
  return statement;
}

const BODY = { title: "A pledge", type: "policy", focus_area: "access", scope: "global", start: "2027-01-01", public: true };
const submitted = (id: string): MadeStatement => made("pledge.submitted", id, null, BODY);
const recorded = (statement: MadeStatement, index = 1): Recorded => ({ index, recordedAt: 0, payload: statement.payload, statement: statement.read });

// A ledger with a stream for each pledge. `signed`: what was sent to it.
class Ledger {
  readonly streams = new Map<string, MadeStatement[]>();
  readonly signed: MadeStatement[] = [];
  answers: "recorded" | "refused" | "stale" = "recorded";

  add(id: string, ...statements: MadeStatement[]): PledgeRow {
    this.streams.set(`pledge/${id}`, [...(this.streams.get(`pledge/${id}`) ?? []), ...statements]);
    return rowOf({ id, title: id, state: "SUBMITTED" });
  }

  get options(): BatchOptions {
    const client = {
      clock: { time: Date.parse("2026-11-21T10:00:00Z") },
      stream: async (stream: string) => ({ ok: true, value: this.streams.get(stream)!.map((each) => recorded(each)) }),
      head: async (stream: string) => ({ ok: true, value: { head: this.streams.get(stream)!.at(-1)!.sid } }),
      trial: async () => ({ ok: true, value: [] }),
    };
    const kept = new Map<string, Envelope>();
    const outbox = {
      keep: async (envelope: Envelope) => void kept.set(envelope.statement.sid, envelope),
      send: async (sid: string) => {
        this.signed.push(kept.get(sid)!.statement);
        const fault = { code: "state_not_allowed", pointer: "", rule: "", accepted: "" };
        return { state: this.answers, index: this.signed.length, fault: this.answers === "refused" ? fault : null };
      },
      remove: async () => {},
    };
    const signing = { id: KEY, label: "reviewer", sign: async () => new Uint8Array(64) };
    const key = { id: KEY, name: "reviewer", party: "itu-bdt", partyName: "BDT", roles: ["reviewer"], isRoot: false, signing } as UsableKey;
    const say = ({ id }: PledgeRow) => ({ number: `2026-${id}` });
    return { client, outbox, ledger: LEDGER, key, kind: "pledge.published", say } as unknown as BatchOptions;
  }
}

const standings = (batch: Batch): string[] => batch.rows.map((row) => batch.standing(row).at);

test("each is signed as it was shown, with its own outcome", async () => {
  const ledger = new Ledger();
  const batch = new Batch(ledger.options, [ledger.add("a", submitted("a")), ledger.add("b", submitted("b"))], () => {});
  await batch.prepare();
  const shown = batch.rows.map((row) => batch.standing(row)).map((standing) => (standing.at === "shown" ? standing.statement.sid : ""));
  assert.equal(batch.ready.length, 2);
  await batch.sign();
  assert.deepEqual(standings(batch), ["recorded", "recorded"]);
  assert.deepEqual(ledger.signed.map(({ sid }) => sid), shown);
  assert.deepEqual(ledger.signed.map(({ read }) => read.body["number"]), ["2026-a", "2026-b"]);
});

test("a text that changed meanwhile is left out and shown again, and signed only after another consent", async () => {
  const ledger = new Ledger();
  const rows = ["a", "b", "c"].map((id) => ledger.add(id, submitted(id)));
  const batch = new Batch(ledger.options, rows, () => {});
  await batch.prepare();
  const revised = made("pledge.revised", "b", ledger.streams.get("pledge/b")!.at(-1)!.sid, { ...BODY, title: "Another pledge" });
  ledger.add("b", revised);
  await batch.sign();
  assert.deepEqual(standings(batch), ["recorded", "shown", "recorded"]);
  assert.equal(ledger.signed.length, 2, "nothing of it is signed");
  const again = batch.standing(rows[1]!);
  assert.ok(again.at === "shown" && again.hasChanged);
  assert.equal(again.statement.read.body["submission"], revised.sid, "it judges the new text");
  await batch.sign();
  assert.deepEqual(standings(batch), ["recorded", "recorded", "recorded"]);
});

test("one that another officer decides meanwhile is gone", async () => {
  const ledger = new Ledger();
  const rows = [ledger.add("a", submitted("a"))];
  const batch = new Batch(ledger.options, rows, () => {});
  await batch.prepare();
  const [first] = ledger.streams.get("pledge/a")!;
  ledger.add("a", made("pledge.rejected", "a", first!.sid, { submission: first!.sid, reason: "a joke" }));
  await batch.sign();
  assert.deepEqual([standings(batch), ledger.signed.length], [["gone"], 0]);
});

test("where another statement was faster than the signed one, the text is shown again", async () => {
  const ledger = new Ledger();
  const batch = new Batch(ledger.options, [ledger.add("a", submitted("a"))], () => {});
  await batch.prepare();
  ledger.answers = "stale";
  await batch.sign();
  assert.deepEqual(standings(batch), ["shown"]);
});

test("the ledger's refusal is the outcome of that one alone", async () => {
  const ledger = new Ledger();
  const batch = new Batch(ledger.options, [ledger.add("a", submitted("a"))], () => {});
  await batch.prepare();
  ledger.answers = "refused";
  await batch.sign();
  assert.deepEqual([standings(batch), batch.ready.length], [["refused"], 0]);
});

test("a submission waits until it is decided or withdrawn", () => {
  const first = submitted("a");
  const returned = made("pledge.returned", "a", first.sid, { submission: first.sid, comments: [{ field: "title", comment: "Which?" }] });
  const revised = made("pledge.revised", "a", returned.sid, BODY);
  const waiting = (...statements: MadeStatement[]) => waitingSubmission(statements.map((each) => recorded(each)));
  assert.deepEqual([waiting(first), waiting(first, returned), waiting(first, returned, revised)], [first.sid, null, revised.sid]);
});
