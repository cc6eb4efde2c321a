// SPDX-License-Identifier: Apache-2.0
// What a revocation takes along, as ledger/domain/rules/fold_keys.cc has it; and the filter of the list of parties.
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { test } from "node:test";
import { fallenKeys, type SignedRecord } from "../../../server/web/src/parties/fallen_keys";
import { filtered } from "../../../server/web/src/parties/party_list";
import type { PartyLine } from "../../../server/web/src/parties/parties_api";
import { parsePublicKey } from "../../../server/web/src/verify/ed25519";
import { keyIdOf } from "../../../server/web/src/verify/keys";

interface Made {
  readonly id: string;
  readonly publicKey: string;
}

function newKey(): Made {
  const { x } = generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" });
  const bytes = Buffer.from(x!, "base64url");
  return { id: keyIdOf(parsePublicKey(new Uint8Array(bytes))!), publicKey: bytes.toString("base64") };
}

const [stolen, good, child, grandchild, foreign] = [newKey(), newKey(), newKey(), newKey(), newKey()];
const said = (index: number, key: Made, stream = "pledge/p-1"): SignedRecord => ({ index, keys: [key.id], statement: { kind: "report.submitted", stream, body: {} } });
const adds = (index: number, added: Made, by: readonly Made[], party = "acme", kind = "key.added"): SignedRecord => ({
  index,
  keys: [added.id, ...by.map(({ id }) => id)],
  statement: { kind, stream: `keys/${party}`, body: { public_key: added.publicKey, label: "Key", roles: ["member"] } },
});
const known = new Map([stolen, good].map(({ id }) => [id, "acme"]));
const taken = (since: number, ...records: SignedRecord[]) => fallenKeys(stolen.id, "acme", since, records, known);

test("records before the given one, and of other keys, stay", () => {
  const { records, pledges, ended } = taken(5, said(4, stolen), said(5, stolen), said(6, good), said(7, stolen, "pledge/p-2"), said(8, stolen, "party/acme"));
  assert.deepEqual([records, pledges, ended], [3, 2, []]);
});

test("the keys that it added fall, in turn, and what they signed", () => {
  const { ended, records } = taken(5, adds(5, child, [stolen]), adds(6, grandchild, [child], "acme", "key.replaced"), said(7, grandchild), said(8, good));
  assert.deepEqual([ended, records], [[child.id, grandchild.id], 3]);
});

test("one that it added before stays", () => {
  assert.deepEqual(taken(6, adds(5, child, [stolen]), said(7, child)).ended, []);
});

test("so does one for which another key of the party signed too", () => {
  const { ended, records } = taken(5, adds(5, child, [stolen, good]), said(6, child));
  assert.deepEqual([ended, records], [[], 1]);
});

test("a key of another party is disputed, and does not end", () => {
  const { ended, disputed } = taken(5, adds(5, foreign, [stolen], "other"));
  assert.deepEqual([ended, disputed], [[], [foreign.id]]);
});

test("parties are found by words of name and id, and by role", () => {
  const line = (party: string, name: string, roles: string[], isSuspended = false): PartyLine => ({ party, name, sector: "other", country: null, roles, isSuspended, pledges: 0 });
  const lines = [line("gha-gov", "Government of Ghana", ["member"]), line("firm", "Audit Firm", ["auditor"], true)];
  const found = (words: string, role = "") => filtered(lines, words, role).map(({ party }) => party);
  assert.deepEqual([found("ghana GOV"), found("firm"), found("", "auditor"), found("", "suspended"), found("ghana", "auditor")], [["gha-gov"], ["firm"], ["firm"], ["firm"], []]);
});
