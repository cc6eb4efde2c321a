// SPDX-License-Identifier: Apache-2.0
// Fault: what is wrong with a statement, and where: found here before anything is sent, or by the ledger. The
// codes are the ledger's (docs/API.md, "Codes of refused statements").

export interface Fault {
  readonly code: string;
  readonly pointer: string; // RFC 6901, into the statement
  // The ledger's own words, in English; "" for what was found here.
  readonly rule: string;
  readonly accepted: string;
  // Of what was found here: values of the message in the catalogue.
  readonly values?: Readonly<Record<string, string | number>>;
}

export const faultAt = (code: string, pointer: string, values?: Fault["values"]): Fault =>
  values === undefined ? { code, pointer, rule: "", accepted: "" } : { code, pointer, rule: "", accepted: "", values };

// One more step of a pointer.
export const below = (pointer: string, step: string | number): string =>
  `${pointer}/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`;

export const isFaults = <T>(value: T | readonly Fault[]): value is readonly Fault[] => Array.isArray(value);
