// SPDX-License-Identifier: Apache-2.0
// OutboxStore: where signed statements wait, in this browser (IndexedDB). Other tabs see the same. Everything
// in it is public or about to be: no key is ever here.
import type { Fault } from "./fault";
import type { TroubleKind } from "./ledger_client";

// `waiting`: to be sent. `refused`: the ledger said no. `stale`: other statements came first in its stream.
// `recorded`: the ledger has it.
export type EntryState = "waiting" | "refused" | "stale" | "recorded";

export interface OutboxEntry {
  readonly sid: string;
  readonly ledger: string; // whose statement it is: "origin#…"
  readonly envelope: string;
  readonly page: string; // the address where it was made, to begin again there; "" for none
  readonly keptAt: number; // milliseconds, by this computer's clock
  readonly state: EntryState;
  readonly tries: number;
  readonly nextTryAt: number; // of `waiting`
  readonly trouble: TroubleKind | null; // of the last try
  readonly fault: Fault | null; // of `refused`
  readonly index: number | null; // of `recorded`
  readonly recordedAt: string | null; // of `recorded`: by the ledger's clock
}

// Each promise rejects where the browser keeps nothing, as in some private windows.
export interface OutboxStore {
  all(): Promise<OutboxEntry[]>;
  get(sid: string): Promise<OutboxEntry | undefined>;
  put(entry: OutboxEntry): Promise<void>;
  remove(sid: string): Promise<void>;
}

const DATABASE = "pledgebook-outbox";
const VERSION = 1;
const STATEMENTS = "statements";

export class BrowserOutboxStore implements OutboxStore {
  #database: Promise<IDBDatabase> | undefined;

  async all(): Promise<OutboxEntry[]> {
    const entries = await this.#run("readonly", (store) => store.getAll() as IDBRequest<OutboxEntry[]>);
    return entries.sort((a, b) => a.keptAt - b.keptAt);
  }

  async get(sid: string): Promise<OutboxEntry | undefined> {
    return this.#run("readonly", (store) => store.get(sid) as IDBRequest<OutboxEntry | undefined>);
  }

  async put(entry: OutboxEntry): Promise<void> {
    await this.#run("readwrite", (store) => store.put(entry));
  }

  async remove(sid: string): Promise<void> {
    await this.#run("readwrite", (store) => store.delete(sid));
  }

  // Resolves once the transaction is on the disk.
  async #run<T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    this.#database ??= open();
    const database = await this.#database.catch((error: unknown) => {
      this.#database = undefined; // the next try may be luckier
      throw error;
    });
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(STATEMENTS, mode, { durability: "strict" });
      const request = ask(transaction.objectStore(STATEMENTS));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
    });
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, VERSION);
    request.onupgradeneeded = () => request.result.createObjectStore(STATEMENTS, { keyPath: "sid" });
    request.onsuccess = () => {
      // A newer page of this server may want to change the database.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error ?? new Error("not opened"));
    request.onblocked = () => reject(new Error("blocked"));
  });
}
