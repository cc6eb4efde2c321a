// SPDX-License-Identifier: Apache-2.0
// The way from a draft to a receipt, with the demonstration: most kinds, by the roles that sign them, alone and
// several together.
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { test } from "node:test";
import { fromBase64, toBase64, toHex, type Bytes } from "../../../server/web/src/verify/bytes";
import { sha256 } from "../../../server/web/src/verify/hash";
import { Envelope } from "../../../server/web/src/signing/envelope";
import { isFaults } from "../../../server/web/src/signing/fault";
import { LedgerClient } from "../../../server/web/src/signing/ledger_client";
import { client, keyOf, needsServer, server, signingKey } from "./demonstration";
import { at, draftOf, flowOf, islands, mark, newStream, pledgeBody, policyOfLog, published, record, submitted, type Given } from "./flows";

test("a pledge from draft to proof", needsServer, async () => {
  const { flow, index } = await record({ kind: "pledge.submitted", stream: newStream(), body: pledgeBody });
  assert.equal(at(flow, "recorded").proof.is, "unproved");
  await flow.trust(await policyOfLog());
  const { proof } = at(flow, "recorded");
  assert.equal(proof.is, "proved");
  assert.ok("verdict" in proof && proof.verdict.record!.index === BigInt(index));
  assert.ok("verdict" in proof && proof.verdict.steps.some((step) => step.check === "signatures" && step.status === "ok"));
});

test("the receipt of another statement proves nothing", needsServer, async () => {
  const other = await submitted();
  const foreign = new LedgerClient({ base: server });
  const { index: wrong } = (await (await fetch(`${server}/api/v1/statements?stream=${other.stream}`)).json()).records[0];
  foreign.receipt = (asked) => client.receipt(asked < 0 ? asked : wrong);
  const { flow } = await record({ kind: "pledge.submitted", stream: newStream(), body: pledgeBody }, islands!, { client: foreign });
  await flow.trust(await policyOfLog());
  assert.equal(at(flow, "recorded").proof.is, "failed");
});

test("what members, officers and others say goes from draft to record", needsServer, async () => {
  const { stream } = await published();
  const id = stream.slice("pledge/".length);
  const sids = new Map<string, string>();
  const say = async (kind: Given["kind"], body: object, key = islands!, more: Partial<Given> = {}): Promise<void> => {
    const { sid } = await record({ kind, stream, body, ...more }, key);
    sids.set(kind, sid);
  };
  const [reviewer, auditor, registrar, ministry] = [keyOf("reviewer"), keyOf("auditor-1"), keyOf("registrar"), keyOf("example-ministry")];
  const officer = { signers: ["bdt"] };
  await say("report.submitted", { period: { from: "2025-02-01", to: "2025-12-31" }, stage: "in-progress", actuals: [{ target: "schools", value: "40" }], disbursed: { amount: "2500000", currency: "AUD" }, narrative: "مدارس" });
  await say("report.reviewed", { report: sids.get("report.submitted")!, finding: "accepted", assurance: "reviewed" }, auditor, officer);
  await say("pledge.amended", { category: "extension", changes: { end: "2030-12-31" }, reason: "more time" });
  await say("pledge.amended", { category: "correction", changes: { value: { amount: "7600000" } }, reason: "a typing error" });
  await say("correction.accepted", { amendment: sids.get("pledge.amended")! }, reviewer, officer);
  await say("pledge.amended", { category: "correction", changes: { value: { amount: "7700000" } }, reason: "another one" });
  await say("correction.declined", { amendment: sids.get("pledge.amended")!, reason: "no evidence" }, reviewer, officer);
  await say("notice.given", { text: "report, please" }, registrar, officer);
  await say("pledge.withdrawn", { reason: "no money" });
  await say("pledge.reinstated", { reason: "money again" });
  await say("message.posted", { text: "how many pupils?", topic: "question" }, ministry, { stream: `discussion/${id}`, signers: ["example-ministry"] });
  await say("attestation.given", { claim: "the masts stand" }, keyOf("example-assurance"), { stream: `attestation/${id}`, signers: ["example-assurance"] });
  await say("attestation.withdrawn", { sid: sids.get("attestation.given")!, reason: "a mistake" }, keyOf("example-assurance"), { stream: `attestation/${id}`, signers: ["example-assurance"] });
  const other = await published();
  await say("match.proposed", { pledge: other.stream.slice(7) });
  await say("match.accepted", { sid: sids.get("match.proposed")! }, islands!, { stream: other.stream });
  await say("report.submitted", { period: { from: "2026-01-01", to: "2026-06-30" }, stage: "completed", actuals: [{ target: "schools", value: "120" }] });
  await say("fulfilment.determined", { result: "fulfilled", achieved: [{ target: "schools", value: "120" }] }, auditor, officer);
  // Two auditors, one after the other.
  const reversal = flowOf(await draftOf({ kind: "fulfilment.reversed", stream, signers: ["bdt"], body: { sid: sids.get("fulfilment.determined")!, reason: "new evidence" } }), { keys: [auditor] });
  await reversal.prepare();
  assert.deepEqual(at(reversal, "reviewing").trial, { is: "accepted" });
  await reversal.sign();
  assert.equal(at(reversal, "half").missing.others, 1);
  const second = flowOf(null as never, { keys: [keyOf("auditor-2")], envelope: at(reversal, "half").envelope });
  await second.prepare();
  await second.sign();
  at(second, "recorded");
  await say("pledge.superseded", { successor: id, reason: "duplicate" }, registrar, { ...officer, stream: other.stream });
  const third = await submitted();
  await say("pledge.returned", { submission: third.sid, comments: [{ field: "value", comment: "which year?" }] }, reviewer, { ...officer, stream: third.stream });
  await say("pledge.revised", { ...pledgeBody, title: "Connect 121 more schools" }, islands!, { stream: third.stream });
  await say("pledge.rejected", { submission: sids.get("pledge.revised")!, reason: "a duplicate" }, reviewer, { ...officer, stream: third.stream });
});

