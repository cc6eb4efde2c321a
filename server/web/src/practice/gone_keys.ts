// SPDX-License-Identifier: Apache-2.0
// GoneKeys: keys of practice ledgers that were made again. Each reset gives the ledger another name under the same
// origin, so keys that were kept under an earlier name are of a ledger that is no more.
import type { KeptKey } from "../keys/key_ring";

// "practice.example/pledges" of "practice.example/pledges#0a1b…".
const originOf = (ledger: string): string => ledger.split("#")[0] ?? "";

export const keysOfGone = (keys: readonly KeptKey[], ledger: string): KeptKey[] =>
  keys.filter((key) => key.ledger !== ledger && originOf(key.ledger) === originOf(ledger));
