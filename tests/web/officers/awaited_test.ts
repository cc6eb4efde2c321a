// SPDX-License-Identifier: Apache-2.0
// Who must still sign, and which keys of a browser count.
import assert from "node:assert/strict";
import { test } from "node:test";
import { keysThatCount } from "../../../server/web/src/form_page/awaited";
import type { UsableKey } from "../../../server/web/src/form_page/usable_keys";
import { isComplete, isFaults, makeStatement, missingFrom, Envelope, type Draft } from "../../../server/web/src/signing";
import type { KeyFacts } from "../../../server/web/src/signing/ledger_client";
import { changesOfficers } from "../../../server/web/src/signing/root_need";

const BDT = "itu-bdt";
const SIGNATURE = new Uint8Array(64);
const id = (letter: string): string => letter.repeat(64);

interface Holder {
  readonly key: string;
  readonly party?: string;
  readonly roles?: readonly string[];
  readonly isRoot?: boolean;
}

const usable = ({ key, party = BDT, roles = [], isRoot = false }: Holder): UsableKey => ({
  ...{ id: key, name: key, party, partyName: party, roles, isRoot },
  signing: {} as UsableKey["signing"],
});
const facts = ({ key, party = BDT, roles = [], isRoot = false }: Holder): KeyFacts => ({
  ...{ key, publicKey: null, party, label: key, roles, isRoot, isActive: true },
  rootQuorum: isRoot ? 2 : 0,
});

const registrar = { key: id("1"), roles: ["registrar"] };
const auditor = { key: id("2"), roles: ["auditor"] };
const otherAuditor = { key: id("3"), roles: ["auditor"] };
const root = { key: id("4"), isRoot: true };
const otherRoot = { key: id("5"), isRoot: true };
const ghana = { key: id("6"), party: "gha-gov", roles: ["member"] };
const unknown = { key: id("7"), party: BDT };

function envelopeOf(draft: Partial<Draft> & { kind: Draft["kind"]; body: object }, signed: readonly Holder[]): Envelope {
  const whole = { stream: "governance", prev: null, signers: [BDT], at: "2026-11-21T10:00:00Z", ...draft };
  const made = makeStatement(whole as Draft, "example.org/pledges#00");
  assert.ok(!isFaults(made), JSON.stringify(made));
  return signed.reduce((all, { key }) => all.with({ key, signature: SIGNATURE }), Envelope.of(made));
}

const sid = id("a");
const reversal = { kind: "fulfilment.reversed", stream: "pledge/p-1", prev: sid, body: { reason: "counted twice", sid } } as const;
const correction = { kind: "rates.published", body: { effective: "2026-11-01", base: "USD", rates: { EUR: "0.92" }, source: "UN", corrects: sid } } as const;
const officers = { kind: "party.updated", stream: "party/firm", prev: sid, body: { name: "Firm", sector: "other", roles: ["auditor"] } } as const;
const shared = { kind: "pledge.withdrawn", stream: "pledge/p-1", prev: sid, signers: [BDT, "gha-gov"], body: { reason: "moved" } } as const;

const cases = [
  { what: "a reversal waits for another auditor", draft: reversal, signed: [auditor], counts: [otherAuditor] },
  { what: "a corrected table that a registrar has signed waits for an auditor", draft: correction, signed: [registrar], counts: [auditor, otherAuditor] },
  { what: "and one that an auditor has signed for a registrar", draft: correction, signed: [auditor], counts: [registrar] },
  { what: "an officer's role waits for the root keys", draft: officers, signed: [registrar], quorum: 2, counts: [root, otherRoot] },
  { what: "and for a registrar where root keys came first", draft: officers, signed: [root], quorum: 2, counts: [registrar, otherRoot] },
  { what: "an organisation that has not signed is waited for", draft: shared, signed: [registrar], counts: [ghana] },
] as const;

for (const { what, draft, signed, counts, ...more } of cases) {
  test(what, () => {
    const envelope = envelopeOf(draft as Parameters<typeof envelopeOf>[0], signed);
    const holders = new Map(signed.map((each) => [each.key, facts(each)]));
    const missing = missingFrom(envelope, holders, "quorum" in more ? more.quorum : 0);
    assert.equal(isComplete(missing), false);
    const all = [registrar, auditor, otherAuditor, root, otherRoot, ghana, unknown].map(usable);
    assert.deepEqual(keysThatCount(envelope, { missing, holders }, all).map((key) => key.id), counts.map(({ key }) => key));
  });
}

test("nobody is missing once the quorum and a registrar have signed", () => {
  const signed = [registrar, root, otherRoot];
  const holders = new Map(signed.map((each) => [each.key, facts(each)]));
  assert.ok(isComplete(missingFrom(envelopeOf(officers, signed), holders, 2)));
});

test("only officers' roles that come or go take the root keys", () => {
  assert.equal(changesOfficers(["member"], ["member", "verifier"]), false);
  assert.equal(changesOfficers(["auditor"], ["auditor", "member"]), false);
  assert.equal(changesOfficers(["member"], ["member", "auditor"]), true);
  assert.equal(changesOfficers(["reviewer"], ["member"]), true);
});
