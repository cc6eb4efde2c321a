// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { attestationsOf, leftOf } from "../../../server/web/src/talking/attestations";
import { draftIn, EMPTY, isEmpty } from "../../../server/web/src/talking/kept_draft";
import { recorded } from "./recorded";

const file = { sha256: "ab".repeat(32), size: 7, type: "image/png", name: "a site" };

test("an attestation that is withdrawn says why; the others stand", () => {
  const given = attestationsOf([
    recorded(3, "attestation.given", { claim: "We saw it.", evidence: [file] }),
    recorded(4, "attestation.given", { claim: "All of it." }),
    recorded(5, "attestation.withdrawn", { sid: "s3", reason: "It was another site." }),
  ]);
  assert.deepEqual(
    given.map(({ index, claim, withdrawn }) => [index, claim, withdrawn?.reason ?? null]),
    [
      [3, "We saw it.", "It was another site."],
      [4, "All of it.", null],
    ],
  );
  assert.deepEqual(given[0]!.evidence, [file]);
});

test("what a party may still say is counted by the year of the ledger's clock", () => {
  const now = Date.parse("2026-01-01T00:00:01Z");
  const said = [
    { by: "ken-gov", recordedAt: Date.parse("2025-12-31T23:59:59Z") },
    { by: "ken-gov", recordedAt: Date.parse("2026-01-01T00:00:00Z") },
    { by: "gha-gov", recordedAt: Date.parse("2026-01-01T00:00:00Z") },
  ];
  assert.equal(leftOf(said, "ken-gov", 20, now), 19);
  assert.equal(leftOf(said, "ken-gov", 1, now), 0);
  assert.equal(leftOf(said, "mli-gov", 20, now), 20);
  assert.equal(leftOf([...said, ...said, ...said], "ken-gov", 2, now), 0, "never below zero");
});

test("a draft is read again as it was; what is no draft is an empty one", () => {
  const draft = { text: "We saw it.", topic: "answer", reply: "s1", evidence: [file] };
  assert.deepEqual(draftIn(JSON.stringify({ type: "pledgebook.talk-draft", ...draft })), draft);
  for (const text of ["", "null", "{", "[]", "7", JSON.stringify({ type: "other", ...draft })]) assert.deepEqual(draftIn(text), EMPTY, text);
  assert.deepEqual(draftIn(JSON.stringify({ type: "pledgebook.talk-draft", text: 7, evidence: [{ ...file, sha256: "x" }, null] })), EMPTY);
  assert.equal(isEmpty({ ...EMPTY, topic: "offer" }), true, "a topic alone is not worth keeping");
});