test("the registrar's statements go from draft to record", needsServer, async () => {
  const registrar = keyOf("registrar");
  const say = (kind: Given["kind"], stream: string, body: object) => record({ kind, stream, body, signers: ["bdt"] }, registrar);
  const party = `party/flow-${mark}`;
  const entry = { name: "Ministry of Examples", sector: "government", country: "GHA", itu_membership: "member-state", roles: ["member"] };
  await say("party.registered", party, entry);
  await say("party.updated", party, { ...entry, name: "Ministry of Better Examples" });
  await say("party.suspended", party, { reason: "asked for it" });
  await say("party.resumed", party, { reason: "asked again" });
  await say("objective.set", "governance", { id: `o-${mark}`, title: "Everyone online", unit: "people", baseline: { value: "2900000000", date: "2022-01-01" }, target: { value: "0", date: "2030-12-31" }, source: "ITU" });
  await say("indicator.observed", `indicator/o-${mark}`, { objective: `o-${mark}`, observations: [{ date: "2024-01-01", value: "2600000000" }], source: "ITU" });
  await say("list.published", "governance", { list: `list-${mark}`, effective: "2026-01-01", items: [{ id: "a", title: { en: "A", ar: "أ" }, members: ["GHA"], leads: ["ITU"] }], source: "ITU" });
  await say("rates.published", "governance", { effective: `19${10 + Math.floor(Math.random() * 89)}-0${1 + Math.floor(Math.random() * 9)}-1${Math.floor(Math.random() * 10)}`, base: "USD", rates: { EUR: "0.924", XOF: "606.1" }, source: "UN" });
  const stream = newStream();
  const member = party.slice("party/".length);
  const { sid } = await record({ kind: "pledge.submitted", stream, signers: ["bdt"], body: { ...pledgeBody, on_behalf_of: member, source: "a letter" } }, registrar);
  const key = signingKey(generateKeyPairSync("ed25519").privateKey, "their laptop");
  const added = { public_key: toBase64(key.publicKey), label: "laptop", roles: ["member"] };
  const half = flowOf(await draftOf({ kind: "key.added", stream: `keys/${member}`, signers: ["bdt"], body: added }), { keys: [registrar] });
  await half.prepare();
  assert.deepEqual(at(half, "reviewing").trial, { is: "accepted" });
  await half.sign();
  const { envelope, missing } = at(half, "half");
  assert.equal(missing.newKey, key.id);
  const whole = flowOf(null as never, { keys: [key], envelope });
  await whole.prepare();
  assert.deepEqual(at(whole, "reviewing").trial, { is: "accepted" });
  await whole.sign();
  at(whole, "recorded");
  await record({ kind: "pledge.endorsed", stream, signers: [member], body: { sid } }, key);
  const newer = signingKey(generateKeyPairSync("ed25519").privateKey, "their new laptop");
  const replacing = flowOf(await draftOf({ kind: "key.replaced", stream: `keys/${member}`, signers: [member], body: { public_key: toBase64(newer.publicKey), label: "new laptop" } }), { keys: [key] });
  await replacing.prepare();
  await replacing.sign();
  const last = flowOf(null as never, { keys: [newer], envelope: at(replacing, "half").envelope });
  await last.prepare();
  await last.sign();
  const { index } = at(last, "recorded");
  await record({ kind: "key.revoked", stream: "governance", signers: ["bdt"], body: { key: newer.id, reason: "lost", compromised_since: index } }, registrar);
});

