// SPDX-License-Identifier: Apache-2.0
// ValueWords: each value of a statement in the reader's language, by its field. Nothing is left out: what an
// object has besides the members that a sentence names follows with its label; what has another shape than its
// field is shown as JSON.
import { canonical, isObject, member, type Json, type JsonObject } from "../verify/json";
import type { Catalogue, Key } from "./catalogue";
import { inner, type Field, type Fields } from "./field";
import { code, figure, joined, line, money, phrase, theirs, words, type Line, type Piece } from "./pieces";

// Lists whose ids are numbers that people know.
const NUMBERED: ReadonlySet<string> = new Set(["sdg", "wsis-action-line"]);

// The focus areas that have a colour and a shape of their own on every page.
const DRAWN: ReadonlySet<string> = new Set(["access", "adoption", "value-creation", "accelerating-investments"]);

// What a value may refer to.
export interface Subjects {
  // A target of the pledge by its id: its title.
  target(id: string): string | null;
  // The statement with this sid in one sentence; null where its bytes are not at hand.
  statement(sid: string): readonly Piece[] | null;
  readonly signers: readonly string[];
}

type Sentence = (value: JsonObject, part: (name: string) => Piece[]) => { line: Line; said: readonly string[] };

export class ValueWords {
  constructor(
    readonly catalogue: Catalogue,
    readonly subjects: Subjects,
  ) {}

  // A name of the catalogue for a field, or the field's own name.
  label(name: string): string {
    return this.catalogue.optional(`sign.field.${name}`) ?? name;
  }

  lines(field: Field, value: Json): readonly Line[] {
    if (value === null) return [line(words(this.catalogue.text("sign.value.removed")))];
    const plain = inner(field);
    if (plain.is !== "list") return [this.line(plain, value)];
    if (!Array.isArray(value)) return [other(value)];
    if (value.length === 0) return [line(words(this.catalogue.text("sign.value.none")))];
    return value.map((item) => this.line(plain.item, item));
  }

  line(field: Field, value: Json): Line {
    const plain = inner(field);
    if (plain.is === "object") return isObject(value) ? this.#object(plain.fields, value) : other(value);
    if (plain.is === "titles") return isObject(value) ? line(...this.#titles(value)) : other(value);
    if (plain.is === "rates") return isObject(value) ? line(...this.#rates(value)) : other(value);
    if (plain.is === "list") return Array.isArray(value) ? line(...this.#inline(plain.item, value)) : other(value);
    if (plain.is === "flag") return typeof value === "boolean" ? line(words(this.#yes(value))) : other(value);
    if (plain.is === "count") return typeof value === "number" ? line(figure(this.catalogue.count(value))) : other(value);
    return typeof value === "string" ? this.#text(plain, value) : other(value);
  }

  // Every member with its label; of what no sentence is made of.
  members(fields: Fields, value: JsonObject, without: readonly string[] = []): Piece[] {
    const names = Object.keys(value).filter((name) => !without.includes(name));
    const parts = names.map((name) => {
      const field = Object.hasOwn(fields, name) ? fields[name]! : null;
      const said = field === null ? code(canonical(value[name]!)) : null;
      const pieces = said === null ? this.#pieces(field!, value[name]!) : [said];
      return [words(`${this.label(name)}${this.catalogue.colon}`), ...pieces];
    });
    return joined(parts, this.catalogue.semicolon);
  }

  #pieces(field: Field, value: Json): Piece[] {
    const lines = this.lines(field, value).map(({ main, note }) =>
      note === undefined ? main : [...main, words(" ("), ...note, words(")")],
    );
    return joined(lines, this.catalogue.between);
  }

  #inline(item: Field, values: readonly Json[]): Piece[] {
    if (values.length === 0) return [words(this.catalogue.text("sign.value.none"))];
    return joined(
      values.map((value) => this.#pieces(item, value)),
      this.catalogue.between,
    );
  }

  #yes(value: boolean): string {
    return this.catalogue.text(value ? "value.yes" : "value.no");
  }

  #text(field: Field, value: string): Line {
    const { catalogue } = this;
    switch (field.is) {
      case "choice":
        return line(words(catalogue.optional(`${field.words}${value}`) ?? value));
      case "amount":
      case "decimal":
      case "rate":
        return line(figure(catalogue.decimal(value)));
      case "share":
        return line(figure(catalogue.percent(value)));
      case "day":
        return line(words(catalogue.day(value)));
      case "currency":
        return line(figure(value));
      case "country":
        return line(words(catalogue.country(value)));
      case "id":
        return this.#named(field, value);
      case "digest":
        return field.of === "statement" ? this.statement(value) : line(code(value));
      case "publicKey":
        return line(code(value));
      default:
        return line(theirs(value));
    }
  }

  #named(field: Field & { is: "id" }, id: string): Line {
    const { names } = this.catalogue;
    if (field.of === "item") {
      const title = names.item(field.lists, id);
      if (title === null) return line(code(id));
      if (field.lists.includes("focus-area") && DRAWN.has(id)) return line({ is: "area", text: "", area: id }, words(title));
      const isNumbered = field.lists.some((list) => NUMBERED.has(list));
      return line(...(isNumbered ? [words(`${id.toUpperCase()}. `)] : []), words(title));
    }
    if (field.of === "party") return this.party(id);
    if (field.of === "pledge") return named(names.pledge(id), id);
    if (field.of === "objective") return named(names.objective(id), id);
    if (field.of === "target") return named(this.subjects.target(id), id);
    return line(code(id));
  }

  party(id: string): Line {
    return named(this.catalogue.names.party(id), id);
  }

  // A statement that is referred to: what it says, where its bytes are at hand, and its sid.
  statement(sid: string): Line {
    const said = this.subjects.statement(sid);
    return said === null
      ? { main: [code(sid)], note: [words(this.catalogue.text("sign.value.statement_unseen"))] }
      : { main: said, note: [code(sid)] };
  }

  #titles(value: JsonObject): Piece[] {
    const parts = Object.entries(value).map(([language, title]) => [
      words(`${this.catalogue.languageName(language)}${this.catalogue.colon}`),
      typeof title === "string" ? theirs(title) : code(canonical(title)),
    ]);
    return joined(parts, this.catalogue.semicolon);
  }

