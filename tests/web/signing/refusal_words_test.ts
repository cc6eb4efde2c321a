// SPDX-License-Identifier: Apache-2.0
// Refusals: the catalogue has words for codes that the ledger has, in each language; the rest is the ledger's
// English.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { faultAt } from "../../../server/web/src/signing/fault";
import { refusalWords } from "../../../server/web/src/signing/refusal_words";
import { catalogueOf, dictionaryOf, LANGUAGES } from "./catalogues";
import { root } from "./demonstration";

const source = readFileSync(join(root, "ledger/domain/rules/refusal_codes.cc"), "utf8");
const codes = [...source.matchAll(/^ {4}\{"([a-z0-9_]+)",/gm)].map(([, code]) => code!);

// What no form can cause: the ledger's beginning, its own keys, bytes that are no statement.
const WITHOUT_WORDS = `envelope_too_large payload_type_unknown payload_malformed signatures_invalid keyid_invalid signature_malformed not_json
  not_canonical duplicate_key too_deep stream_invalid root_invalid version_unknown origin_invalid ledger_exists ledger_not_begun rules_unknown
  rules_not_greater profile_unknown log_key_wrong root_keys_wrong root_quorum_wrong policy_invalid`.split(/\s+/);

// What only forms find: the ledger allows a revision that says the same again.
const OF_FORMS = ["nothing_changed", "lines_refused", "items_missing", "list_known", "objective_known", "not_counted"];

test("the catalogue has words for every code that a form can meet, and for no other", () => {
  assert.ok(codes.length > 150, String(codes.length));
  const words = Object.keys(dictionaryOf("en")).filter((key) => key.startsWith("sign.refusal.")).map((key) => key.slice("sign.refusal.".length));
  assert.deepEqual(words.sort(), [...codes.filter((code) => !WITHOUT_WORDS.includes(code)), ...OF_FORMS].sort());
});

test("what is found here is said with its values, in each language", () => {
  for (const language of LANGUAGES) {
    const catalogue = catalogueOf(language);
    const { text, detail } = refusalWords(faultAt("too_long", "/body/title", { characters: 612, max: 600 }), catalogue);
    assert.match(text!, /612.*600/s, language);
    assert.equal(detail, null);
    const character = refusalWords(faultAt("text_invalid", "/body/title", { character: "U+202E", place: 4 }), catalogue);
    assert.match(character.text!, /U\+202E/, language);
    assert.match(character.text!, /4/, language);
  }
});

test("what the ledger adds stands beside our words; where they say all, it does not", () => {
  const catalogue = catalogueOf("fr");
  const late = { code: "period_in_future", pointer: "/body/period/to", rule: "the period ends on 2027-01-01", accepted: "2026-11-30 or earlier" };
  assert.match(refusalWords(late, catalogue).text!, /La période/);
  assert.deepEqual(refusalWords(late, catalogue).detail, { rule: late.rule, accepted: late.accepted });
  assert.equal(refusalWords({ code: "value_missing", pointer: "", rule: "x", accepted: "y" }, catalogue).detail, null);
});

test("a code without words is said in the ledger's", () => {
  const words = refusalWords({ code: "profile_unknown", pointer: "", rule: "unknown profile", accepted: "p2c" }, catalogueOf("ar"));
  assert.deepEqual(words, { text: null, detail: { rule: "unknown profile", accepted: "p2c" } });
  assert.equal(refusalWords(faultAt("from_the_future", ""), catalogueOf("ar")).text, "from_the_future");
});
