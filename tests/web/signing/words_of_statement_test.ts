// SPDX-License-Identifier: Apache-2.0
// Words: no member of a statement is left out, in any language: each value of each example of each kind is in
// the rows, as it is written or as people of the language write it. And what this program does not know is in
// rows called "Other".
import assert from "node:assert/strict";
import { test } from "node:test";
import { encodeText } from "../../../server/web/src/verify/bytes";
import { canonical, isObject, parseJson, type Json, type JsonObject } from "../../../server/web/src/verify/json";
import { NO_NAMES, type Catalogue } from "../../../server/web/src/signing/catalogue";
import { KINDS, type Kind } from "../../../server/web/src/signing/kinds";
import { plainText, textOfLine } from "../../../server/web/src/signing/pieces";
import { makeStatement, MadeStatement, type Draft } from "../../../server/web/src/signing/statement_maker";
import { isFaults } from "../../../server/web/src/signing/fault";
import { NO_CONTEXT, wordsOfStatement, type Context, type Row, type WordsOfStatement } from "../../../server/web/src/signing/words_of_statement";
import { vectors } from "../verify/vectors";
import { catalogueOf, LANGUAGES, type Language } from "./catalogues";
import { Drawer } from "./drawn";

interface Example {
  readonly kind: string;
  readonly payload: string;
}

// One of each kind with every member of its body, and all that rule set 1 admitted.
function examples(): Example[] {
  const admitted = vectors("rule_set_1").steps.filter((step: any) => step.refused === undefined);
  const kindOf = (payload: string): string => (parseJson(payload) as JsonObject)["kind"] as string;
  return [...vectors("statements").statements, ...admitted.map(({ payload }: any) => ({ kind: kindOf(payload), payload }))];
}

const isDay = (text: string): boolean => /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text);
const isTime = (text: string): boolean => /^[0-9]{4}-[0-9]{2}-[0-9]{2}T/.test(text);
const isDecimal = (text: string): boolean => /^[0-9]+(\.[0-9]+)?$/.test(text);
const isCountry = (text: string): boolean => /^[A-Z]{3}$/.test(text);
// Without what groups digits, and with a point before decimals.
function bareDigits(text: string, language: Language): string {
  const hasComma = language === "fr" || language === "es" || language === "ru";
  const grouping = hasComma ? /(?<=[0-9])[\u00a0\u202f.](?=[0-9]{3})/g : /(?<=[0-9]),(?=[0-9]{3})/g;
  const bare = text.replace(grouping, "");
  return hasComma ? bare.replace(/(?<=[0-9]),(?=[0-9])/g, ".") : bare;
}

function textOf(rows: readonly Row[]): string {
  return rows
    .map(({ term, lines, before = [] }) => `${term}: ${[...before, ...lines].map(textOfLine).join(" ; ")}`)
    .join("\n");
}

const textOfAll = (words: WordsOfStatement): string =>
  [plainText(words.headline), textOf(words.rows), textOf(words.frame)].join("\n");

// How a person of the language would write the value; computed here with other means than the catalogue's.
function isSaid(value: string, text: string, catalogue: Catalogue, language: Language): boolean {
  if (text.includes(value)) return true;
  const locale = language === "en" ? "en-GB" : language;
  if (isDay(value) || isTime(value)) {
    const format = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC", numberingSystem: "latn" });
    const hasDay = text.includes(format.format(new Date(value)));
    return hasDay && (isDay(value) || text.includes(value.slice(11, 19).replace(/^0/, "")));
  }
  if (isDecimal(value)) return bareDigits(text, language).includes(value);
  if (isCountry(value)) return text.includes(catalogue.dictionary[`country.${value}`] ?? "?");
  const named = Object.entries(catalogue.dictionary).filter(([key]) => key.endsWith(`.${value}`));
  return named.some(([key, words]) => /^(sign|type|nature|scope|topic)\./.test(key) && text.includes(words));
}

// The values of a statement, with their pointers.
function* leaves(value: Json, at: string): Generator<[string, Json]> {
  if (Array.isArray(value)) for (const [i, item] of value.entries()) yield* leaves(item, `${at}/${i}`);
  else if (isObject(value)) for (const [name, member] of Object.entries(value)) yield* leaves(member, `${at}/${name}`);
  else yield [at, value];
}

function checkNothingIsLeftOut({ kind, payload }: Example, language: Language): void {
  const catalogue = catalogueOf(language);
  const words = wordsOfStatement(encodeText(payload), catalogue);
  assert.ok(words !== null, `${kind} has no words`);
  const text = textOfAll(words);
  for (const [at, value] of leaves(parseJson(payload)!, "")) {
    const where = `${language}, ${kind}, ${at}: ${String(value)}\n${text}`;
    if (value === null) assert.ok(text.includes(catalogue.text(at === "/prev" ? "sign.value.first_of_stream" : "sign.value.removed")), where);
    else if (typeof value === "boolean") assert.ok(text.includes(catalogue.text(value ? "value.yes" : "value.no")), where);
    else if (typeof value === "number") assert.ok(bareDigits(text, language).includes(String(value)), where);
    else if (typeof value === "string") assert.ok(isSaid(value, text, catalogue, language), where);
  }
  assert.ok(!/sign\.[a-z]/.test(text), `${language}, ${kind}: a key without words:\n${text}`);
  assert.equal(words.rows.some((row) => row.isOther), false, `${kind} has a row "other"`);
}

