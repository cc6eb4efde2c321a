// SPDX-License-Identifier: Apache-2.0
// UsableKeys: the keys of this browser that may sign what a page is for.
import { isFault } from "../keys/key_fault";
import { openKeyRing, signerOf, type KeptKey } from "../keys/key_ring";
import type { LedgerClient, SigningKey } from "../signing";

export interface UsableKey {
  readonly id: string;
  readonly name: string;
  readonly party: string;
  readonly partyName: string;
  readonly roles: readonly string[]; // empty where the server does not say
  readonly isRoot: boolean;
  readonly signing: SigningKey;
}

export interface UsableKeys {
  readonly keys: readonly UsableKey[];
  readonly isSilent: boolean; // the server did not answer: the keys are those that the browser remembers
}

// Keys with one of these roles; where the server does not say, those that belong to an organisation of this ledger.
// "root" among them means root keys too, and "new" keys that the ledger does not know yet.
export async function usableKeys(client: LedgerClient, ledger: string, wanted: readonly string[]): Promise<UsableKeys> {
  const ring = await openKeyRing();
  const kept = isFault(ring) ? [] : await ring.all();
  let isSilent = false;
  const found = await Promise.all(
    kept.map(async (key) => {
      const facts = await client.key(key.id);
      if (facts.ok) {
        const { isActive, isRoot, roles, party } = facts.value;
        const fits = isActive && (isRoot ? wanted.includes("root") : roles.some((role) => wanted.includes(role)));
        return fits ? usable(client, key, { party, roles, isRoot }) : null;
      }
      if (facts.trouble.kind === "not_found" && wanted.includes("new")) return usable(client, key, { party: key.party, roles: [], isRoot: false });
      if (facts.trouble.kind === "not_found" || key.party === "" || key.ledger !== ledger) return null;
      isSilent = true;
      return usable(client, key, { party: key.party, roles: [], isRoot: false });
    }),
  );
  return { keys: found.filter((key) => key !== null), isSilent };
}

async function usable(client: LedgerClient, key: KeptKey, whose: Pick<UsableKey, "party" | "roles" | "isRoot">): Promise<UsableKey> {
  const facts = whose.party === "" ? null : await client.party(whose.party);
  const { id, name, publicKey } = key;
  const signing = { id, label: name, publicKey, sign: (bytes: Uint8Array) => signerOf(key).sign(bytes.slice()) };
  return { id, name, ...whose, partyName: facts?.ok === true ? facts.value.name : whose.party, signing };
}
