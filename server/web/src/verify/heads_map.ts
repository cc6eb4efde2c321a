// SPDX-License-Identifier: Apache-2.0
// The map of streams under a heads record (docs/FORMAT.md, "Streams and heads").
import { bigEndian, compare, concat, encodeText, type Bytes } from './bytes';
import { leafHash, nodeHash, sha256 } from './hash';
import { GrowingTree, rootOf } from './merkle';

export const BUCKETS = 4096;

const STREAM_LEAF = Uint8Array.of(0x81);
const MAP_LEAF = Uint8Array.of(0x82);

export const streamKey = (stream: string): Bytes =>
  sha256(encodeText('pledgebook/stream/v1\n'), encodeText(stream));

export const bucketOf = (key: Bytes): number => (key[0]! << 4) | (key[1]! >> 4); // the first 12 bits

export const streamLeafHash = (index: bigint, leaf: Bytes): Bytes =>
  leafHash(concat(STREAM_LEAF, bigEndian(index), leaf));

export const mapLeafHash = (key: Bytes, count: number, root: Bytes): Bytes =>
  leafHash(concat(MAP_LEAF, key, bigEndian(BigInt(count)), root));

// The whole map of a log that is replayed. What is hashed again is a bucket where a stream of it has
// grown, and the nodes above it.
export class HeadsMap {
  readonly #trees = new Map<string, { key: Bytes; tree: GrowingTree }>();
  readonly #buckets = new Map<number, string[]>();
  // The nodes of the tree over the buckets: the root is at 1, the children of n are at 2n and 2n + 1.
  readonly #nodes: Bytes[] = emptyNodes();
  readonly #changed = new Set<number>();

  append(streams: Iterable<string>, leaf: Bytes): void {
    for (const stream of streams) {
      let known = this.#trees.get(stream);
      if (known === undefined) {
        known = { key: streamKey(stream), tree: new GrowingTree() };
        this.#trees.set(stream, known);
        const bucket = bucketOf(known.key);
        this.#buckets.set(bucket, [...(this.#buckets.get(bucket) ?? []), stream]);
      }
      known.tree.append(leaf);
      this.#changed.add(bucketOf(known.key));
    }
  }

  seal(): { streams: bigint; mapRoot: Bytes } {
    let changed = new Set<number>();
    for (const bucket of this.#changed) {
      this.#nodes[BUCKETS + bucket] = leafHash(this.#bucketRoot(bucket));
      changed.add((BUCKETS + bucket) >> 1);
    }
    this.#changed.clear();
    while (changed.size > 0) {
      const parents = new Set<number>();
      for (const node of changed) {
        this.#nodes[node] = nodeHash(this.#nodes[2 * node]!, this.#nodes[2 * node + 1]!);
        if (node > 1) parents.add(node >> 1);
      }
      changed = parents;
    }
    return { streams: BigInt(this.#trees.size), mapRoot: this.#nodes[1]! };
  }

  #bucketRoot(bucket: number): Bytes {
    const known = this.#buckets.get(bucket)!.map((stream) => this.#trees.get(stream)!);
    known.sort((a, b) => compare(a.key, b.key));
    return rootOf(known.map(({ key, tree }) => mapLeafHash(key, tree.size, tree.root())));
  }
}

// All buckets empty, so that the nodes of a level are the same.
function emptyNodes(): Bytes[] {
  const nodes = new Array<Bytes>(2 * BUCKETS);
  let node = leafHash(rootOf([]));
  for (let level = BUCKETS; level >= 1; level >>= 1) {
    nodes.fill(node, level, 2 * level);
    node = nodeHash(node, node);
  }
  return nodes;
}
