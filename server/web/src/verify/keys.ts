// SPDX-License-Identifier: Apache-2.0
// The parties' keys: who added them, who holds them, when they ended, and what a compromised one
// takes along (docs/VERIFYING.md, "Signatures and rights").
import { sha256 } from './hash';
import { toHex } from './bytes';
import type { PublicKey } from './ed25519';

export const OFFICERS: ReadonlySet<string> = new Set(['registrar', 'reviewer', 'auditor']);

export interface Held {
  readonly index: number;
  readonly time: number; // milliseconds
}

interface Dispute {
  readonly since: number; // index
  readonly known: number; // index of the record that says so
}

export interface Key {
  readonly id: string;
  readonly publicKey: PublicKey;
  readonly party: string;
  readonly roles: readonly string[];
  readonly isRoot: boolean;
  readonly isRecovered: boolean;
  readonly added: number;
  readonly addedBy: readonly string[];
  readonly holder: string; // the first key of its chain of key.replaced
  readonly heldSince: Held;
  readonly addedKeys: string[];
  readonly disputes: Dispute[];
  ended: number | null;
}

export const keyIdOf = (key: PublicKey): string => toHex(sha256(key.bytes));

export const isOfficers = (key: Key): boolean => key.roles.some((role) => OFFICERS.has(role));

export const isDisputed = (key: Key, signed: number, asOf: number): boolean =>
  key.disputes.some(({ since, known }) => since <= signed && known <= asOf);

export class KeyRing {
  readonly #keys = new Map<string, Key>();
  readonly #ofParty = new Map<string, Key[]>();

  get(id: string): Key | undefined {
    return this.#keys.get(id);
  }

  of(party: string): readonly Key[] {
    return this.#ofParty.get(party) ?? [];
  }

  // Root keys apart.
  active(party: string): Key[] {
    return this.of(party).filter((key) => key.ended === null && !key.isRoot);
  }

  activeRoots(): Key[] {
    return [...this.#keys.values()].filter((key) => key.isRoot && key.ended === null);
  }

  get size(): number {
    return this.#keys.size;
  }

  hasHadKey(party: string): boolean {
    return this.of(party).length > 0;
  }

  keep(key: Key): void {
    this.#keys.set(key.id, key);
    const ofParty = this.#ofParty.get(key.party);
    if (ofParty === undefined) this.#ofParty.set(key.party, [key]);
    else ofParty.push(key);
  }

  // Keeps a key that the keys `addedBy` have added; it is disputed where they were.
  add(key: Key): void {
    this.keep(key);
    const adders = key.addedBy.map((id) => this.#keys.get(id)!);
    for (const adder of adders) adder.addedKeys.push(key.id);
    const isTainted = adders.some((adder) => isDisputed(adder, key.added, key.added));
    if (isTainted && !this.#isVouchedFor(key, key.added)) this.#dispute(key, key.added, key.added);
  }

  // Ends the key; if it was compromised since an index, also the keys of its party that descend from it.
  revoke(key: Key, since: number | null, known: number): void {
    const ended = since === null ? [key] : this.#dispute(key, since, known);
    for (const each of ended) {
      if (each.party === key.party) each.ended ??= known;
    }
  }

  // The root keys that would be left after such a revocation.
  rootsLeft(key: Key, since: number | null, known: number): number {
    const trial = new KeyRing();
    for (const each of this.#keys.values()) trial.keep({ ...each, disputes: [...each.disputes] });
    trial.revoke(trial.get(key.id)!, since, known);
    return trial.activeRoots().length;
  }

  // Another undisputed key of the key's party has signed for it.
  #isVouchedFor(key: Key, known: number): boolean {
    return key.addedBy.some((id) => {
      const adder = this.#keys.get(id)!;
      return adder.party === key.party && !isDisputed(adder, key.added, known);
    });
  }

  // Disputes the key from `since` on and, in turn, what it added or was replaced by since then.
  #dispute(first: Key, since: number, known: number): Key[] {
    const disputed: { key: Key; begin: number }[] = [{ key: first, begin: since }];
    const seen = new Set([first.id]);
    for (const { key, begin } of disputed) {
      // grows on the way
      const last = key.disputes.at(-1);
      if (last === undefined || begin < last.since) key.disputes.push({ since: begin, known });
      for (const id of key.addedKeys) {
        const child = this.#keys.get(id)!;
        if (child.added < begin || seen.has(id) || this.#isVouchedFor(child, known)) continue;
        seen.add(id);
        disputed.push({ key: child, begin: child.added });
      }
    }
    return disputed.map(({ key }) => key);
  }
}
