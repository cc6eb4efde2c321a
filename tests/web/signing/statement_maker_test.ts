// SPDX-License-Identifier: Apache-2.0
// What the maker writes: the bytes and sids of the vectors for each kind, read again by src/verify; and bad
// values, which can't be made into a statement.
import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeText, encodeText } from "../../../server/web/src/verify/bytes";
import { isObject, parseJson, type JsonObject } from "../../../server/web/src/verify/json";
import { parseStatement } from "../../../server/web/src/verify/statement";
import { isFaults, type Fault } from "../../../server/web/src/signing/fault";
import { KINDS, type Kind } from "../../../server/web/src/signing/kinds";
import { anchorOf, makeStatement, MadeStatement, type Draft } from "../../../server/web/src/signing/statement_maker";
import { vectors } from "../verify/vectors";
import { Drawer } from "./drawn";

const kinds = Object.keys(KINDS) as Kind[];

function made(draft: Draft, ledger: string): MadeStatement {
  const statement = makeStatement(draft, ledger);
  assert.ok(!isFaults(statement), JSON.stringify(statement));
  return statement;
}

function faultsOf(draft: Draft): readonly Fault[] {
  const faults = makeStatement(draft, "example.org/pledges#00");
  assert.ok(isFaults(faults), "a statement was made");
  return faults;
}

function draftOf(payload: string): { draft: Draft; ledger: string } {
  const value = parseJson(payload);
  assert.ok(isObject(value));
  const { ledger, ...draft } = value;
  return { draft: draft as unknown as Draft, ledger: ledger as string };
}

test("each kind of the vectors is made again, byte for byte", () => {
  const { statements } = vectors("statements");
  assert.deepEqual(statements.map((each: any) => each.kind).sort(), [...kinds].sort());
  for (const { payload, sid, kind } of statements) {
    const { draft, ledger } = draftOf(payload);
    const statement = made(draft, ledger);
    assert.equal(decodeText(statement.payload), payload, kind);
    assert.equal(statement.sid, sid, kind);
  }
});

test("what rule set 1 admitted is made again, byte for byte", () => {
  const admitted = vectors("rule_set_1").steps.filter((step: any) => step.refused === undefined);
  assert.ok(admitted.length > 80, String(admitted.length));
  for (const { payload } of admitted) {
    const { draft, ledger } = draftOf(payload);
    // Some of them have empty lists, which the program never writes.
    if (!payload.includes("[]")) assert.equal(decodeText(made(draft, ledger).payload), payload);
    const read = MadeStatement.from(encodeText(payload));
    assert.ok(!isFaults(read), JSON.stringify(read));
  }
});

test("src/verify reads what is drawn, and it says the same", () => {
  const drawer = new Drawer(1);
  for (let i = 0; i < 40; ++i) {
    for (const kind of kinds) {
      const draft = drawer.draft(kind);
      const statement = made(draft, "example.org/pledges#00");
      const read = parseStatement(statement.payload);
      assert.ok(typeof read !== "string", String(read));
      assert.deepEqual(read.signers, [...draft.signers].sort());
      assert.deepEqual(
        [read.kind, read.stream, read.prev, read.at, read.sid],
        [kind, draft.stream, draft.prev, draft.at, statement.sid],
      );
      assert.deepEqual(read.body, draft.body);
    }
  }
});

test("an anchor is kept", () => {
  const anchor = { root: "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", size: 12 };
  const statement = made({ ...new Drawer(2).draft("notice.given"), anchor }, "x#0");
  assert.deepEqual(anchorOf(statement), anchor);
});

test("what is undefined or an empty list is absent", () => {
  const body = { list: "sdg", effective: "2026-01-01", source: "x", corrects: undefined, items: [{ id: "a", title: { en: "A" }, leads: [] }] };
  const draft = { ...new Drawer(3).draft("list.published"), body };
  assert.match(decodeText(made(draft, "x#0").payload)!, /"items":\[\{"id":"a","title":\{"en":"A"\}\}\],"list"/);
});

const pledge: Draft<"pledge.submitted"> = {
  kind: "pledge.submitted",
  stream: "pledge/2026-0017",
  prev: null,
  signers: ["gha-gov"],
  at: "2026-11-21T10:00:00Z",
  body: {
    title: "Villages online",
    type: "financial",
    focus_area: "access",
    value: { amount: "12500000", currency: "USD" },
    scope: "countries",
    countries: [{ iso3: "GHA", share: "100" }],
    start: "2026-01-01",
    targets: [{ id: "t", title: "Villages", unit: "villages", baseline: "0", goal: "10", due: "2027-12-31" }],
    public: true,
  },
};

