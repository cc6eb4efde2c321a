// SPDX-License-Identifier: Apache-2.0
// Offers: what can be done with a pledge as it stands, and whose key does it (docs/FORMAT.md, "Kinds"; the ledger
// tries each statement before it is signed, and has the last word).
import type { UsableKey } from "../form_page/usable_keys";
import type { PledgeNow, State } from "./pledge_now";

export type Act = "revise" | "amend" | "correct" | "endorse" | "withdraw" | "reinstate" | "accept" | "decline";
export type Hand = "owner" | "reviewer";

export interface Offer {
  readonly act: Act;
  readonly by: Hand;
  readonly keys: readonly UsableKey[]; // of this browser that can sign it; the first is the likeliest
}

const AMENDABLE: ReadonlySet<State> = new Set(["PUBLISHED", "IN_PROGRESS", "STALLED", "LAPSED"]);
// Only the amount, and only as a proposal that a reviewer accepts.
const CORRECTABLE: ReadonlySet<State> = new Set(["COMPLETION_CLAIMED", "FULFILLED", "PARTLY_FULFILLED", "UNFULFILLED"]);
const WITHDRAWABLE: ReadonlySet<State> = new Set([
  "SUBMITTED",
  "RETURNED",
  "PUBLISHED",
  "IN_PROGRESS",
  "STALLED",
  "COMPLETION_CLAIMED",
  "LAPSED",
]);

const BY: Readonly<Record<Act, Hand>> = {
  revise: "owner",
  endorse: "owner",
  amend: "owner",
  correct: "owner",
  withdraw: "owner",
  reinstate: "owner",
  accept: "reviewer",
  decline: "reviewer",
};

function actsOf({ state, correction, entered }: PledgeNow): Act[] {
  const acts: Act[] = [];
  const isAnswerable = AMENDABLE.has(state) || CORRECTABLE.has(state);
  if (state === "SUBMITTED" || state === "RETURNED") acts.push("revise");
  if (entered.length > 0) acts.push("endorse");
  if (AMENDABLE.has(state)) acts.push("amend");
  if (CORRECTABLE.has(state)) acts.push("correct");
  if (correction !== null && isAnswerable) acts.push("accept");
  if (correction !== null) acts.push("decline");
  if (state === "WITHDRAWN") acts.push("reinstate");
  if (WITHDRAWABLE.has(state)) acts.push("withdraw");
  return acts;
}

export function offersOf(now: PledgeNow, keys: readonly UsableKey[]): Offer[] {
  return actsOf(now).map((act) => ({ act, by: BY[act], keys: keys.filter((key) => isFit(now, BY[act], key)) }));
}

// A key without roles is one of which the server did not say.
function isFit({ owner, partners }: PledgeNow, by: Hand, { party, roles }: UsableKey): boolean {
  const may = (role: string): boolean => roles.length === 0 || roles.includes(role);
  if (by === "owner") return party === owner && may("member");
  return may("reviewer") && party !== owner && !partners.includes(party);
}