for (const language of LANGUAGES) {
  test(`nothing of a statement is left out: ${language}`, () => {
    const all = examples();
    assert.equal(new Set(all.map(({ kind }) => kind)).size, Object.keys(KINDS).length);
    for (const example of all) checkNothingIsLeftOut(example, language);
  });
}

test("nothing of what is drawn is left out", () => {
  const drawer = new Drawer(7);
  for (let i = 0; i < 15; ++i) {
    for (const kind of Object.keys(KINDS) as Kind[]) {
      const made = makeStatement(drawer.draft(kind), "example.org/pledges#00");
      assert.ok(!isFaults(made));
      checkNothingIsLeftOut({ kind, payload: new TextDecoder().decode(made.payload) }, LANGUAGES[i % LANGUAGES.length]!);
    }
  }
});

const english = catalogueOf("en");

function wordsOf(kind: Kind, body: JsonObject, context: Context = NO_CONTEXT, catalogue = english): WordsOfStatement {
  const { stream } = KINDS[kind];
  const draft = {
    kind, body, prev: null, signers: ["gha-gov"], at: "2026-11-21T10:00:00Z",
    stream: stream === "governance" ? stream : `${stream}/2026-0017`,
  };
  const made = makeStatement(draft as unknown as Draft, "example.org/pledges#00");
  assert.ok(!isFaults(made), JSON.stringify(made));
  const words = wordsOfStatement(made.payload, catalogue, context);
  assert.ok(words !== null);
  return words;
}

const rowOf = (words: WordsOfStatement, term: string): Row => {
  const row = words.rows.find((each) => each.term === term);
  assert.ok(row, `no row ${term}: ${words.rows.map((each) => each.term).join(", ")}`);
  return row;
};
const said = (row: Row): string[] => row.lines.map(textOfLine);

const pledge: JsonObject = {
  title: "Villages online", type: "financial", focus_area: "access", value: { amount: "7500000", currency: "AUD" },
  scope: "countries", countries: [{ iso3: "FJI", share: "40" }, { iso3: "TON", share: "60" }], start: "2027-02-01", end: "2029-12-31",
  targets: [{ id: "t-1", title: "Schools", unit: "schools", baseline: "0", goal: "120", due: "2029-12-31" }],
  partners: [{ name: "Ministry of Education" }, { party: "ton-gov", share: "20.5" }], public: true,
};

test("a pledge is said as a person would say it", () => {
  const words = wordsOf("pledge.submitted", pledge);
  assert.equal(plainText(words.headline), "gha-gov submits the new pledge Villages online.");
  assert.deepEqual(said(rowOf(words, "Value")), ["AUD\u00a07,500,000 7.5 million"]);
  assert.deepEqual(said(rowOf(words, "Countries")), ["Fiji 40\u00a0%", "Tonga 60\u00a0%"]);
  assert.deepEqual(said(rowOf(words, "Start")), ["1 February 2027"]);
  assert.deepEqual(said(rowOf(words, "Targets")), ["Schools: from 0 to 120 schools, by 31 December 2029 Id: t-1"]);
  assert.deepEqual(said(rowOf(words, "Partners")), [
    "Ministry of Education named only: does not sign",
    "ton-gov 20.5\u00a0% named only: does not sign",
  ]);
  assert.equal(words.act, "Sign and submit the pledge");
});

test("names that are given stand beside their ids", () => {
  const names = { ...NO_NAMES, party: () => "Government of Tonga", item: (lists: readonly string[], id: string) => (lists[0] === "focus-area" && id === "access" ? "Access" : null) };
  const words = wordsOf("pledge.submitted", pledge, NO_CONTEXT, catalogueOf("en", names));
  assert.deepEqual(said(rowOf(words, "Focus area")), ["Access"]);
  assert.equal(said(rowOf(words, "Partners"))[1], "Government of Tonga 20.5\u00a0% ton-gov; named only: does not sign");
});

test("an amendment is said as before and after", () => {
  const changes: JsonObject = { title: "Villages online, all", value: { amount: "9000000" }, end: null };
  const words = wordsOf("pledge.amended", { category: "increase", changes, reason: "more money" }, { before: pledge, references: [] });
  const value = rowOf(words, "Value");
  assert.deepEqual([value.before!.map(textOfLine), said(value)], [["AUD\u00a07,500,000 7.5 million"], ["AUD\u00a09,000,000 9 million"]]);
  const end = rowOf(words, "End");
  assert.deepEqual([end.before!.map(textOfLine), said(end)], [["31 December 2029"], []]);
  assert.equal(words.rows.some((row) => row.term === "Start"), false);
});