// Each is one change of the pledge above, and what is said of it.
const bad: [string, (body: JsonObject) => void, string, string][] = [
  ["an amount of words", (b) => ((b["value"] as JsonObject)["amount"] = "12.5m"), "amount_invalid", "/body/value/amount"],
  ["a number as an amount", (b) => ((b["value"] as JsonObject)["amount"] = 12500000), "wrong_type", "/body/value/amount"],
  ["an amount with a comma", (b) => ((b["value"] as JsonObject)["amount"] = "12,500,000"), "amount_invalid", "/body/value/amount"],
  ["a negative amount", (b) => ((b["value"] as JsonObject)["amount"] = "-1"), "amount_invalid", "/body/value/amount"],
  ["a leading zero", (b) => ((b["value"] as JsonObject)["amount"] = "012"), "amount_invalid", "/body/value/amount"],
  ["a small currency", (b) => ((b["value"] as JsonObject)["currency"] = "usd"), "currency_invalid", "/body/value/currency"],
  ["no title", (b) => delete b["title"], "member_missing", "/body/title"],
  ["a blank title", (b) => (b["title"] = " \u00a0\u200d"), "text_empty", "/body/title"],
  ["a title of two lines", (b) => (b["title"] = "a\nb"), "text_invalid", "/body/title"],
  ["an override of direction", (b) => (b["description"] = "a\u202eb"), "text_invalid", "/body/description"],
  ["an isolate that stays open", (b) => (b["description"] = "a\u2066b\nc\u2069"), "text_invalid", "/body/description"],
  ["a lone surrogate", (b) => (b["description"] = "a\ud800"), "text_invalid", "/body/description"],
  ["nine marks in a row", (b) => (b["title"] = `a${"\u0301".repeat(9)}`), "text_invalid", "/body/title"],
  ["a long title", (b) => (b["title"] = "x".repeat(601)), "too_long", "/body/title"],
  ["an unknown type", (b) => (b["type"] = "gift"), "not_one_of", "/body/type"],
  ["an id with capitals", (b) => (b["focus_area"] = "Access"), "id_invalid", "/body/focus_area"],
  ["the 30th of February", (b) => (b["start"] = "2026-02-30"), "date_invalid", "/body/start"],
  ["a day of year 0", (b) => (b["start"] = "0000-01-01"), "date_invalid", "/body/start"],
  ["a share above 100", (b) => (b["countries"] = [{ iso3: "GHA", share: "100.000001" }]), "share_invalid", "/body/countries/0/share"],
  ["a country of two letters", (b) => (b["countries"] = [{ iso3: "GH" }]), "country_invalid", "/body/countries/0/iso3"],
  ["a target without a goal", (b) => delete ((b["targets"] as JsonObject[])[0] as JsonObject)["goal"], "member_missing", "/body/targets/0/goal"],
  ["201 countries", (b) => (b["countries"] = Array.from({ length: 201 }, () => ({ iso3: "GHA" }))), "too_many_items", "/body/countries"],
  ["a field that no pledge has", (b) => (b["tags/~"] = "x"), "member_unknown", "/body/tags~1~0"],
  ["half a person", (b) => (b["beneficiaries"] = [{ group: "youth", count: 0.5 }]), "number_invalid", "/body/beneficiaries/0/count"],
  ["less than nobody", (b) => (b["beneficiaries"] = [{ group: "youth", count: -1 }]), "number_out_of_range", "/body/beneficiaries/0/count"],
  ["a word for yes", (b) => (b["public"] = "yes"), "wrong_type", "/body/public"],
];

for (const [name, spoil, code, pointer] of bad) {
  test(`${name} can't be made`, () => {
    const body = structuredClone(pledge.body) as unknown as JsonObject;
    spoil(body);
    const faults = faultsOf({ ...pledge, body: body as unknown as Draft<"pledge.submitted">["body"] });
    assert.deepEqual(faults.map((fault) => [fault.code, fault.pointer]), [[code, pointer]]);
  });
}

test("all faults are said at once", () => {
  const body = { ...pledge.body, title: "", start: "soon", value: { amount: "x", currency: "US" } };
  const faults = faultsOf({ ...pledge, stream: "party/x", at: "yesterday", signers: [], body });
  const pointers = faults.map((fault) => fault.pointer);
  assert.deepEqual(pointers.sort(), ["/at", "/body/start", "/body/title", "/body/value/amount", "/body/value/currency", "/signers", "/stream"]);
});

test("the frame is checked", () => {
  const code = (draft: Partial<Draft<"pledge.submitted">>): string => faultsOf({ ...pledge, ...draft })[0]!.code;
  assert.equal(code({ at: "2026-02-30T00:00:00Z" }), "time_invalid");
  assert.equal(code({ at: "2026-02-28T23:59:60Z" }), "time_invalid");
  assert.equal(code({ at: "1989-12-31T23:59:59Z" }), "at_too_early");
  assert.equal(code({ prev: "" }), "digest_invalid");
  assert.equal(code({ signers: ["Gha"] }), "id_invalid");
  assert.equal(code({ signers: Array.from({ length: 17 }, (_, i) => `p-${i}`) }), "signers_invalid");
  assert.equal(code({ stream: "pledge/" }), "stream_wrong");
  assert.equal(code({ stream: "governance" }), "stream_wrong");
});

test("a statement that is too large can't be made", () => {
  const long = "é".repeat(8000);
  const targets = Array.from({ length: 30 }, (_, i) => ({ id: `t-${i}`, title: "é".repeat(600), unit: "x", baseline: "0", goal: "1", due: "2027-01-01" }));
  assert.equal(faultsOf({ ...pledge, body: { ...pledge.body, description: long, targets } })[0]!.code, "statement_too_large");
});

test("bytes of others are taken only if all of them is understood", () => {
  const { payload } = vectors("statements").statements.find((each: any) => each.kind === "notice.given");
  const codes = (text: string): string[] => {
    const read = MadeStatement.from(encodeText(text));
    return isFaults(read) ? read.map((fault) => fault.code) : [];
  };
  assert.deepEqual(codes(payload), []);
  assert.deepEqual(codes(` ${payload}`), ["not_canonical"]);
  assert.deepEqual(codes(payload.replace('"text":', '"more":1,"text":')), ["member_unknown"]);
  assert.deepEqual(codes(payload.replace("notice.given", "notice.givem")), ["kind_unknown"]);
  assert.deepEqual(codes(payload.replace('"v":1', '"v":2')), ["kind_unknown"]);
});
