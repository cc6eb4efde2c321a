// SPDX-License-Identifier: Apache-2.0
// Values drawn at random, each as its field wants it; the same seed gives the same values. What depends on
// other statements is not looked at: a pledge is drawn that nobody has made.
import type { Json, JsonObject } from "../../../server/web/src/verify/json";
import { inner, mayBeAbsent, type Field, type Fields } from "../../../server/web/src/signing/field";
import { KINDS, type Kind } from "../../../server/web/src/signing/kinds";
import type { Draft } from "../../../server/web/src/signing/statement_maker";

const PUBLIC_KEYS = [
  "qctncY44QfTL5mrXNHrkQZ6SiwHA8KYeuJQH6HiBozs=",
  "8DZmytwqsaMKl9d/jaTw6mrVsFjVs5Euri2t5ghUsXA=",
];
const CHARACTERS = [..."abc XYZ 019 ,.;:!?'\"\\/<>&{}%~ éßñ Жж 中文 عربي ह\u0301\u200d😀\u00a0"];
const LINES = [...CHARACTERS, "\n", "\t", "\u2066x\u2069"];

export class Drawer {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  // Below `n`; mulberry32.
  below(n: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % n;
  }

  of<T>(values: readonly T[]): T {
    return values[this.below(values.length)]!;
  }

  text(max: number, characters: readonly string[]): string {
    const size = 1 + this.below(Math.min(max - 1, this.below(8) === 0 ? 200 : 20));
    return `x${Array.from({ length: size - 1 }, () => this.of(characters)).join("")}`.slice(0, max);
  }

  digits(size: number): string {
    return Array.from({ length: size }, () => String(this.below(10))).join("");
  }

  decimal(places: number): string {
    const whole = this.below(3) === 0 ? "0" : `${1 + this.below(9)}${this.digits(this.below(18))}`;
    return this.below(2) === 0 ? whole : `${whole}.${this.digits(1 + this.below(places))}`;
  }

  day(): string {
    const [year, month, date] = [1 + this.below(9999), 1 + this.below(12), 1 + this.below(28)];
    return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
  }

  hex(): string {
    return Array.from({ length: 64 }, () => this.below(16).toString(16)).join("");
  }

  value(field: Field): Json {
    switch (field.is) {
      case "text":
        return this.text(field.max, field.lines === "one" ? CHARACTERS : LINES);
      case "choice":
        return this.of(field.values);
      case "id":
        return this.of(["a", "x-1", "2026-0017", "z".repeat(64)]);
      case "digest":
        return this.hex();
      case "amount":
      case "decimal":
        return this.decimal(4);
      case "share":
        return this.of(["0", "100", "100.000000", "33.333333", "0.5", "99.999999", String(this.below(100))]);
      case "rate":
        return `${1 + this.below(1000)}.${this.digits(1 + this.below(10))}`;
      case "day":
        return this.day();
      case "currency":
        return this.of(["USD", "EUR", "XOF", "JPY", "KWD"]);
      case "country":
        return this.of(["GHA", "FJI", "TON", "CHE"]);
      case "publicKey":
        return this.of(PUBLIC_KEYS);
      case "flag":
        return this.below(2) === 0;
      case "count":
        return this.of([0, 1, 1000, field.max]);
      case "list":
        return Array.from({ length: 1 + this.below(4) }, () => this.value(field.item));
      case "object":
        return this.object(field.fields);
      case "titles":
        return { en: this.value({ is: "text", max: 100, lines: "one" }), ar: "عنوان", "zh-Hans": "标题" };
      case "rates":
        return { EUR: this.value({ is: "rate" }), XOF: this.value({ is: "rate" }) };
      case "patch":
        return this.patch(field.fields, field.fixed);
      case "optional":
        return this.value(field.field);
    }
  }

  object(fields: Fields): JsonObject {
    const body: JsonObject = {};
    for (const [name, field] of Object.entries(fields)) {
      if (!mayBeAbsent(field) || this.below(3) > 0) body[name] = this.value(inner(field));
    }
    return body;
  }

  patch(fields: Fields, fixed: readonly string[]): JsonObject {
    const changes: JsonObject = {};
    for (const [name, field] of Object.entries(fields)) {
      if (fixed.includes(name) || this.below(2) === 0) continue;
      const plain = inner(field);
      if (mayBeAbsent(field) && this.below(4) === 0) changes[name] = null;
      else if (plain.is === "object") changes[name] = this.patch(plain.fields, []);
      else changes[name] = this.value(plain);
    }
    return changes;
  }

  draft<K extends Kind>(kind: K): Draft<K> {
    const { stream, body } = KINDS[kind];
    const signers = this.of([["bdt"], ["example-islands"], ["z", "a-1", "a"]]);
    return {
      kind,
      stream: stream === "governance" ? stream : `${stream}/${this.of(["x", "2026-0017"])}`,
      prev: this.below(2) === 0 ? null : this.hex(),
      signers,
      at: `${this.of(["1990-01-01", "2026-11-21", "2024-02-29"])}T${this.of(["00:00:00", "23:59:59"])}Z`,
      body: this.object(body) as unknown as Draft<K>["body"],
    };
  }
}
