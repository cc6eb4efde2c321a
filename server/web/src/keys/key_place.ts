// SPDX-License-Identifier: Apache-2.0
// Where the next statement about a party's keys stands, and what the ledger knows of the key that signs it.
import { isFault, KeyFault } from './key_fault';
import type { KeptKey } from './key_ring';
import type { Place } from './key_statements';
import type { KeyFacts } from './ledger_api';
import type { Shared } from './view';

export interface Standing {
  readonly place: Place;
  readonly facts: KeyFacts;
}

export async function standingOf({ api }: Shared, key: KeptKey): Promise<Standing | KeyFault> {
  const [ledger, facts] = await Promise.all([api.ledger(), api.key(key.id)]);
  if (isFault(ledger)) return ledger;
  if (isFault(facts)) return facts;
  if (facts === null || !facts.isActive) return new KeyFault('not_active');
  const head = await api.headOfKeys(facts.party);
  return isFault(head) ? head : { place: { ledger: ledger.ledger, prev: head.head, at: api.at() }, facts };
}
