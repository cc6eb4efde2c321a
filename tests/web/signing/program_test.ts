// SPDX-License-Identifier: Apache-2.0
// The maker against the program: the schemas that it publishes, the bytes that it makes of the same statement,
// all records of the demonstration, and what it says of good and bad statements that nobody has signed.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { decodeText, encodeText, fromBase64 } from "../../../server/web/src/verify/bytes";
import { canonical, isObject, parseJson, type Json, type JsonObject } from "../../../server/web/src/verify/json";
import { faultsOfBody } from "../../../server/web/src/signing/body_check";
import { Envelope } from "../../../server/web/src/signing/envelope";
import { isFaults, type Fault } from "../../../server/web/src/signing/fault";
import { inner, mayBeAbsent, type Field } from "../../../server/web/src/signing/field";
import { fieldsOf, KINDS, type Kind } from "../../../server/web/src/signing/kinds";
import { makeStatement, MadeStatement, type Draft } from "../../../server/web/src/signing/statement_maker";
import { vectors } from "../verify/vectors";
import { client, keyNames, keyPath, needsServer, program, server } from "./demonstration";
import { Drawer } from "./drawn";

const kinds = Object.keys(KINDS) as Kind[];

// What the program publishes for a field, as far as it is a matter of grammar.
function schemaOf(field: Field): JsonObject {
  switch (field.is) {
    case "optional":
      return schemaOf(field.field);
    case "text":
      return { type: "string", maxLength: field.max };
    case "choice":
      return { type: "string", enum: [...field.values] };
    case "flag":
      return { type: "boolean" };
    case "count":
      return { type: "integer" };
    case "list":
      return { type: "array", items: schemaOf(field.item), maxItems: 200 };
    case "object": {
      const names = Object.keys(field.fields);
      const required = names.filter((name) => !mayBeAbsent(field.fields[name]!));
      const properties = Object.fromEntries(names.map((name) => [name, schemaOf(field.fields[name]!)]));
      return { type: "object", properties, ...(required.length > 0 ? { required: required.sort() } : {}) };
    }
    case "titles":
    case "rates":
    case "patch":
      return { type: "object" };
    default:
      return { type: "string" };
  }
}

// The published schema without what only describes.
function plainSchema(schema: JsonObject, field: Field): JsonObject {
  const plain = inner(field);
  const kept: JsonObject = { type: schema["type"]! };
  if (plain.is === "text") kept["maxLength"] = schema["maxLength"] ?? 0;
  if (plain.is === "choice") kept["enum"] = schema["enum"] ?? [];
  if (plain.is === "list") Object.assign(kept, { maxItems: schema["maxItems"] ?? 0, items: plainSchema(schema["items"] as JsonObject, plain.item) });
  if (plain.is !== "object") return kept;
  const properties = (schema["properties"] ?? {}) as Record<string, JsonObject>;
  kept["properties"] = Object.fromEntries(
    Object.entries(properties).map(([name, each]) => [name, Object.hasOwn(plain.fields, name) ? plainSchema(each, plain.fields[name]!) : each]),
  );
  if (Array.isArray(schema["required"])) kept["required"] = [...(schema["required"] as string[])].sort();
  return kept;
}

test("the kinds and their fields are those that the program publishes", needsServer, async () => {
  const { components } = await (await fetch(`${server}/api/v1/openapi.json`)).json();
  const published = Object.keys(components.schemas).filter((name) => name.startsWith("body."));
  assert.deepEqual(published.sort(), kinds.map((kind) => `body.${kind}`).sort());
  for (const kind of kinds) {
    const body = { is: "object", fields: fieldsOf(kind) } as const;
    assert.deepEqual(plainSchema(components.schemas[`body.${kind}`], body), schemaOf(body), kind);
    const { pattern } = components.schemas[`statement.${kind}`].properties.stream;
    const { stream } = KINDS[kind];
    assert.match(stream === "governance" ? stream : `${stream}/x`, new RegExp(pattern), kind);
  }
});

