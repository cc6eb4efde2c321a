// SPDX-License-Identifier: Apache-2.0
// Envelopes: the program's bytes; half-signed ones and who is missing; a payload that changes is refused.
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { test } from "node:test";
import { toBase64 } from "../../../server/web/src/verify/bytes";
import type { JsonObject } from "../../../server/web/src/verify/json";
import { Envelope, isComplete, isSignedBy, missingFrom, payloadOf, signedWith, type KeyHolder, type SigningKey } from "../../../server/web/src/signing/envelope";
import { isFaults } from "../../../server/web/src/signing/fault";
import { makeStatement, type Draft, type MadeStatement } from "../../../server/web/src/signing/statement_maker";
import { signingKey } from "./demonstration";

const newKey = (label: string) => signingKey(generateKeyPairSync("ed25519").privateKey, label);

function statement(draft: Partial<Draft> & { kind: Draft["kind"]; body: object }): MadeStatement {
  const stream = draft.kind.startsWith("key.") ? "keys/gha-gov" : draft.kind === "list.published" ? "governance" : "pledge/p-1";
  const whole = { stream, prev: null, signers: ["gha-gov"], at: "2026-11-21T10:00:00Z", ...draft };
  const made = makeStatement(whole as Draft, "example.org/pledges#00");
  assert.ok(!isFaults(made), JSON.stringify(made));
  return made;
}

const withdrawn = statement({ kind: "pledge.withdrawn", body: { reason: "the programme moved" } });

async function signed(envelope: Envelope, key: SigningKey): Promise<Envelope> {
  const result = await signedWith(envelope, key);
  assert.ok(typeof result !== "string", String(result));
  return result;
}

function parsed(text: string): Envelope {
  const envelope = Envelope.parse(text);
  assert.ok(!isFaults(envelope), JSON.stringify(envelope));
  return envelope;
}

const holders = (...entries: [SigningKey, Partial<KeyHolder> & { party: string }][]): Map<string, KeyHolder> =>
  new Map(entries.map(([key, holder]) => [key.id, { isRoot: false, ...holder }]));

test("a signed envelope is read again, with its signatures in order", async () => {
  const [a, b] = [newKey("a"), newKey("b")];
  const envelope = await signed(await signed(Envelope.of(withdrawn), a), b);
  const again = parsed(envelope.toJson());
  assert.deepEqual(again.signatures.map(({ key }) => key), [a.id, b.id].sort());
  assert.equal(again.toJson(), envelope.toJson());
  assert.equal(again.statement.sid, withdrawn.sid);
  for (const key of [a, b]) {
    const signature = again.signatures.find((each) => each.key === key.id)!;
    assert.equal(await isSignedBy(withdrawn, key.publicKey, signature), true);
    assert.equal(await isSignedBy(withdrawn, newKey("c").publicKey, signature), false);
  }
});

test("an envelope without signatures is a file too", () => {
  assert.equal(parsed(Envelope.of(withdrawn).toJson()).signatures.length, 0);
});

test("the address of a signature may be written in the other alphabet of base64", async () => {
  const text = (await signed(Envelope.of(withdrawn), newKey("a"))).toJson();
  const other = text.replaceAll("+", "-").replace("vnd.pledgebook.statement-json", "vnd.pledgebook.statement+json");
  assert.equal(parsed(other).toJson(), text);
});

test("a signature that was made for other bytes, or by another key, is not taken", async () => {
  const [a, b] = [newKey("a"), newKey("b")];
  const borrowed = { ...a, sign: b.sign };
  assert.equal(await signedWith(Envelope.of(withdrawn), borrowed), "wrong_key");
  assert.equal(await signedWith(Envelope.of(withdrawn), { ...a, sign: async () => new Uint8Array(63) }), "not_a_signature");
  assert.equal(await signedWith(Envelope.of(withdrawn), { ...a, sign: () => Promise.reject(new Error("no passphrase")) }), "refused");
  // Without its public key nobody can tell here; the ledger does.
  const { publicKey: _, ...blind } = borrowed;
  assert.notEqual(typeof (await signedWith(Envelope.of(withdrawn), blind)), "string");
});

test("a copy with the same payload adds its signatures; another payload is refused", async () => {
  const [a, b] = [newKey("a"), newKey("b")];
  const mine = await signed(Envelope.of(withdrawn), a);
  const theirs = parsed((await signed(Envelope.of(withdrawn), b)).toJson());
  assert.equal(mine.joined(theirs)!.signatures.length, 2);
  const changed = statement({ kind: "pledge.withdrawn", body: { reason: "the programme moved." } });
  assert.equal(mine.joined(await signed(Envelope.of(changed), b)), null);
});