test("of an amendment without the old text all that it says is said", () => {
  const changes: JsonObject = { value: { amount: "9000000", estimated: null }, end: null };
  const words = wordsOf("pledge.amended", { category: "increase", changes, reason: "more money" });
  assert.deepEqual(said(rowOf(words, "Value")), ["Amount: 9,000,000; Estimated: removed"]);
  assert.deepEqual(said(rowOf(words, "End")), ["removed"]);
});

test("a revision says what it no longer says", () => {
  const { end: _, ...shorter } = pledge;
  const words = wordsOf("pledge.revised", shorter, { before: { ...pledge, title: "Villages" }, references: [] });
  assert.deepEqual([rowOf(words, "End").before!.map(textOfLine), said(rowOf(words, "End"))], [["31 December 2029"], []]);
  assert.deepEqual([rowOf(words, "Title").before!.map(textOfLine), said(rowOf(words, "Title"))], [["Villages"], ["Villages online"]]);
  assert.equal(rowOf(words, "Start").before, undefined);
});

test("a judgement quotes the text whose sid it names, and no other", () => {
  const made = (title: string): MadeStatement => {
    const statement = makeStatement({ kind: "pledge.submitted", stream: "pledge/2026-0017", prev: null, signers: ["gha-gov"], at: "2026-11-20T10:00:00Z", body: { ...pledge, title } as never }, "x#0");
    assert.ok(!isFaults(statement));
    return statement;
  };
  const [theirs, another] = [made("Villages online"), made("Villages offline")];
  const words = wordsOf("pledge.published", { submission: theirs.sid, number: "P2C-1" }, { before: null, references: [another.payload, theirs.payload] });
  assert.equal(words.quotes.length, 1);
  assert.deepEqual(words.quotes[0]!.rows.find((row) => row.term === "Title")!.lines.map(textOfLine), ["Villages online"]);
  const blind = wordsOf("pledge.published", { submission: theirs.sid }, { before: null, references: [another.payload] });
  assert.deepEqual(blind.quotes, []);
  assert.match(said(rowOf(blind, "Text that is judged"))[0]!, /its text is not shown here/);
});

test("a report names targets by their titles", () => {
  const body = { period: { from: "2026-01-01", to: "2026-06-30" }, stage: "in-progress", actuals: [{ target: "t-1", value: "40" }] };
  const words = wordsOf("report.submitted", body, { before: pledge, references: [] });
  assert.deepEqual(said(rowOf(words, "Reported")), ["Schools: 40"]);
  assert.deepEqual(said(rowOf(words, "Period")), ["1 January 2026 to 30 June 2026"]);
});

test("a corrected report is said as before and after", () => {
  const body = { period: { from: "2026-01-01", to: "2026-06-30" }, stage: "in-progress", actuals: [{ target: "t-1", value: "40" }], next_steps: "More." };
  const first = makeStatement({ kind: "report.submitted", stream: "pledge/2026-0017", prev: "1".repeat(64), signers: ["gha-gov"], at: "2026-07-20T10:00:00Z", body: body as never }, "x#0");
  assert.ok(!isFaults(first));
  const { next_steps: _, ...kept } = body;
  const second = { ...kept, actuals: [{ target: "t-1", value: "38" }], corrects: first.sid };
  const words = wordsOf("report.submitted", second, { before: pledge, references: [first.payload] });
  assert.deepEqual([rowOf(words, "Reported").before!.map(textOfLine), said(rowOf(words, "Reported"))], [["Schools: 40"], ["Schools: 38"]]);
  assert.deepEqual([rowOf(words, "Next steps").before!.map(textOfLine), said(rowOf(words, "Next steps"))], [["More."], []]);
  for (const same of ["Period", "Stage", "Corrects"]) assert.equal(rowOf(words, same).before, undefined, same);
  const blind = wordsOf("report.submitted", second, { before: pledge, references: [] });
  assert.equal(rowOf(blind, "Reported").before, undefined);
});

test("what this program does not know is said as other", () => {
  const { payload } = vectors("statements").statements.find((each: any) => each.kind === "pledge.submitted");
  const strange = parseJson(payload) as JsonObject;
  const body = strange["body"] as JsonObject;
  body["colour"] = { of: ["the", "rainbow"] };
  body["title"] = 7;
  body["countries"] = "everywhere";
  ((body["targets"] as JsonObject[])[0] as JsonObject)["mood"] = "good";
  const words = wordsOfStatement(encodeText(canonical(strange)), english);
  assert.ok(words !== null);
  const text = textOfAll(words);
  for (const part of ['colour: {"of":["the","rainbow"]}', "Title: 7", '"everywhere"', 'mood: "good"']) assert.ok(text.includes(part), `${part}\n${text}`);
  assert.equal(words.rows.filter((row) => row.isOther).length, 1);
});

test("bytes that are no statement have no words", () => {
  assert.equal(wordsOfStatement(encodeText("{}"), english), null);
  assert.equal(wordsOfStatement(encodeText('{"a": 1}'), english), null);
});
