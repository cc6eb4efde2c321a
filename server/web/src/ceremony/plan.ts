// SPDX-License-Identifier: Apache-2.0
// Plan: which keys `pledgebook init` takes, by the names of their folders (cli/serve/new_ledger.cc).

export type CeremonyRole = "root" | "registrar" | "reviewer" | "auditor";

export interface PlannedKey {
  readonly name: string; // of its folder and its file
  readonly role: CeremonyRole;
}

export const ROOTS_USUAL = 3;
export const ROOTS_MAX = 7;

// Two auditors, since it takes two people to reverse a determination.
const OFFICERS: readonly PlannedKey[] = [
  { name: "registrar", role: "registrar" },
  { name: "reviewer", role: "reviewer" },
  { name: "auditor-1", role: "auditor" },
  { name: "auditor-2", role: "auditor" },
];

export function plannedKeys(roots: number): PlannedKey[] {
  const root = Array.from({ length: roots }, (_, i): PlannedKey => ({ name: `root-${i + 1}`, role: "root" }));
  return [...root, ...OFFICERS];
}

// More than half, as `pledgebook init` takes it.
export const usualQuorum = (roots: number): number => Math.floor(roots / 2) + 1;

// "a1b2 c3d4 …": to be read aloud and compared.
export const grouped = (hex: string): string => hex.replace(/(.{4})(?=.)/g, "$1 ");
