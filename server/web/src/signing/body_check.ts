// SPDX-License-Identifier: Apache-2.0
// BodyCheck: everything in a body that breaks its grammar or a limit, each with its pointer; the codes are
// those that the ledger would give. What depends on other statements (rights, states, published lists) is the
// ledger's to say: see `trial` in ledger_client.ts.
import { fromBase64 } from "../verify/bytes";
import { parsePublicKey } from "../verify/ed25519";
import { isObject, type Json, type JsonObject } from "../verify/json";
import { isDay } from "./day";
import { below, faultAt, type Fault } from "./fault";
import { inner, ITEMS_MAX, mayBeAbsent, NAME_MAX, type Field, type Fields } from "./field";
import { codePointName, countCharacters, isBlank, type Lines } from "./text";

const ID = /^[a-z0-9-]{1,64}$/;
const DIGEST = /^[0-9a-f]{64}$/;
const AMOUNT = /^(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,4})?$/;
const SHARE = /^(?:0|[1-9][0-9]{0,2})(?:\.[0-9]{1,6})?$/;
const RATE = /^(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,10})?$/;
const LETTERS = /^[A-Z]{3}$/;
const SHARE_MAX = 100;

interface Grammar {
  readonly code: string;
  readonly holds: (text: string) => boolean;
}

const isAmount = (text: string): boolean => AMOUNT.test(text);

// "100.000000" is 100, and "100.000001" more.
const isShare = (text: string): boolean =>
  SHARE.test(text) && (Number(text) < SHARE_MAX || /^100(?:\.0+)?$/.test(text));

const isRate = (text: string): boolean => RATE.test(text) && /[1-9]/.test(text);

function isPublicKey(text: string): boolean {
  const bytes = fromBase64(text);
  return bytes !== null && parsePublicKey(bytes) !== null;
}

const GRAMMARS: Readonly<Record<string, Grammar>> = {
  id: { code: "id_invalid", holds: (text) => ID.test(text) },
  digest: { code: "digest_invalid", holds: (text) => DIGEST.test(text) },
  amount: { code: "amount_invalid", holds: isAmount },
  decimal: { code: "amount_invalid", holds: isAmount },
  share: { code: "share_invalid", holds: isShare },
  rate: { code: "rate_invalid", holds: isRate },
  day: { code: "date_invalid", holds: isDay },
  currency: { code: "currency_invalid", holds: (text) => LETTERS.test(text) },
  country: { code: "country_invalid", holds: (text) => LETTERS.test(text) },
  publicKey: { code: "key_invalid", holds: isPublicKey },
};

export const isId = (text: string): boolean => ID.test(text);
export const isDigest = (text: string): boolean => DIGEST.test(text);

export class BodyCheck {
  readonly faults: Fault[] = [];

  object(fields: Fields, value: Json, at: string): void {
    if (!isObject(value)) return this.#add("wrong_type", at);
    for (const [name, field] of Object.entries(fields)) {
      const found = Object.hasOwn(value, name) ? value[name]! : undefined;
      if (found !== undefined) this.value(inner(field), found, below(at, name), field.is !== "optional");
      else if (!mayBeAbsent(field)) this.#add("member_missing", below(at, name));
    }
    this.#refuseOthers(fields, value, at);
  }

