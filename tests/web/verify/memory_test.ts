// SPDX-License-Identifier: Apache-2.0
// The newest checkpoint of a ledger is remembered, and a ledger that shows another history is found out.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeText, toBase64, type Bytes } from '../../../server/web/src/verify/bytes';
import type { Checkpoint } from '../../../server/web/src/verify/checkpoint';
import { verifyConsistency } from '../../../server/web/src/verify/consistency';
import { leafHash } from '../../../server/web/src/verify/hash';
import { remember, type CheckpointStore, type Kept } from '../../../server/web/src/verify/memory';
import { rootOf } from '../../../server/web/src/verify/merkle';
import { hex, vectors } from './vectors';

const { roots, consistency } = vectors('crypto').merkle;

class MapStore implements CheckpointStore {
  readonly kept = new Map<string, Kept>();

  async get(origin: string): Promise<Kept | null> {
    return this.kept.get(origin) ?? null;
  }

  async put(kept: Kept): Promise<void> {
    this.kept.set(kept.origin, kept);
  }
}

function checkpointOf(size: number, root: Bytes = hex(roots[size])): Checkpoint {
  return { origin: 'example.org/pledges', size: BigInt(size), root, note: { text: '', signatures: [] } };
}

function proofOf(from: bigint, to: bigint): string[] | null {
  const found = consistency.find((each: any) => BigInt(each.from) === from && BigInt(each.to) === to);
  return found ? found.proof.map((hash: string) => toBase64(hex(hash))) : null;
}

const fetchProof = async (from: bigint, to: bigint): Promise<string[] | null> => proofOf(from, to);
const { from, to } = consistency.find((each: any) => each.proof.length > 1);

test('a ledger that grows is remembered at its newest', async () => {
  const store = new MapStore();
  assert.equal(await remember(checkpointOf(from), store, fetchProof), 'first');
  assert.equal(await remember(checkpointOf(from), store, fetchProof), 'same');
  assert.equal(await remember(checkpointOf(to), store, fetchProof), 'newer');
  assert.equal(store.kept.get('example.org/pledges')?.size, BigInt(to));
  assert.equal(await remember(checkpointOf(from), store, fetchProof), 'older');
  assert.equal(store.kept.get('example.org/pledges')?.size, BigInt(to));
});

test('another history is found out, and not remembered', async () => {
  const store = new MapStore();
  await remember(checkpointOf(from), store, fetchProof);
  const other = rootOf([leafHash(encodeText('another'))]);
  assert.equal(await remember(checkpointOf(from, other), store, fetchProof), 'forked');
  assert.equal(await remember(checkpointOf(to, other), store, fetchProof), 'contradicted');
  assert.equal(await remember(checkpointOf(to), store, async () => null), 'unproven');
  assert.equal(store.kept.get('example.org/pledges')?.size, BigInt(from));
});

test('proofs of consistency in base64', () => {
  for (const each of consistency) {
    const [before, after] = [checkpointOf(each.from), checkpointOf(each.to)];
    const proof = proofOf(before.size, after.size)!;
    assert.ok(verifyConsistency(before, after, proof));
    assert.ok(!verifyConsistency(before, after, [...proof, toBase64(new Uint8Array(32))]));
    assert.ok(!verifyConsistency(before, after, [...proof.slice(1), 'AA==']));
  }
});
