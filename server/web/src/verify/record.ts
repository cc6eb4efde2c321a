// SPDX-License-Identifier: Apache-2.0
// Records: the leaves of the log (docs/FORMAT.md, "Record").
import { toHex, type Bytes } from './bytes';
import { HASH_BYTES, leafHash } from './hash';

const VERSION = 1;
const STATEMENT = 1;
const HEADS = 2;
const RECORDED_AT_MAX = 253_402_300_799_999n; // the last millisecond of the year 9999
const PAYLOAD_BYTES_MAX = 32_768;
const SIGNATURES_MAX = 16;
const SIGNATURE_BYTES = 64;

export interface KeySignature {
  readonly key: string; // hex H(public key)
  readonly signature: Bytes;
}

export interface SignedPayload {
  readonly payload: Bytes;
  readonly signatures: readonly KeySignature[];
}

export interface Heads {
  readonly streams: bigint;
  readonly mapRoot: Bytes;
}

export interface LogRecord {
  readonly index: bigint;
  readonly recordedAt: number; // milliseconds since 1970
  readonly prev: Bytes;
  readonly leaf: Bytes;
  readonly signed: SignedPayload | null; // exactly one of the two
  readonly heads: Heads | null;
}

class Unreadable extends Error {}

class Reader {
  #at = 0;
  readonly #view: DataView;

  constructor(readonly bytes: Bytes) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  take(size: number): Bytes {
    if (this.#at + size > this.bytes.length) throw new Unreadable();
    this.#at += size;
    return this.bytes.slice(this.#at - size, this.#at);
  }

  u8(): number {
    return this.take(1)[0]!;
  }

  u16(): number {
    this.take(2);
    return this.#view.getUint16(this.#at - 2);
  }

  u64(): bigint {
    this.take(8);
    return this.#view.getBigUint64(this.#at - 8);
  }

  requireEnd(): void {
    if (this.#at !== this.bytes.length) throw new Unreadable();
  }
}

function takeSigned(reader: Reader): SignedPayload {
  const size = reader.u16();
  if (size > PAYLOAD_BYTES_MAX) throw new Unreadable();
  const payload = reader.take(size);
  const count = reader.u8();
  if (count < 1 || count > SIGNATURES_MAX) throw new Unreadable();
  const signatures: KeySignature[] = [];
  for (let i = 0; i < count; ++i) {
    const key = toHex(reader.take(HASH_BYTES));
    if (i > 0 && key <= signatures[i - 1]!.key) throw new Unreadable();
    signatures.push({ key, signature: reader.take(SIGNATURE_BYTES) });
  }
  return { payload, signatures };
}

function read(bytes: Bytes): LogRecord {
  const reader = new Reader(bytes);
  if (reader.u8() !== VERSION) throw new Unreadable();
  const type = reader.u8();
  const index = reader.u64();
  const recordedAt = reader.u64();
  if (recordedAt > RECORDED_AT_MAX || (type !== STATEMENT && type !== HEADS)) throw new Unreadable();
  const prev = reader.take(HASH_BYTES);
  const signed = type === STATEMENT ? takeSigned(reader) : null;
  const heads = type === HEADS ? { streams: reader.u64(), mapRoot: reader.take(HASH_BYTES) } : null;
  reader.requireEnd();
  return { index, recordedAt: Number(recordedAt), prev, leaf: leafHash(bytes), signed, heads };
}

// The record, or null where the bytes are not one of this version.
export function parseRecord(bytes: Bytes): LogRecord | null {
  try {
    return read(bytes);
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}
