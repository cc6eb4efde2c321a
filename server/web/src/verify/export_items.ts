// SPDX-License-Identifier: Apache-2.0
// The items of an export, from JSON: records with their proofs, and proofs of streams.
import { fromBase64, type Bytes } from './bytes';
import { HASH_BYTES } from './hash';
import { isObject, parseJson, type Json, type JsonObject } from './json';
import { PROOF_HASHES_MAX } from './merkle';
import { parseRecord, type LogRecord } from './record';
import { isStreamName } from './selection';
import { parseStatement, type Statement, type StatementFault } from './statement';
import type { Neighbour, StreamProof } from './streams';

class Misshapen extends Error {}

// The members, each there and no other.
function membersOf(value: Json | undefined, names: readonly string[]): JsonObject {
  const isGood =
    isObject(value) &&
    Object.keys(value).length === names.length &&
    names.every((name) => Object.hasOwn(value, name));
  if (!isGood) throw new Misshapen();
  return value;
}

function numberOf(value: Json | undefined): number {
  if (typeof value !== 'number' || value < 0) throw new Misshapen();
  return value;
}

function bytesOf(value: Json | undefined): Bytes {
  const bytes = typeof value === 'string' ? fromBase64(value) : null;
  if (bytes === null) throw new Misshapen();
  return bytes;
}

function hashOf(value: Json | undefined): Bytes {
  const bytes = bytesOf(value);
  if (bytes.length !== HASH_BYTES) throw new Misshapen();
  return bytes;
}

function hashesOf(value: Json | undefined): Bytes[] {
  if (!Array.isArray(value) || value.length > PROOF_HASHES_MAX) throw new Misshapen();
  return value.map(hashOf);
}

function neighbourOf(value: Json | undefined): Neighbour | null {
  if (value === null) return null;
  const { key, count, root, path } = membersOf(value, ['key', 'count', 'root', 'path']);
  return { key: hashOf(key), count: numberOf(count), root: hashOf(root), path: hashesOf(path) };
}

function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof Misshapen) return null;
    throw error;
  }
}

// The proof of a stream, or null where the item is none.
export function readStream(text: string): StreamProof | null {
  return attempt(() => {
    const value = parseJson(text);
    const isAbsent = isObject(value) && Object.hasOwn(value, 'absent');
    const own = isAbsent ? ['absent'] : ['place', 'count', 'path'];
    const { stream, bucket_size, bucket_path, ...rest } = membersOf(value, [
      'stream',
      'bucket_size',
      'bucket_path',
      ...own,
    ]);
    if (!isStreamName(stream)) throw new Misshapen();
    const proof = { stream, bucketSize: numberOf(bucket_size), bucketPath: hashesOf(bucket_path) };
    if (!isAbsent) {
      const shown = {
        place: numberOf(rest['place']),
        count: numberOf(rest['count']),
        path: hashesOf(rest['path']),
      };
      return { ...proof, shown };
    }
    const { place, left, right } = membersOf(rest['absent'], ['place', 'left', 'right']);
    return {
      ...proof,
      shown: { absent: { place: numberOf(place), left: neighbourOf(left), right: neighbourOf(right) } },
    };
  });
}

export interface ExaminedRecord {
  readonly index: number;
  readonly record: LogRecord;
  readonly statement: Statement | null; // null for a heads record
  readonly proof: readonly Bytes[];
}

// `index`: if it is known.
export interface BadItem {
  readonly index: number | null;
  readonly reason: 'record_item' | 'record_bytes' | 'record_index' | `statement.${StatementFault}`;
}

export function examineItem(text: string, withProof: boolean): ExaminedRecord | BadItem {
  const names = withProof ? ['index', 'record', 'proof'] : ['index', 'record'];
  const item = attempt(() => {
    const { index, record, proof } = membersOf(parseJson(text), names);
    return { index: numberOf(index), bytes: bytesOf(record), proof: withProof ? hashesOf(proof) : [] };
  });
  if (item === null) return { index: null, reason: 'record_item' };
  const { index, bytes, proof } = item;
  const record = parseRecord(bytes);
  if (record === null) return { index, reason: 'record_bytes' };
  if (record.index !== BigInt(index)) return { index, reason: 'record_index' };
  const statement = record.signed === null ? null : parseStatement(record.signed.payload);
  if (typeof statement === 'string') return { index, reason: `statement.${statement}` };
  return { index, record, statement, proof };
}
