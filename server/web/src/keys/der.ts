// SPDX-License-Identifier: Apache-2.0
// DER (X.690), as far as key files need it: definite lengths in their shortest form, each value whole.
// What is read comes from outside: `take` gives null where the bytes are anything else, and reads no
// byte beyond its end.
import { concat, equal, fromHex, type Bytes } from '../verify/bytes';

export const TAG = { integer: 0x02, octets: 0x04, nothing: 0x05, oid: 0x06, bits: 0x03, sequence: 0x30 } as const;

const LENGTH_BYTES_MAX = 2; // a key file has at most 16,384 bytes
const INTEGER_BYTES_MAX = 6; // below 2^48

export class DerReader {
  #at = 0;

  constructor(readonly bytes: Uint8Array) {}

  get isAtEnd(): boolean {
    return this.#at === this.bytes.length;
  }

  // The content of the next value, if it has this tag.
  take(tag: number): Bytes | null {
    if (this.bytes[this.#at] !== tag) return null;
    const length = this.#lengthAt(this.#at + 1);
    if (length === null) return null;
    const end = length.begin + length.size;
    if (end > this.bytes.length) return null;
    this.#at = end;
    return this.bytes.slice(length.begin, end) as Bytes;
  }

  sequence(): DerReader | null {
    const content = this.take(TAG.sequence);
    return content && new DerReader(content);
  }

  // From 0; null also for a longer form of the same number.
  integer(): number | null {
    const content = this.take(TAG.integer);
    if (content === null || content.length === 0 || content.length > INTEGER_BYTES_MAX) return null;
    const [first, second] = content;
    if (first! >= 0x80) return null;
    if (first === 0 && second !== undefined && second < 0x80) return null;
    return content.reduce((number, byte) => number * 256 + byte, 0);
  }

  nextIs(tag: number): boolean {
    return this.bytes[this.#at] === tag;
  }

  #lengthAt(at: number): { begin: number; size: number } | null {
    const first = this.bytes[at];
    if (first === undefined) return null;
    if (first < 0x80) return { begin: at + 1, size: first };
    const count = first & 0x7f;
    if (count === 0 || count > LENGTH_BYTES_MAX || at + 1 + count > this.bytes.length) return null;
    const size = this.bytes.subarray(at + 1, at + 1 + count).reduce((sum, byte) => sum * 256 + byte, 0);
    const isShortest = size >= 0x80 && (count === 1 || size >= 0x100);
    return isShortest ? { begin: at + 1 + count, size } : null;
  }
}

// One value, from its parts.
export function der(tag: number, ...parts: Uint8Array[]): Bytes {
  const content = concat(...parts);
  const { length } = content;
  const head =
    length < 0x80
      ? [tag, length]
      : length < 0x100
        ? [tag, 0x81, length]
        : [tag, 0x82, length >> 8, length & 0xff];
  return concat(Uint8Array.from(head), content);
}

export function derInteger(number: number): Bytes {
  const bytes: number[] = [];
  for (let rest = number; rest > 0 || bytes.length === 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  if (bytes[0]! >= 0x80) bytes.unshift(0);
  return der(TAG.integer, Uint8Array.from(bytes));
}

// The content of an object identifier; its only spelling.
export class Oid {
  readonly content: Bytes;

  constructor(hex: string) {
    this.content = fromHex(hex)!;
  }

  is(content: Uint8Array | null): boolean {
    return content !== null && equal(content, this.content);
  }

  get whole(): Bytes {
    return der(TAG.oid, this.content);
  }
}