  #rates(value: JsonObject): Piece[] {
    const parts = Object.entries(value).map(([currency, rate]) => [
      typeof rate === "string" ? figure(this.catalogue.money(rate, currency)) : code(canonical(rate)),
    ]);
    if (parts.length === 0) return [words(this.catalogue.text("sign.value.none"))];
    return phrase(this.catalogue.message("sign.value.rates"), { rates: joined(parts, this.catalogue.between) });
  }

  #object(fields: Fields, value: JsonObject): Line {
    const part = (name: string): Piece[] => {
      const field = Object.hasOwn(fields, name) ? fields[name]! : null;
      const given = member(value, name);
      if (field === null || given === undefined) return [];
      return this.lines(field, given).flatMap(({ main }) => [...main]);
    };
    const sentence = this.#sentenceOf(fields, value);
    if (sentence === null) return line(...this.members(fields, value));
    const { line: said, said: names } = sentence(value, part);
    const rest = this.members(fields, value, names);
    return rest.length === 0 ? said : { main: said.main, note: joined([said.note ?? [], rest].filter((pieces) => pieces.length > 0), this.catalogue.semicolon) };
  }

  // The sentence for objects of this shape, where they have what it needs.
  #sentenceOf(fields: Fields, value: JsonObject): Sentence | null {
    const has = (...names: string[]): boolean => names.every((name) => Object.hasOwn(fields, name) && typeof value[name] === "string");
    if (has("amount", "currency")) return (of) => this.#money(of);
    if (has("iso3")) return (of, part) => this.#country(of, part);
    if (has("id", "title", "unit", "baseline", "goal", "due")) return (of, part) => this.#target(of, part);
    if (has("group")) return (_, part) => this.#pair("group", "count", part);
    if (has("target", "value")) return (_, part) => this.#pair("target", "value", part);
    if (has("field", "comment")) return (of, part) => this.#comment(of, part);
    if (has("value", "date")) return (_, part) => this.#dated(part);
    if (has("from", "to")) return (_, part) => this.#period(part);
    if (has("sha256", "name")) return (of, part) => this.#evidence(of, part);
    if (has("pledge") && Object.hasOwn(fields, "overlap")) return (of, part) => this.#related(of, part);
    if (Object.hasOwn(fields, "party") && (has("party") || has("name"))) return (of) => this.#partner(of);
    return null;
  }

  #money(value: JsonObject): ReturnType<Sentence> {
    const [amount, currency] = [value["amount"] as string, value["currency"] as string];
    const main = [money(this.catalogue.money(amount, currency))];
    const spelled = this.catalogue.spelled(amount);
    return { line: spelled === null ? { main } : { main, note: [words(spelled)] }, said: ["amount", "currency"] };
  }

  #country(value: JsonObject, part: (name: string) => Piece[]): ReturnType<Sentence> {
    const main = [...part("iso3")];
    if (typeof value["share"] === "string") main.push(words(" "), ...part("share"));
    return { line: { main }, said: typeof value["share"] === "string" ? ["iso3", "share"] : ["iso3"] };
  }

  #target(value: JsonObject, part: (name: string) => Piece[]): ReturnType<Sentence> {
    const said = ["title", "unit", "baseline", "goal", "due"];
    const main = phrase(this.catalogue.message("sign.value.target"), Object.fromEntries(said.map((name) => [name, part(name)])));
    const note = [words(`${this.label("id")}${this.catalogue.colon}`), code(value["id"] as string)];
    return { line: { main, note }, said: ["id", ...said] };
  }

  #pair(name: string, amount: string, part: (name: string) => Piece[]): ReturnType<Sentence> {
    return { line: line(...part(name), words(this.catalogue.colon), ...part(amount)), said: [name, amount] };
  }

  #comment(value: JsonObject, part: (name: string) => Piece[]): ReturnType<Sentence> {
    const field = value["field"] as string;
    const label = this.catalogue.optional(`sign.field.${field}`);
    const main = [label === null ? code(field) : words(label), words(this.catalogue.colon), ...part("comment")];
    return { line: { main }, said: ["field", "comment"] };
  }

  #dated(part: (name: string) => Piece[]): ReturnType<Sentence> {
    const main = phrase(this.catalogue.message("sign.value.dated"), { value: part("value"), day: part("date") });
    return { line: { main }, said: ["value", "date"] };
  }

  #period(part: (name: string) => Piece[]): ReturnType<Sentence> {
    const main = phrase(this.catalogue.message("value.from_to"), { from: part("from"), to: part("to") });
    return { line: { main }, said: ["from", "to"] };
  }

  #evidence(value: JsonObject, part: (name: string) => Piece[]): ReturnType<Sentence> {
    const size = value["size"];
    const facts = [part("type"), typeof size === "number" ? [figure(this.catalogue.text("value.bytes", { n: size }))] : []];
    const note = [...joined([...facts.filter((pieces) => pieces.length > 0), [words("SHA-256 "), ...part("sha256")]], this.catalogue.between)];
    return { line: { main: part("name"), note }, said: typeof size === "number" ? ["name", "type", "size", "sha256"] : ["name", "type", "sha256"] };
  }

  #related(value: JsonObject, part: (name: string) => Piece[]): ReturnType<Sentence> {
    const { main, note } = this.line({ is: "id", of: "pledge", lists: [] }, value["pledge"]!);
    const overlap = isObject(value["overlap"])
      ? phrase(this.catalogue.message("sign.value.overlap"), { money: part("overlap") })
      : [words(this.catalogue.text("sign.value.no_overlap"))];
    const said = value["overlap"] === undefined || isObject(value["overlap"]) ? ["pledge", "overlap"] : ["pledge"];
    return { line: { main, note: joined([note ?? [], overlap].filter((pieces) => pieces.length > 0), this.catalogue.semicolon) }, said };
  }

  // A partner signs as a party, or is only named.
  #partner(value: JsonObject): ReturnType<Sentence> {
    const { party, name, share } = value;
    const line = typeof party === "string" ? this.party(party) : { main: [theirs(name as string)] };
    const main = [...line.main];
    const said = [typeof party === "string" ? "party" : "name"];
    if (typeof share === "string") {
      main.push(words(" "), figure(this.catalogue.percent(share)));
      said.push("share");
    }
    const signs = typeof party === "string" && this.subjects.signers.includes(party);
    const role: Key = signs ? "sign.value.partner_signs" : "sign.value.partner_named";
    const note = joined([line.note ?? [], [words(this.catalogue.text(role))]].filter((pieces) => pieces.length > 0), this.catalogue.semicolon);
    return { line: { main, note }, said };
  }
}

const named = (name: string | null, id: string): Line =>
  name === null ? line(code(id)) : { main: [theirs(name)], note: [code(id)] };

export const other = (value: Json): Line => line(code(canonical(value)));