test("two members sign the same bytes", needsServer, async () => {
  const body = { ...pledgeBody, partners: [{ party: "example-university" }] };
  const flow = flowOf(await draftOf({ kind: "pledge.submitted", stream: newStream(), signers: ["example-university", "example-islands"], body }));
  await flow.prepare();
  assert.deepEqual(at(flow, "reviewing").trial, { is: "accepted" }, "tried with a key of each");
  await flow.sign();
  const { envelope, missing } = at(flow, "half");
  assert.deepEqual(missing.parties, ["example-university"]);
  const file = Envelope.parse(envelope.toJson());
  assert.ok(!isFaults(file));
  const second = flowOf(null as never, { keys: [keyOf("example-university")], envelope: file });
  await second.prepare();
  assert.deepEqual(at(second, "reviewing").trial, { is: "accepted" });
  await second.sign();
  at(second, "recorded");
});

test("a list is corrected by a registrar and an auditor", needsServer, async () => {
  const list = { list: `corrected-${mark}`, effective: "2026-01-01", items: [{ id: "a", title: { en: "A" } }], source: "ITU" };
  const { sid } = await record({ kind: "list.published", stream: "governance", signers: ["bdt"], body: list }, keyOf("registrar"));
  const flow = flowOf(await draftOf({ kind: "list.published", stream: "governance", signers: ["bdt"], body: { ...list, corrects: sid } }), { keys: [keyOf("auditor-1")] });
  await flow.prepare();
  assert.deepEqual(at(flow, "reviewing").trial, { is: "accepted" });
  await flow.sign();
  const second = flowOf(null as never, { keys: [keyOf("registrar")], envelope: at(flow, "half").envelope });
  await second.prepare();
  await second.sign();
  at(second, "recorded");
});

test("root keys sign as many as the quorum", needsServer, async () => {
  const key = signingKey(generateKeyPairSync("ed25519").privateKey, "another reviewer");
  const body = { public_key: toBase64(key.publicKey), label: `reviewer ${mark}`, roles: ["reviewer"] };
  const flow = flowOf(await draftOf({ kind: "key.added", stream: "keys/bdt", signers: ["bdt"], body }), { keys: [keyOf("root-1")] });
  await flow.prepare();
  assert.deepEqual(at(flow, "reviewing").trial, { is: "accepted" });
  await flow.sign();
  const half = at(flow, "half");
  assert.deepEqual([half.missing.rootKeys, half.missing.newKey], [1, key.id]);
  const second = flowOf(null as never, { keys: [keyOf("root-2")], envelope: half.envelope });
  await second.prepare();
  await second.sign();
  const third = flowOf(null as never, { keys: [key], envelope: at(second, "half").envelope });
  await third.prepare();
  await third.sign();
  at(third, "recorded");
});

test("a signature that was changed on its way is found before the next one is added", needsServer, async () => {
  const body = { ...pledgeBody, partners: [{ party: "example-university" }] };
  const flow = flowOf(await draftOf({ kind: "pledge.submitted", stream: newStream(), signers: ["example-university", "example-islands"], body }));
  await flow.prepare();
  await flow.sign();
  const { envelope } = at(flow, "half");
  const [{ key, signature }] = envelope.signatures as [(typeof envelope.signatures)[0]];
  const changed = signature.slice() as Bytes;
  changed[0]! ^= 1;
  const second = flowOf(null as never, { keys: [keyOf("example-university")], envelope: envelope.with({ key, signature: changed }) });
  await second.prepare();
  assert.deepEqual(at(second, "faulty").faults.map(({ code }) => code), ["signature_invalid"]);
});

test("a half-signed statement whose stream has moved can't be put on top", needsServer, async () => {
  const { stream } = await published();
  const draft = await draftOf({ kind: "pledge.amended", stream, signers: ["example-islands", "example-university"], body: { category: "scope", changes: { partners: [{ party: "example-university" }] }, reason: "together" } });
  const flow = flowOf(draft);
  await flow.prepare();
  await flow.sign();
  const { envelope } = at(flow, "half");
  await record({ kind: "pledge.withdrawn", stream, body: { reason: "x" } });
  const second = flowOf(null as never, { keys: [keyOf("example-university")], envelope });
  await second.prepare();
  assert.equal(at(second, "moved").canRebase, false);
  await second.rebase();
  at(second, "moved");
});

// The id of a key is the hash of its bytes; the tests' keys are the demonstration's.
test("the demonstration knows the keys", needsServer, async () => {
  const facts = await client.key(islands!.id);
  assert.ok(facts.ok);
  assert.equal(toHex(sha256(islands!.publicKey)), islands!.id);
  assert.deepEqual(facts.value.publicKey, fromBase64(toBase64(islands!.publicKey as Bytes)));
});
