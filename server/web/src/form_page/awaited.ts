// SPDX-License-Identifier: Apache-2.0
// Awaited: whose signatures a statement still lacks, and which keys of this browser can add one that counts.
import { missingFrom, takesRoots, type Envelope, type LedgerClient, type Missing } from "../signing";
import type { KeyFacts } from "../signing/ledger_client";
import type { UsableKey } from "./usable_keys";

const COUNTED_MAX = 50;

export interface Awaited {
  readonly missing: Missing;
  readonly holders: ReadonlyMap<string, KeyFacts>; // of the keys that have signed, as far as the ledger knows them
  readonly isBehind: boolean; // more was recorded in its stream since, so that it can't be recorded any more
}

// Null where the ledger does not answer.
export async function readAwaited(client: LedgerClient, envelope: Envelope): Promise<Awaited | null> {
  const { read, kind } = envelope.statement;
  const [facts, head, needsRoots, ...signed] = await Promise.all([
    client.ledger(),
    client.head(read.stream),
    takesRoots(read, client),
    ...envelope.signatures.map(({ key }) => client.key(key)),
  ]);
  if (!facts.ok || !head.ok) return null;
  const holders = new Map(signed.flatMap((each): [string, KeyFacts][] => (each.ok ? [[each.value.key, each.value]] : [])));
  const mayFollowAny = needsRoots || kind === "key.revoked";
  return {
    missing: missingFrom(envelope, holders, needsRoots ? facts.value.rootQuorum : 0),
    holders,
    isBehind: !mayFollowAny && head.value.head !== read.prev,
  };
}

// In the order of `keys`.
export function keysThatCount(envelope: Envelope, { missing, holders }: Pick<Awaited, "missing" | "holders">, keys: readonly UsableKey[]): UsableKey[] {
  const { statement } = envelope;
  const { signers } = statement.read;
  const roles = [...holders.values()].flatMap((holder) => holder.roles);
  return keys.filter((key) => {
    if (envelope.has(key.id)) return false;
    if (missing.newKey === key.id) return true;
    if (!signers.includes(key.party)) return false;
    if (key.isRoot) return missing.rootKeys > 0;
    if (key.roles.length === 0) return false; // a key that the ledger does not know
    if (missing.others > 0) return isSecondOfficer(statement.kind, roles, key);
    return missing.parties.includes(key.party);
  });
}

// Two auditors reverse a determination; a registrar and an auditor correct a list; beside the root keys a registrar
// signs what makes officers.
function isSecondOfficer(kind: string, signed: readonly string[], { roles }: UsableKey): boolean {
  if (kind === "fulfilment.reversed") return roles.includes("auditor");
  if (kind === "party.registered" || kind === "party.updated") return roles.includes("registrar");
  return roles.includes(signed.includes("auditor") ? "registrar" : "auditor");
}

// How many statements on the ledger's desk one of the keys can sign; none where nobody says.
export async function countAwaiting(client: LedgerClient, keys: readonly UsableKey[]): Promise<number> {
  const parties = [...new Set(keys.map(({ party }) => party))].filter((party) => party !== "");
  const found = await Promise.all(parties.map((party) => client.waiting(party)));
  const envelopes = new Map(found.flatMap((each) => (each.ok ? each.value : [])).map((envelope) => [envelope.statement.sid, envelope]));
  const awaiting = await Promise.all(
    [...envelopes.values()].slice(0, COUNTED_MAX).map(async (envelope) => {
      const awaited = await readAwaited(client, envelope);
      return awaited !== null && !awaited.isBehind && keysThatCount(envelope, awaited, keys).length > 0;
    }),
  );
  return awaiting.filter(Boolean).length;
}
