// SPDX-License-Identifier: Apache-2.0
// FallenKeys: what a revocation with `compromised_since` takes along, reckoned before it is signed
// (ledger/domain/rules/fold_keys.cc): the keys that the key added, or was replaced by, since then, in turn, unless
// another key of that party signed for them too; and the records that these keys have signed since.
import { embeddedKeys } from "../verify/embedded_keys";
import { keyIdOf } from "../verify/keys";
import type { Statement } from "../verify/statement";

export interface SignedRecord {
  readonly index: number;
  readonly keys: readonly string[]; // that have signed it
  readonly statement: Pick<Statement, "kind" | "stream" | "body">;
}

export interface Fallen {
  readonly ended: readonly string[]; // other keys of the same party, which are refused from then on
  readonly disputed: readonly string[]; // keys of other parties: they stay, and what they sign is marked
  readonly records: number; // that become disputed
  readonly pledges: number; // in the streams of which they stand
}

const BRINGING: ReadonlySet<string> = new Set(["key.added", "key.replaced"]);

// `party`: whose key it is. `partyOf`: the party of a key, as far as it is known. The records are in the log's order.
export function fallenKeys(key: string, party: string, since: number, records: readonly SignedRecord[], partyOf: ReadonlyMap<string, string>): Fallen {
  const parties = new Map(partyOf);
  const disputed = new Map([[key, since]]);
  const pledges = new Set<string>();
  let count = 0;
  for (const record of records) {
    const isDisputed = (id: string): boolean => (disputed.get(id) ?? Infinity) <= record.index;
    if (record.index < since) continue;
    if (record.keys.some(isDisputed)) {
      ++count;
      if (/^(?:pledge|attestation)\//.test(record.statement.stream)) pledges.add(record.statement.stream.replace(/^.*\//, ""));
    }
    const child = broughtBy(record);
    if (child === null) continue;
    const owner = record.statement.stream.replace(/^keys\//, "");
    parties.set(child, owner);
    const adders = record.keys.filter((id) => id !== child);
    const isVouchedFor = adders.some((id) => parties.get(id) === owner && !isDisputed(id));
    if (adders.some(isDisputed) && !isVouchedFor && !disputed.has(child)) disputed.set(child, record.index);
  }
  const others = [...disputed.keys()].filter((id) => id !== key);
  return {
    ended: others.filter((id) => parties.get(id) === party),
    disputed: others.filter((id) => parties.get(id) !== party),
    records: count,
    pledges: pledges.size,
  };
}

function broughtBy({ statement: { kind, body } }: SignedRecord): string | null {
  const brought = BRINGING.has(kind) ? embeddedKeys(kind, body)?.[0] : undefined;
  return brought === undefined ? null : keyIdOf(brought);
}
