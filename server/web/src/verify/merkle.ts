// SPDX-License-Identifier: Apache-2.0
// RFC 6962 trees: the root, one leaf at a time; and the proofs of RFC 9162, section 2.1. Sizes and
// indices are below 2^63.
import { equal, type Bytes } from './bytes';
import { nodeHash, sha256 } from './hash';

export const PROOF_HASHES_MAX = 63;

// The complete subtrees of a tree that grows, the largest first.
export class GrowingTree {
  size = 0;
  #nodes: { height: number; root: Bytes }[] = [];

  append(leaf: Bytes): void {
    this.size += 1;
    let node = { height: 0, root: leaf };
    while (this.#nodes.at(-1)?.height === node.height) {
      node = { height: node.height + 1, root: nodeHash(this.#nodes.pop()!.root, node.root) };
    }
    this.#nodes.push(node);
  }

  root(): Bytes {
    if (this.size === 0) return sha256(new Uint8Array());
    return this.#nodes.map((node) => node.root).reduceRight((right, left) => nodeHash(left, right));
  }
}

export function rootOf(leaves: Iterable<Bytes>): Bytes {
  const tree = new GrowingTree();
  for (const leaf of leaves) tree.append(leaf);
  return tree.root();
}

// RFC 9162, section 2.1.3.2, without its last comparison: the root to which the proof leads.
export function rootOfInclusion(
  leaf: Bytes,
  index: bigint,
  size: bigint,
  proof: readonly Bytes[],
): Bytes | null {
  if (index < 0n || index >= size) return null;
  let fn = index;
  let sn = size - 1n;
  let node = leaf;
  for (const sibling of proof) {
    if (sn === 0n) return null;
    if ((fn & 1n) === 1n || fn === sn) {
      node = nodeHash(sibling, node);
      while ((fn & 1n) === 0n && fn !== 0n) {
        fn >>= 1n;
        sn >>= 1n;
      }
    } else {
      node = nodeHash(node, sibling);
    }
    fn >>= 1n;
    sn >>= 1n;
  }
  return sn === 0n ? node : null;
}

export function includes(
  leaf: Bytes,
  index: bigint,
  size: bigint,
  proof: readonly Bytes[],
  root: Bytes,
): boolean {
  const reached = rootOfInclusion(leaf, index, size, proof);
  return reached !== null && equal(reached, root);
}

// RFC 9162, section 2.1.4.2; of the same size, only the empty proof is right. No proof starts from no
// leaves, but to none.
export function extendsTree(
  from: bigint,
  fromRoot: Bytes,
  to: bigint,
  toRoot: Bytes,
  proof: readonly Bytes[],
): boolean {
  if (from < 0n || from > to || (from === 0n && to > 0n)) return false;
  if (from === to) {
    const isRootOfSize = to > 0n || equal(toRoot, sha256(new Uint8Array()));
    return proof.length === 0 && equal(fromRoot, toRoot) && isRootOfSize;
  }
  let fn = from - 1n;
  let sn = to - 1n;
  while ((fn & 1n) === 1n) {
    fn >>= 1n;
    sn >>= 1n;
  }
  // Where the smaller tree is a complete subtree of the larger, the proof does not repeat its root.
  const path = fn === 0n ? [fromRoot, ...proof] : [...proof];
  const seed = path.shift();
  if (seed === undefined) return false;
  let old = seed;
  let now = seed;
  for (const sibling of path) {
    if (sn === 0n) return false;
    if ((fn & 1n) === 1n || fn === sn) {
      old = nodeHash(sibling, old);
      now = nodeHash(sibling, now);
      while ((fn & 1n) === 0n && fn !== 0n) {
        fn >>= 1n;
        sn >>= 1n;
      }
    } else {
      now = nodeHash(now, sibling);
    }
    fn >>= 1n;
    sn >>= 1n;
  }
  return sn === 0n && equal(old, fromRoot) && equal(now, toRoot);
}
