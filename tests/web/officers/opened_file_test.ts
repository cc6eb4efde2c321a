// SPDX-License-Identifier: Apache-2.0
// Files to sign: envelopes, and statements that nobody has signed yet.
import assert from "node:assert/strict";
import { test } from "node:test";
import { envelopeIn } from "../../../server/web/src/cosigning/opened_file";
import { Envelope, isFaults, makeStatement } from "../../../server/web/src/signing";
import { decodeText } from "../../../server/web/src/verify/bytes";

const made = makeStatement({ kind: "party.suspended", stream: "party/firm", prev: "a".repeat(64), signers: ["bdt"], at: "2026-11-21T10:00:00Z", body: { reason: "under inquiry" } }, "example.org/pledges#00");
assert.ok(!isFaults(made));
const bytes = decodeText(made.payload)!;

for (const [what, text] of Object.entries({ statement: `${bytes}\n`, envelope: Envelope.of(made).toJson() })) {
  test(`an ${what === "envelope" ? what : "unsigned statement"} is the same statement again`, () => {
    const envelope = envelopeIn(text);
    assert.ok(!isFaults(envelope), JSON.stringify(envelope));
    assert.deepEqual([envelope.statement.sid, envelope.signatures.length], [made.sid, 0]);
  });
}

test("a statement that is not canonical, or of an unknown kind, is none", () => {
  for (const text of [JSON.stringify(JSON.parse(bytes), null, 2), bytes.replace("party.suspended", "party.painted"), "{}", "no JSON"]) assert.ok(isFaults(envelopeIn(text)), text);
});
