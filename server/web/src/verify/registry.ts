// SPDX-License-Identifier: Apache-2.0
// What the rights depend on, record by record: parties, keys, pledges, the ledger's beginning.
import type { JsonObject } from './json';
import { KeyRing, type Key } from './keys';

export interface Party {
  readonly name: string;
  readonly roles: readonly string[];
  readonly isSuspended: boolean;
}

export interface Pledge {
  readonly owner: string;
  body: JsonObject;
  correction: JsonObject | null; // the changes that the newest proposal makes
  determined: number | null; // index of the determination in force
  wasPublished: boolean;
  readonly partners: Set<string>; // that have signed
  readonly hands: Set<string>; // the holders that signed a member's statement of it
  records: number;
  reports: number;
  entered: string[]; // sids entered on the owner's behalf that it has not endorsed
}

export class Registry {
  ledger: string | null = null; // the ledger's name
  origin = '';
  operator = '';
  quorum = 0; // root keys that sign together
  readonly keys = new KeyRing();
  readonly parties = new Map<string, Party>();
  readonly pledges = new Map<string, Pledge>();

  hasRole(key: Key, role: string): boolean {
    return key.roles.includes(role) && (this.parties.get(key.party)?.roles.includes(role) ?? false);
  }
}
