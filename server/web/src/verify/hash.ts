// SPDX-License-Identifier: Apache-2.0
// SHA-256, and the hashes of RFC 6962 trees.
import { sha256 as digest } from '@noble/hashes/sha2.js';
import { concat, type Bytes } from './bytes';

export const HASH_BYTES = 32;

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

export const sha256 = (...parts: Uint8Array[]): Bytes =>
  digest(parts.length === 1 ? parts[0]! : concat(...parts)) as Bytes;

export const leafHash = (leaf: Uint8Array): Bytes => sha256(LEAF, leaf);

export const nodeHash = (left: Uint8Array, right: Uint8Array): Bytes => sha256(NODE, left, right);