test("the program makes the same bytes of each kind", needsServer, async () => {
  const place = mkdtempSync(join(tmpdir(), "pledgebook-test-"));
  const keys = keyNames.flatMap((name) => ["--key", keyPath(name)]);
  const skipped: string[] = [];
  const alone = new Set(["pledge.endorsed", "match.proposed", "match.accepted"]);
  for (const { payload, kind } of vectors("statements").statements) {
    const { at, body, ...frame } = parseJson(payload) as JsonObject;
    // Where the program has to choose among the keys of several members.
    const stream = kind === "key.replaced" ? "keys/example-islands" : frame["stream"]!;
    const signers = alone.has(kind) ? { signers: ["example-islands"] } : {};
    const path = join(place, `${kind}.json`);
    writeFileSync(path, JSON.stringify({ kind, stream, at, body, ...signers }));
    let envelope: string;
    try {
      envelope = execFileSync(program, ["sign", path, ...keys, "--server", server, "--yes"], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    } catch (error) {
      skipped.push(`${kind}: ${(error as { stderr: string }).stderr.trim().split("\n").pop()}`);
      continue;
    }
    const parsed = Envelope.parse(envelope.trim());
    assert.ok(!isFaults(parsed), `${kind}: ${JSON.stringify(parsed)}`);
    const { read, payload: theirs } = parsed.statement;
    const made = makeStatement({ kind, stream, at, body, prev: read.prev, signers: [...read.signers] } as unknown as Draft, read.ledger);
    assert.ok(!isFaults(made), kind);
    assert.equal(decodeText(made.payload), decodeText(theirs), kind);
    assert.equal(parsed.toJson(), envelope.trim(), `the envelope of ${kind}`);
  }
  rmSync(place, { recursive: true });
  assert.deepEqual(skipped, []);
});

test("every record of the demonstration is made again, byte for byte", needsServer, async () => {
  const { records } = await (await fetch(`${server}/api/v1/records?limit=1000`)).json();
  const payloads = records.filter((each: any) => each.type === "statement").map((each: any) => decodeText(fromBase64(each.envelope.payload)!)!);
  assert.ok(payloads.length > 300);
  for (const payload of payloads) {
    const { ledger, ...draft } = parseJson(payload) as JsonObject;
    const made = makeStatement(draft as unknown as Draft, ledger as string);
    assert.ok(!isFaults(made), JSON.stringify(made));
    assert.equal(decodeText(made.payload), payload);
  }
});

// Codes of grammar and form: what the maker must never leave for the ledger to find.
const FORM = new Set(
  `not_json not_canonical duplicate_key too_deep number_invalid member_missing member_unknown wrong_type too_long too_many_items
  text_invalid text_empty number_out_of_range not_one_of id_invalid digest_invalid date_invalid time_invalid amount_invalid share_invalid
  rate_invalid currency_invalid country_invalid stream_invalid key_invalid signers_invalid kind_unknown version_unknown
  statement_too_large at_too_early stream_wrong`.split(/\s+/),
);

async function trial(payload: Uint8Array): Promise<Fault[]> {
  const answer = await client.trial(payload.slice(), []);
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value;
}

test("the ledger finds no fault of form in what is drawn", needsServer, async () => {
  const facts = await client.ledger();
  assert.ok(facts.ok);
  const drawer = new Drawer(11);
  for (let i = 0; i < 8; ++i) {
    for (const kind of kinds) {
      const made = makeStatement(drawer.draft(kind), facts.value.ledger);
      assert.ok(!isFaults(made));
      // Its rights are wrong, so this says only that the form is right.
      for (const { code, pointer } of await trial(made.payload)) assert.ok(!FORM.has(code), `${kind}: ${code} at ${pointer}\n${decodeText(made.payload)}`);
    }
  }
});

// Values that are wrong for every field that is not made for them.
const WRONG: readonly Json[] = [
  null, true, 0, -1, 9007199254740991, "", " ", "x", "X", "\u202e", "a\u0000b", "a\nb", "é".repeat(301), "y".repeat(8001), "1.23456", "0", "00", "101",
  "-1", "2026-02-30", "2026-02-28", "0000-01-01", "USD", "usd", "GH", "f".repeat(64), "F".repeat(64), [], {}, [null], ["x"], { en: "x" }, { EUR: "0" }, { eur: "1" },
  "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", Array.from({ length: 201 }, () => "x"), `a${"\u0301".repeat(9)}`, "\u2066", "\u2069", "\u00ad", "\ufdd0",
];

// A place in the body whose value is exchanged.
function spoil(body: JsonObject, drawer: Drawer): boolean {
  const places: [JsonObject | Json[], string | number][] = [];
  const look = (value: Json): void => {
    if (Array.isArray(value)) value.forEach((item, i) => (places.push([value, i]), look(item)));
    else if (isObject(value)) for (const name of Object.keys(value)) (places.push([value, name]), look(value[name]!));
  };
  look(body);
  if (places.length === 0) return false;
  const [holder, step] = drawer.of(places);
  if (!Array.isArray(holder) && drawer.below(8) === 0) delete holder[step];
  else if (!Array.isArray(holder) && drawer.below(8) === 0) holder["stranger"] = "x";
  else (holder as Record<string | number, Json>)[step] = drawer.of(WRONG);
  return true;
}

test("what the maker says of bad values is what the ledger says", needsServer, async () => {
  const facts = await client.ledger();
  assert.ok(facts.ok);
  const drawer = new Drawer(13);
  let refused = 0;
  for (let i = 0; i < 30; ++i) {
    for (const kind of kinds) {
      // Of a patch the ledger looks at the result, which it has only with the pledge.
      if (kind === "pledge.amended") continue;
      const draft = drawer.draft(kind);
      const body = structuredClone(draft.body) as unknown as JsonObject;
      if (!spoil(body, drawer)) continue;
      const payload = encodeText(canonical({ kind, stream: draft.stream, prev: draft.prev, signers: [...draft.signers].sort(), at: draft.at, ledger: facts.value.ledger, body, v: 1 }));
      const ours = faultsOfBody(fieldsOf(kind), body);
      const [theirs] = await trial(payload);
      const where = `${kind}: the ledger says ${JSON.stringify(theirs)}, the maker ${JSON.stringify(ours)}\n${decodeText(payload)}`;
      const isForm = theirs !== undefined && FORM.has(theirs.code) && theirs.code !== "stream_wrong";
      // Blank texts are refused after rights, which are wrong here.
      const visible = ours.filter(({ code }) => code !== "text_empty");
      if (isForm) assert.ok(ours.some(({ code, pointer }) => code === theirs.code && pointer === theirs.pointer), where);
      else assert.deepEqual(visible, [], where);
      if (isForm) refused += 1;
      // The maker leaves empty lists out, wherever they are.
      if (!canonical(body).includes("[]")) assert.equal(isFaults(makeStatement({ ...draft, body: body as never }, facts.value.ledger)), ours.length > 0, where);
    }
  }
  assert.ok(refused > 300, `only ${refused} were refused for their form`);
});

test("a statement of the program's is taken as it is", needsServer, () => {
  for (const { payload } of vectors("statements").statements) assert.ok(!isFaults(MadeStatement.from(encodeText(payload))));
});
