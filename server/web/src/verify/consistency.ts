// SPDX-License-Identifier: Apache-2.0
// Consistency: a later checkpoint's log is the earlier one's, with records added (RFC 9162, section 2.1.4).
import { fromBase64, type Bytes } from './bytes';
import { HASH_BYTES } from './hash';
import { extendsTree, PROOF_HASHES_MAX } from './merkle';

export interface TreeHead {
  readonly size: bigint;
  readonly root: Bytes;
}

// `proof`: the hashes in base64, as GET /api/v1/proofs/consistency gives them.
export function verifyConsistency(from: TreeHead, to: TreeHead, proof: readonly string[]): boolean {
  if (proof.length > PROOF_HASHES_MAX + 1) return false;
  const hashes = proof.map(fromBase64);
  const isGood = hashes.every((hash) => hash?.length === HASH_BYTES);
  return isGood && extendsTree(from.size, from.root, to.size, to.root, hashes as Bytes[]);
}
