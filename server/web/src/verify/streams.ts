// SPDX-License-Identifier: Apache-2.0
// Streams of an export: the records of each, the streams that they require, and the proofs that these
// are all (docs/FORMAT.md, "Export"). Faults of completeness are thrown as Wrong.
import { compare, equal, type Bytes } from './bytes';
import { faultWords, Wrong, type FaultName } from './fault';
import { sha256 } from './hash';
import { BUCKETS, bucketOf, mapLeafHash, streamKey, streamLeafHash } from './heads_map';
import { leafHash } from './hash';
import { GrowingTree, includes, rootOfInclusion } from './merkle';
import type { Heads, LogRecord } from './record';
import { streamsBehind, streamsOf, type Statement } from './statement';

export interface Neighbour {
  readonly key: Bytes;
  readonly count: number;
  readonly root: Bytes;
  readonly path: readonly Bytes[];
}

export type Shown =
  | { readonly place: number; readonly count: number; readonly path: readonly Bytes[] }
  | {
      readonly absent: {
        readonly place: number;
        readonly left: Neighbour | null;
        readonly right: Neighbour | null;
      };
    };

export interface StreamProof {
  readonly stream: string;
  readonly bucketSize: number;
  readonly bucketPath: readonly Bytes[];
  readonly shown: Shown;
}

interface Tally {
  readonly tree: GrowingTree;
  readonly behind: Set<string>;
  first: bigint | null; // the first record whose own stream this is
  hasFormer: boolean; // that record names one before it in the stream
}

const incomplete = (stream: string, reason: FaultName, params?: Record<string, string | number>): Wrong =>
  new Wrong('streams', { kind: 'stream', stream }, faultWords(reason, params), 'complete');

export class StreamTallies {
  readonly #tallies = new Map<string, Tally>();
  #needed: Set<string> | null = null;
  readonly #shown = new Set<string>();
  #last = '';
  // What may only follow from a record that is missing elsewhere: the fault if there is no other.
  #later: Wrong | null = null;

  add(record: LogRecord, statement: Statement): void {
    const leaf = streamLeafHash(record.index, record.leaf);
    const behind = streamsBehind(statement);
    for (const stream of streamsOf(statement)) {
      const tally = this.#tallyOf(stream);
      tally.tree.append(leaf);
      for (const each of behind) tally.behind.add(each);
    }
    const own = this.#tallyOf(statement.stream);
    if (own.first !== null) return;
    own.first = record.index;
    own.hasFormer = statement.prev !== null;
  }

  count(stream: string): number {
    return this.#tallies.get(stream)?.tree.size ?? 0;
  }

  get shownCount(): number {
    return this.#shown.size;
  }

  // Once, after all records and before the streams.
  askFor(selected: readonly string[]): void {
    const needed = new Set<string>();
    const waiting = [...selected];
    while (waiting.length > 0) {
      const stream = waiting.pop()!;
      if (needed.has(stream)) continue;
      needed.add(stream);
      for (const each of this.#tallies.get(stream)?.behind ?? []) waiting.push(each);
    }
    this.#needed = needed;
    for (const [stream, { first, hasFormer }] of this.#tallies) {
      if (first === null || needed.has(stream)) continue;
      const words = faultWords(hasFormer ? 'former_missing' : 'record_not_asked', { stream });
      const wrong = new Wrong('streams', { kind: 'record', index: first }, words, 'complete');
      if (hasFormer) throw wrong;
      this.#later ??= wrong;
    }
  }

  show(proof: StreamProof, heads: Heads): void {
    const { stream } = proof;
    if (this.#last !== '' && stream <= this.#last) throw incomplete(stream, 'streams_order');
    this.#last = stream;
    if (!this.#needed!.has(stream)) {
      this.#later ??= incomplete(stream, 'stream_not_asked');
      return;
    }
    this.#shown.add(stream);
    try {
      this.#check(proof, heads);
    } catch (wrong) {
      // Without records of its own: the stream of the record that is missing says more.
      if (!(wrong instanceof Wrong) || this.#tallies.get(stream)?.first != null) throw wrong;
      this.#later ??= wrong;
    }
  }

  #check(proof: StreamProof, heads: Heads): void {
    const { stream } = proof;
    const key = streamKey(stream);
    const bucket =
      'absent' in proof.shown
        ? this.#bucketWithout(key, proof, proof.shown.absent)
        : this.#bucketWith(key, proof, proof.shown);
    const isProven =
      bucket !== null &&
      includes(leafHash(bucket), BigInt(bucketOf(key)), BigInt(BUCKETS), proof.bucketPath, heads.mapRoot);
    if (!isProven) throw incomplete(stream, 'absent' in proof.shown ? 'stream_exists' : 'stream_differs');
  }

  checkAllShown(): void {
    if (this.#later !== null) throw this.#later;
    for (const stream of this.#needed!) {
      if (!this.#shown.has(stream)) throw incomplete(stream, 'stream_missing');
    }
  }

  #tallyOf(stream: string): Tally {
    let tally = this.#tallies.get(stream);
    if (tally === undefined) {
      tally = { tree: new GrowingTree(), behind: new Set(), first: null, hasFormer: false };
      this.#tallies.set(stream, tally);
    }
    return tally;
  }

  // The root of the stream's bucket, if these are its records, all of them.
  #bucketWith(
    key: Bytes,
    { stream, bucketSize }: StreamProof,
    { place, count, path }: { place: number; count: number; path: readonly Bytes[] },
  ): Bytes | null {
    const held = this.count(stream);
    if (held !== count) throw incomplete(stream, 'stream_count', { count, held });
    if (held === 0) return null;
    const leaf = mapLeafHash(key, count, this.#tallies.get(stream)!.tree.root());
    return rootOfInclusion(leaf, BigInt(place), BigInt(bucketSize), path);
  }

  // The same, if there is no such stream.
  #bucketWithout(
    key: Bytes,
    { stream, bucketSize }: StreamProof,
    { place, left, right }: { place: number; left: Neighbour | null; right: Neighbour | null },
  ): Bytes | null {
    if (this.count(stream) > 0) throw incomplete(stream, 'stream_denied');
    if (
      place > bucketSize ||
      (left === null) !== (place === 0) ||
      (right === null) !== (place === bucketSize)
    ) {
      return null;
    }
    if ((left && compare(left.key, key) >= 0) || (right && compare(right.key, key) <= 0)) return null;
    if (!left && !right) return sha256(new Uint8Array());
    const rootAt = (neighbour: Neighbour, at: number) =>
      rootOfInclusion(
        mapLeafHash(neighbour.key, neighbour.count, neighbour.root),
        BigInt(at),
        BigInt(bucketSize),
        neighbour.path,
      );
    const roots = [left && rootAt(left, place - 1), right && rootAt(right, place)].filter(
      (_, i) => (i === 0 ? left : right) !== null,
    );
    const [first, second] = roots;
    if (!first || (roots.length === 2 && (!second || !equal(first, second)))) return null;
    return first;
  }
}
