// SPDX-License-Identifier: Apache-2.0
// Memory: the newest checkpoint of each ledger that this browser has verified, so that a ledger which
// later shows another history is found out. Kept in IndexedDB; without it nothing is remembered.
import { equal } from './bytes';
import type { Checkpoint } from './checkpoint';
import { verifyConsistency, type TreeHead } from './consistency';

const DATABASE = 'pledgebook';
const STORE = 'checkpoints';

export interface Kept extends TreeHead {
  readonly origin: string;
}

export interface CheckpointStore {
  get(origin: string): Promise<Kept | null>;
  put(kept: Kept): Promise<void>;
}

// first: there was none before. newer, older: the two logs are one. forked: they are not; both
// checkpoints together prove it. contradicted: the proof that the ledger gave does not hold. unproven:
// it gave none. Of the last three nothing is kept.
export type Remembered = 'first' | 'same' | 'newer' | 'older' | 'forked' | 'contradicted' | 'unproven';

// The consistency proof between two sizes, in base64; from the ledger. Null where it can't be had.
export type FetchProof = (from: bigint, to: bigint) => Promise<readonly string[] | null>;

// Compares a checkpoint that the policy has accepted with the one remembered, and keeps the newer.
export async function remember(
  checkpoint: Checkpoint,
  store: CheckpointStore,
  fetchProof: FetchProof,
): Promise<Remembered> {
  const { origin, size, root } = checkpoint;
  const kept = await store.get(origin);
  if (kept === null) {
    await store.put({ origin, size, root });
    return 'first';
  }
  if (kept.size === size) return equal(kept.root, root) ? 'same' : 'forked';
  const isNewer = size > kept.size;
  const [from, to] = isNewer ? [kept, checkpoint] : [checkpoint, kept];
  const proof = await fetchProof(from.size, to.size);
  if (proof === null) return 'unproven';
  if (!verifyConsistency(from, to, proof)) return 'contradicted';
  if (isNewer) await store.put({ origin, size, root });
  return isNewer ? 'newer' : 'older';
}

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// Null where the browser has no IndexedDB, or does not let this page use it.
export async function browserStore(): Promise<CheckpointStore | null> {
  try {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'origin' });
    const database = await asked(request);
    const store = (mode: IDBTransactionMode) => database.transaction(STORE, mode).objectStore(STORE);
    return {
      get: async (origin) => ((await asked(store('readonly').get(origin))) as Kept | undefined) ?? null,
      put: async (kept) => void (await asked(store('readwrite').put(kept))),
    };
  } catch {
    return null;
  }
}
