// SPDX-License-Identifier: Apache-2.0
// Waiting: what lies on the ledger's desk, sorted by what the keys of this browser can do about it.
import type { EnvelopeRow } from "../desk/desk_api";
import { keysThatCount, type Awaited } from "../form_page/awaited";
import type { UsableKey } from "../form_page/usable_keys";

export interface WaitingRow extends EnvelopeRow {
  readonly awaited: Awaited;
}

// `mine`: a key here can add a signature. `others`: an organisation of these keys signs it, and somebody else is next.
// `behind`: it can't be recorded any more.
export interface Waiting {
  readonly mine: readonly WaitingRow[];
  readonly others: readonly WaitingRow[];
  readonly behind: readonly WaitingRow[];
}

// Those that one of the keys has to do with.
export function concerns({ envelope }: Pick<EnvelopeRow, "envelope">, keys: readonly UsableKey[], newKey: string | null): boolean {
  const { signers } = envelope.statement.read;
  return keys.some(({ id, party }) => id === newKey || signers.includes(party));
}

export function sortedOut(rows: readonly WaitingRow[], keys: readonly UsableKey[]): Waiting {
  const mine: WaitingRow[] = [];
  const others: WaitingRow[] = [];
  const behind: WaitingRow[] = [];
  for (const row of rows) {
    if (row.awaited.isBehind) behind.push(row);
    else (keysThatCount(row.envelope, row.awaited, keys).length > 0 ? mine : others).push(row);
  }
  return { mine, others, behind };
}
