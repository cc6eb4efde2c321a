// SPDX-License-Identifier: Apache-2.0
// JSON as docs/FORMAT.md wants it: no name twice in an object, integers alone with |n| < 2^53, no lone
// surrogate, at most 8 levels. JSON.parse can't tell the first two.

export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [name: string]: Json };

export const JSON_DEPTH_MAX = 8;

const BLANKS = /[ \t\n\r]*/y;
const STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const INTEGER = /-?(?:0|[1-9][0-9]*)(?![0-9.eE])/y;
const LITERALS: ReadonlyMap<string, Json> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);
const LONE_SURROGATE = /\p{Surrogate}/u;

class Unreadable extends Error {}

class Parser {
  #at = 0;

  constructor(readonly text: string) {}

  whole(): Json {
    const value = this.#value(0);
    this.#take(BLANKS);
    if (this.#at !== this.text.length) throw new Unreadable();
    return value;
  }

  #take(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text);
    if (found === null) return null;
    this.#at += found[0].length;
    return found[0];
  }

  // The next character behind blanks, which stays.
  #peek(): string | undefined {
    this.#take(BLANKS);
    return this.text[this.#at];
  }

  #value(depth: number): Json {
    const next = this.#peek();
    if (next === '"') return this.#string();
    if (next === '{' || next === '[') {
      if (depth === JSON_DEPTH_MAX) throw new Unreadable();
      return next === '{' ? this.#object(depth + 1) : this.#array(depth + 1);
    }
    for (const [name, value] of LITERALS) {
      if (!this.text.startsWith(name, this.#at)) continue;
      this.#at += name.length;
      return value;
    }
    const number = Number(this.#take(INTEGER) ?? NaN);
    if (!Number.isSafeInteger(number)) throw new Unreadable();
    return number;
  }

  #string(): string {
    const source = this.#take(STRING);
    if (source === null) throw new Unreadable();
    const text = source.includes('\\') ? (JSON.parse(source) as string) : source.slice(1, -1);
    if (LONE_SURROGATE.test(text)) throw new Unreadable();
    return text;
  }

  #object(depth: number): JsonObject {
    const members = new Map<string, Json>();
    this.#list('}', () => {
      if (this.#peek() !== '"') throw new Unreadable();
      const name = this.#string();
      if (members.has(name) || this.#peek() !== ':') throw new Unreadable();
      this.#at += 1;
      members.set(name, this.#value(depth));
    });
    return Object.fromEntries(members);
  }

  #array(depth: number): Json[] {
    const elements: Json[] = [];
    this.#list(']', () => elements.push(this.#value(depth)));
    return elements;
  }

  #list(end: string, takeOne: () => void): void {
    this.#at += 1;
    if (this.#peek() === end) {
      this.#at += 1;
      return;
    }
    while (true) {
      takeOne();
      const next = this.#peek();
      this.#at += 1;
      if (next === end) return;
      if (next !== ',') throw new Unreadable();
    }
  }
}

// The value, or undefined where the text is not such JSON.
export function parseJson(text: string): Json | undefined {
  try {
    return new Parser(text).whole();
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

// RFC 8785, of what has no numbers but integers. Texts compare by UTF-16 code units.
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name]!)}`).join(',')}}`;
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

// The member; undefined also for what every object inherits.
export const member = (value: JsonObject, name: string): Json | undefined =>
  Object.hasOwn(value, name) ? value[name] : undefined;

// RFC 7396.
export function merged(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const result = new Map(Object.entries(isObject(target) ? target : {}));
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) {
      result.delete(name);
    } else {
      result.set(name, merged(result.get(name), value));
    }
  }
  return Object.fromEntries(result);
}
