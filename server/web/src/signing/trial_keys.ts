// SPDX-License-Identifier: Apache-2.0
// TrialKeys: with whose keys the ledger tries a statement before anybody signs it. A trial that lacks a signature
// says that and nothing else, so each other signer is taken to sign with a key that could.
import { needsPair, newKeyOf } from "./envelope";
import type { KeyFacts } from "./ledger_client";
import type { MadeStatement } from "./statement_maker";

// `chosen`: the ids of the keys that have signed, or will. `holders`: what is known of these. `known`: the keys of
// the signers' parties. `rootQuorum`: as many root keys must sign (root_need.ts).
export function keysForTrial(
  statement: MadeStatement,
  chosen: readonly string[],
  holders: readonly KeyFacts[],
  known: readonly KeyFacts[],
  rootQuorum = 0,
): string[] {
  const keys = new Set(chosen.filter((key) => key !== ""));
  const newKey = newKeyOf(statement);
  if (newKey !== null) keys.add(newKey);
  const signing = holders.filter(({ key }) => keys.has(key));
  const add = (found: KeyFacts | undefined): void => {
    if (found === undefined || keys.has(found.key)) return;
    keys.add(found.key);
    signing.push(found);
  };
  const roles = new Set(signing.flatMap((holder) => holder.roles));
  for (const signer of statement.read.signers) {
    if (signing.some(({ party }) => party === signer)) continue;
    const active = known.filter(({ party, isActive, isRoot }) => party === signer && isActive && !isRoot);
    add(active.find((key) => key.roles.some((role) => roles.has(role))) ?? active[0]);
  }
  if (needsPair(statement) && signing.length === 1) add(secondOfficer(statement, signing[0]!, known));
  const quorum = Math.max(rootQuorum, signing.find(({ isRoot }) => isRoot)?.rootQuorum ?? 0);
  for (const key of known.filter(({ isRoot, isActive }) => isRoot && isActive)) {
    if (signing.filter(({ isRoot }) => isRoot).length < quorum) add(key);
  }
  return [...keys];
}

// Two auditors reverse a determination; a registrar and an auditor correct a list.
function secondOfficer(statement: MadeStatement, first: KeyFacts, known: readonly KeyFacts[]): KeyFacts | undefined {
  const isReversal = statement.kind === "fulfilment.reversed";
  const role = isReversal || !first.roles.includes("auditor") ? "auditor" : "registrar";
  return known.find(({ key, roles, isActive }) => key !== first.key && isActive && roles.includes(role));
}
