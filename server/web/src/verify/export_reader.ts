// SPDX-License-Identifier: Apache-2.0
// ExportReader: takes an export apart into its items while its bytes arrive; holds one item at a time.
// It checks the order of the top-level fields, and the limits; who asks parses the items.
import { decodeText } from './bytes';

export const EXPORT_BYTES_MAX = 2 ** 34;
export const ITEM_BYTES_MAX = 2 ** 20;
export const SPACE_BYTES_MAX = 256; // in a row

const NAMES = ['v', 'selection', 'checkpoint', 'heads', 'records', 'streams'] as const;
type Name = (typeof NAMES)[number];

export interface Item {
  readonly name: Name;
  readonly text: string; // of records and streams, one element
}

export type ReaderFault = 'not_export' | 'fields_order' | 'json' | 'too_large' | 'cut_off';

// Thrown by next().
export class Unreadable extends Error {
  constructor(
    readonly fault: ReaderFault,
    readonly byte: number,
  ) {
    super(fault);
  }
}

const code = (character: string): number => character.charCodeAt(0);
const [QUOTE, BACKSLASH, COMMA, COLON] = [code('"'), code('\\'), code(','), code(':')];
const [BRACE, END_BRACE, BRACKET, END_BRACKET] = [code('{'), code('}'), code('['), code(']')];
const isBlank = (byte: number): boolean => byte === 32 || byte === 10 || byte === 13 || byte === 9;
const isList = (name: Name): boolean => name === 'records' || name === 'streams';

export class ExportReader {
  readonly #source: AsyncIterator<Uint8Array>;
  #held = new Uint8Array(1 << 16);
  #begin = 0; // of what is held and not taken yet
  #end = 0;
  #before = 0; // bytes taken or dropped before #held
  #name: Name | null = null;
  #inList = false;
  #isFirst = false;
  #spaces = 0; // in a row, up to #begin

  constructor(source: AsyncIterator<Uint8Array>) {
    this.#source = source;
  }

  get byte(): number {
    return this.#before + this.#begin;
  }

  // The next item; null at the end.
  async next(): Promise<Item | null> {
    if (this.#inList) {
      const element = await this.#nextElement();
      if (element !== null) return element;
    }
    while (true) {
      if (!(await this.#nextField())) return null;
      if (!isList(this.#name!)) return this.#item();
      await this.#expect(BRACKET);
      this.#inList = true;
      this.#isFirst = true;
      const element = await this.#nextElement();
      if (element !== null) return element;
    }
  }

  async #nextElement(): Promise<Item | null> {
    const next = await this.#peek();
    if (next === END_BRACKET) {
      this.#begin += 1;
      this.#inList = false;
      return null;
    }
    if (!this.#isFirst) await this.#expect(COMMA);
    this.#isFirst = false;
    return this.#item();
  }

  // False at the end of the export.
  async #nextField(): Promise<boolean> {
    const before = this.#name;
    if (before === null) {
      await this.#expect(BRACE, 'not_export');
    } else if ((await this.#peek()) === END_BRACE) {
      if (!isList(before)) throw this.#fault('fields_order');
      this.#begin += 1;
      if ((await this.#peek()) !== null) throw this.#fault('json');
      return false;
    } else {
      await this.#expect(COMMA);
    }
    const text = (await this.#peek()) === QUOTE ? await this.#take() : '';
    const name = NAMES.find((each) => text === `"${each}"`);
    const mayFollow =
      name !== undefined &&
      (before === null
        ? name === 'v'
        : NAMES.indexOf(name) === NAMES.indexOf(before) + 1 ||
          (before === 'checkpoint' && name === 'records'));
    if (!mayFollow) throw this.#fault(before === null ? 'not_export' : 'fields_order');
    this.#name = name;
    await this.#expect(COLON);
    return true;
  }

  async #item(): Promise<Item> {
    if ((await this.#peek()) === null) throw this.#fault('cut_off');
    return { name: this.#name!, text: await this.#take() };
  }

  async #expect(byte: number, fault: ReaderFault = 'json'): Promise<void> {
    const next = await this.#peek();
    if (next !== byte) throw this.#fault(next === null && fault === 'json' ? 'cut_off' : fault);
    this.#begin += 1;
  }

  // The next byte behind blanks; null at the end.
  async #peek(): Promise<number | null> {
    while (true) {
      const held = this.#held;
      let at = this.#begin;
      while (at < this.#end && isBlank(held[at]!)) at += 1;
      this.#spaces += at - this.#begin;
      if (this.#spaces > SPACE_BYTES_MAX) throw this.#fault('json');
      this.#begin = at;
      if (this.#begin < this.#end) {
        this.#spaces = 0;
        return this.#held[this.#begin]!;
      }
      if (!(await this.#more())) return null;
    }
  }

  // The text of the value that begins here. Only its end is looked for.
  async #take(): Promise<string> {
    let length = 0;
    let depth = 0;
    let inString = false;
    let isEscaped = false;
    let spaces = 0;
    while (true) {
      const held = this.#held.subarray(this.#begin, this.#end);
      for (; length < held.length; ++length) {
        const byte = held[length]!;
        if (inString) {
          if (isEscaped) isEscaped = false;
          else if (byte === BACKSLASH) isEscaped = true;
          else if (byte === QUOTE) inString = false;
          if (inString || depth > 0) continue;
          return this.#cut(length + 1);
        }
        spaces = isBlank(byte) ? spaces + 1 : 0;
        if (spaces > SPACE_BYTES_MAX) throw this.#fault('json');
        if (byte === QUOTE) inString = true;
        else if (byte === BRACE || byte === BRACKET) depth += 1;
        else if (byte === COMMA || isBlank(byte)) {
          if (depth === 0) return this.#cut(length);
        } else if (byte === END_BRACE || byte === END_BRACKET) {
          if (depth === 0) return this.#cut(length);
          depth -= 1;
          if (depth === 0) return this.#cut(length + 1);
        }
      }
      if (length > ITEM_BYTES_MAX) throw this.#fault('too_large');
      if (!(await this.#more())) throw this.#fault('cut_off');
    }
  }

  #cut(length: number): string {
    if (length > ITEM_BYTES_MAX) throw this.#fault('too_large');
    const text = decodeText(this.#held.subarray(this.#begin, this.#begin + length));
    if (text === null || length === 0) throw this.#fault('json');
    this.#begin += length;
    return text;
  }

  // Reads on; false at the end.
  async #more(): Promise<boolean> {
    const { done, value } = await this.#source.next();
    if (done) return false;
    const kept = this.#end - this.#begin;
    if (this.#before + this.#end + value.length > EXPORT_BYTES_MAX) throw this.#fault('too_large');
    if (this.#end + value.length > this.#held.length) {
      const size = Math.max(this.#held.length, 2 * (kept + value.length));
      const held = size > this.#held.length ? new Uint8Array(size) : this.#held;
      held.set(this.#held.subarray(this.#begin, this.#end));
      this.#before += this.#begin;
      this.#held = held;
      this.#begin = 0;
      this.#end = kept;
    }
    this.#held.set(value, this.#end);
    this.#end += value.length;
    return true;
  }

  #fault(fault: ReaderFault): Unreadable {
    return new Unreadable(fault, this.byte);
  }
}
