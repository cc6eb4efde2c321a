// SPDX-License-Identifier: Apache-2.0
// KeyRing: the keys of this browser, in IndexedDB. A key is called usable only after one that was
// stored has been read again and has signed: Safari and private windows may refuse to store it, or give
// back something else. Other pages take keys from here to sign; several a party are possible.
import type { Bytes } from '../verify/bytes';
import { BrowserKey } from './browser_key';
import { KeyFault } from './key_fault';

const DATABASE = 'pledgebook-keys';
const STORE = 'keys';

export interface KeptKey {
  readonly id: string; // SHA-256 of the public key, hex
  readonly ledger: string; // the field `ledger` of its statements; empty where the ledger did not answer
  readonly party: string; // its id; empty while the key belongs to none
  readonly name: string; // for people: "Office laptop"
  readonly publicKey: Bytes;
  readonly privateKey: CryptoKey; // not extractable
  readonly made: string; // or restored here; YYYY-MM-DDThh:mm:ss.sssZ
  readonly hasBackup: boolean; // somebody has shown that a backup was saved
}

// What IndexedDB does for us; tests have another.
export interface KeyStore {
  all(): Promise<KeptKey[]>;
  get(id: string): Promise<KeptKey | null>;
  put(key: KeptKey): Promise<void>;
  delete(id: string): Promise<void>;
}

export const signerOf = ({ publicKey, privateKey }: KeptKey): BrowserKey => new BrowserKey(publicKey, privateKey);

// What is stored is ours, but an earlier version or another program may have written it.
function isWhole(key: KeptKey | null): key is KeptKey {
  return (
    key !== null &&
    typeof key === 'object' &&
    key.publicKey instanceof Uint8Array &&
    key.privateKey instanceof CryptoKey &&
    !key.privateKey.extractable &&
    signerOf(key).id === key.id
  );
}

export class KeyRing {
  constructor(readonly store: KeyStore) {}

  // The oldest first.
  async all(): Promise<KeptKey[]> {
    const keys = (await this.store.all()).filter(isWhole);
    return keys.sort((a, b) => (a.made < b.made ? -1 : a.made > b.made ? 1 : 0));
  }

  async get(id: string): Promise<KeptKey | null> {
    const key = await this.store.get(id);
    return isWhole(key) ? key : null;
  }

  // Stores the key and signs with what was stored. On a fault nothing stays behind.
  async keep(key: KeptKey): Promise<KeyFault | null> {
    try {
      await this.store.put(key);
      const stored = await this.get(key.id);
      if (stored !== null && (await signerOf(stored).canSign())) return null;
    } catch {
      // DataCloneError, or no room.
    }
    await this.store.delete(key.id).catch(() => {});
    return new KeyFault('not_stored');
  }

  async change(id: string, changes: Partial<Pick<KeptKey, 'ledger' | 'party' | 'name' | 'hasBackup'>>): Promise<void> {
    const key = await this.get(id);
    if (key !== null) await this.store.put({ ...key, ...changes });
  }

  async remove(id: string): Promise<void> {
    await this.store.delete(id);
  }
}

// Asks the browser not to delete this site's data on its own. False where it may.
export async function askToPersist(): Promise<boolean> {
  try {
    return (await navigator.storage.persisted()) || (await navigator.storage.persist());
  } catch {
    return false;
  }
}

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// Until it is on disk.
function done(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}

export async function openKeyRing(): Promise<KeyRing | KeyFault> {
  try {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' });
    const database = await asked(request);
    const reading = () => database.transaction(STORE).objectStore(STORE);
    const write = async (change: (store: IDBObjectStore) => IDBRequest): Promise<void> => {
      const transaction = database.transaction(STORE, 'readwrite', { durability: 'strict' });
      change(transaction.objectStore(STORE));
      await done(transaction);
    };
    return new KeyRing({
      all: async () => (await asked(reading().getAll())) as KeptKey[],
      get: async (id) => ((await asked(reading().get(id))) as KeptKey | undefined) ?? null,
      put: (key) => write((store) => store.put(key)),
      delete: (id) => write((store) => store.delete(id)),
    });
  } catch {
    return new KeyFault('no_storage');
  }
}