test("files that are no envelope say what is wrong", async () => {
  const good = (await signed(Envelope.of(withdrawn), newKey("a"))).toJson();
  const code = (text: string): string => {
    const result = Envelope.parse(text);
    return isFaults(result) ? result[0]!.code : "taken";
  };
  assert.equal(code(good), "taken");
  assert.equal(code("hello"), "not_json");
  assert.equal(code("[]"), "wrong_type");
  assert.equal(code(good.replace("vnd.pledgebook", "vnd.other")), "payload_type_unknown");
  assert.equal(code(good.replace('"payload":"', '"payload":"!')), "payload_malformed");
  assert.equal(code(good.replace(/"keyid":"../, '"keyid":"XX')), "keyid_invalid");
  assert.equal(code(good.replace(/"sig":"[^"]{4}/, '"sig":"')), "signature_malformed");
  const value = JSON.parse(good);
  assert.equal(code(JSON.stringify({ ...value, signatures: [...value.signatures, ...value.signatures] })), "signatures_invalid");
  assert.equal(code(JSON.stringify({ ...value, payload: toBase64(new TextEncoder().encode("{}")) })), "wrong_type");
  assert.equal(code(`${good}${" ".repeat(66_000)}`), "envelope_too_large");
  assert.equal(payloadOf(good)!.length, withdrawn.payload.length);
  assert.equal(payloadOf("{}"), null);
});

test("what two parties sign lacks the one that has not", async () => {
  const [a, b] = [newKey("a"), newKey("b")];
  const both = statement({ kind: "pledge.withdrawn", signers: ["gha-gov", "tgo-gov"], body: { reason: "x" } });
  const half = await signed(Envelope.of(both), a);
  const known = holders([a, { party: "gha-gov" }], [b, { party: "tgo-gov" }]);
  assert.deepEqual(missingFrom(half, known), { parties: ["tgo-gov"], newKey: null, rootKeys: 0, others: 0 });
  assert.equal(isComplete(missingFrom(await signed(half, b), known)), true);
  assert.deepEqual(missingFrom(Envelope.of(both), known).parties, ["gha-gov", "tgo-gov"]);
});

test("a key that is added signs too", async () => {
  const [registrar, added] = [newKey("registrar"), newKey("new")];
  const body: JsonObject = { public_key: toBase64(added.publicKey), label: "laptop", roles: ["member"] };
  const adding = statement({ kind: "key.added", signers: ["bdt"], body });
  const half = await signed(Envelope.of(adding), registrar);
  const known = holders([registrar, { party: "bdt" }]);
  assert.equal(missingFrom(half, known).newKey, added.id);
  assert.equal(isComplete(missingFrom(await signed(half, added), known)), true);
});

test("a reversal wants two auditors, of one party or of two", async () => {
  const [a, b] = [newKey("a"), newKey("b")];
  const body = { reason: "new evidence", sid: "0".repeat(64) };
  const one = statement({ kind: "fulfilment.reversed", signers: ["bdt"], body });
  const known = holders([a, { party: "bdt" }], [b, { party: "bdt" }]);
  const half = await signed(Envelope.of(one), a);
  assert.equal(missingFrom(half, known).others, 1);
  assert.equal(isComplete(missingFrom(await signed(half, b), known)), true);
  const two = statement({ kind: "fulfilment.reversed", signers: ["audit-firm", "bdt"], body });
  const missing = missingFrom(await signed(Envelope.of(two), a), known);
  assert.deepEqual([missing.parties, missing.others], [["audit-firm"], 0]);
});

test("a corrected list wants an auditor too, a new one does not", async () => {
  const registrar = newKey("registrar");
  const body = { list: "sdg", effective: "2026-01-01", source: "x", items: [] };
  const known = holders([registrar, { party: "bdt" }]);
  const of = async (more: object) => missingFrom(await signed(Envelope.of(statement({ kind: "list.published", signers: ["bdt"], body: { ...body, ...more } })), registrar), known);
  assert.equal((await of({})).others, 0);
  assert.equal((await of({ corrects: "0".repeat(64) })).others, 1);
});

test("root keys sign as many as the quorum", async () => {
  const [a, b] = [newKey("a"), newKey("b")];
  const rules = statement({ kind: "key.revoked", stream: "governance", signers: ["bdt"], body: { key: "0".repeat(64), reason: "stolen" } });
  const known = holders([a, { party: "bdt", isRoot: true, rootQuorum: 2 }], [b, { party: "bdt", isRoot: true, rootQuorum: 2 }]);
  const half = await signed(Envelope.of(rules), a);
  assert.equal(missingFrom(half, known).rootKeys, 1);
  assert.equal(isComplete(missingFrom(await signed(half, b), known)), true);
});