  // `isRequired`: a required text must not be blank.
  value(field: Field, value: Json, at: string, isRequired: boolean): void {
    switch (field.is) {
      case "optional":
        return this.value(field.field, value, at, false);
      case "text":
        return this.text(value, at, { max: field.max, lines: field.lines, isRequired });
      case "choice":
        if (this.#isLine(value, at) && !field.values.includes(value as string))
          this.#add("not_one_of", at, { values: field.values.join(", ") });
        return;
      case "flag":
        if (typeof value !== "boolean") this.#add("wrong_type", at);
        return;
      case "count":
        return this.#count(value, at, field.max);
      case "list":
        return this.#list(value, at, (item, place) => this.value(field.item, item, place, true));
      case "object":
        return this.object(field.fields, value, at);
      case "titles":
        return this.#members(value, at, (text, place) =>
          this.text(text, place, { max: field.max, lines: "one", isRequired: true }),
        );
      case "rates":
        return this.#members(value, at, (rate, place, code) => {
          if (!LETTERS.test(code)) this.#add("currency_invalid", place);
          else this.#parsed("rate", rate, place);
        });
      case "patch":
        return this.#patch(field.fields, field.fixed, value, at);
      default:
        return this.#parsed(field.is, value, at);
    }
  }

  text(value: Json, at: string, limit: { max: number; lines: Lines; isRequired: boolean }): void {
    if (typeof value !== "string") return this.#add("wrong_type", at);
    const characters = countCharacters(value, limit.lines);
    if (typeof characters !== "number") {
      return this.#add("text_invalid", at, { character: codePointName(characters.character), place: characters.place });
    }
    if (characters > limit.max) return this.#add("too_long", at, { characters, max: limit.max });
    if (limit.isRequired && isBlank(value)) this.#add("text_empty", at);
  }

  #add(code: string, at: string, values?: Fault["values"]): void {
    this.faults.push(faultAt(code, at, values));
  }

  #isLine(value: Json, at: string): boolean {
    const before = this.faults.length;
    this.text(value, at, { max: NAME_MAX, lines: "one", isRequired: false });
    return this.faults.length === before;
  }

  #parsed(grammar: string, value: Json, at: string): void {
    const { code, holds } = GRAMMARS[grammar]!;
    if (this.#isLine(value, at) && !holds(value as string)) this.#add(code, at);
  }

  #count(value: Json, at: string, max: number): void {
    if (typeof value !== "number") return this.#add("wrong_type", at);
    if (!Number.isSafeInteger(value)) return this.#add("number_invalid", at);
    if (value < 0 || value > max) this.#add("number_out_of_range", at, { max });
  }

  #list(value: Json, at: string, check: (item: Json, place: string) => void): void {
    if (!Array.isArray(value)) return this.#add("wrong_type", at);
    if (value.length > ITEMS_MAX) return this.#add("too_many_items", at, { max: ITEMS_MAX });
    value.forEach((item, i) => check(item, below(at, i)));
  }

  #members(value: Json, at: string, check: (value: Json, place: string, name: string) => void): void {
    if (!isObject(value)) return this.#add("wrong_type", at);
    for (const [name, member] of Object.entries(value)) check(member, below(at, name), name);
  }

  // RFC 7396 on these fields: null removes one that may be absent, an object changes what it names.
  #patch(fields: Fields, fixed: readonly string[], value: Json, at: string): void {
    if (!isObject(value)) return this.#add("wrong_type", at);
    for (const [name, change] of Object.entries(value)) {
      const field = Object.hasOwn(fields, name) ? fields[name]! : undefined;
      const place = below(at, name);
      if (field === undefined) continue;
      if (fixed.includes(name)) this.#add("change_forbidden", place);
      else if (change === null && !mayBeAbsent(field)) this.#add("member_missing", place);
      else if (change !== null) this.#change(field, change, place);
    }
    this.#refuseOthers(fields, value, at);
  }

  #change(field: Field, change: Json, at: string): void {
    const plain = inner(field);
    if (plain.is === "object") this.#patch(plain.fields, [], change, at);
    else this.value(plain, change, at, field.is !== "optional");
  }

  #refuseOthers(fields: Fields, value: JsonObject, at: string): void {
    for (const name of Object.keys(value)) {
      if (!Object.hasOwn(fields, name)) this.#add("member_unknown", below(at, name));
    }
  }
}

export function faultsOfBody(fields: Fields, body: Json): Fault[] {
  const check = new BodyCheck();
  check.object(fields, body, "/body");
  return check.faults;
}
