// SPDX-License-Identifier: Apache-2.0
// PledgeCheck: what is wrong with a draft: found here by the statement maker, and by the ledger in a trial before
// anybody signs. What is not filled in yet is tried with a stand-in, so that the rest is checked from the first step.
import { isFaults, makeStatement, type AnyDraft, type Fault, type FlowDraft, type LedgerClient, type MadeStatement } from "../signing";
import { timeText } from "../signing/day";
import { faultAt } from "../signing/fault";
import type { KeyFacts } from "../signing/ledger_client";
import { keysForTrial } from "../signing/trial_keys";
import type { PledgeDraft } from "./draft";
import type { Making, Signer } from "./making";

export interface Checked {
  readonly faults: readonly Fault[];
  // What the ledger says of it: nothing where it was not asked, or gave no answer.
  readonly trial: "accepted" | "refused" | "unknown" | "incomplete";
}

// An amendment's changes are fields of the pledge, as the form has them.
export const fieldPointer = (pointer: string): string => pointer.replace(/^\/body\/changes(?=\/)/, "/body");

// "/body/countries/3/share" belongs to "countries".
const memberOf = (pointer: string): string => (pointer.startsWith("/body/") ? (pointer.split("/")[2] ?? "") : "");

export class PledgeCheck {
  #asked = "";
  #answer: readonly Fault[] | null = null;
  readonly #parties = new Map<string, readonly KeyFacts[]>(); // the keys of parties that sign

  constructor(
    readonly client: LedgerClient,
    readonly ledger: string,
    readonly making: Making,
  ) {}

  async of(draft: PledgeDraft, signer: Signer | null): Promise<Checked> {
    const local = this.#local(draft, signer);
    const replaced = new Set(local.map(({ pointer }) => memberOf(pointer)));
    const found = await this.#tried(draft, signer, replaced);
    if (found === null) return { faults: local, trial: "unknown" };
    // What was recorded meanwhile is shown on the sheet, and not here.
    const others = found.filter(({ code, pointer }) => code !== "prev_not_head" && (!replaced.has(memberOf(pointer)) || memberOf(pointer) === ""));
    const faults = [...local, ...others];
    return { faults, trial: local.length > 0 ? "incomplete" : others.length > 0 ? "refused" : "accepted" };
  }

  #made(draft: FlowDraft) {
    return makeStatement({ ...draft, at: timeText(this.client.clock.time) } as AnyDraft, this.ledger);
  }

  #local(draft: PledgeDraft, signer: Signer | null): Fault[] {
    const made = this.#made(this.making.whole(draft, signer?.party ?? "nobody"));
    const faults = isFaults(made) ? [...made] : [];
    if (signer === null) faults.push(faultAt("member_missing", "/signers"));
    return [...faults, ...this.making.faults(draft)];
  }

  async #tried(draft: PledgeDraft, signer: Signer | null, replaced: ReadonlySet<string>): Promise<readonly Fault[] | null> {
    if (signer === null) return [];
    const tried = this.making.tried(draft, signer.party, replaced, timeText(this.client.clock.time).slice(0, 10));
    const made = tried === null ? [] : this.#made(tried);
    if (isFaults(made)) return [];
    const asked = JSON.stringify([signer, tried]);
    if (asked === this.#asked) return this.#answer;
    const answer = await this.client.trial(made.payload, await this.#keysFor(made, signer));
    if (!answer.ok) return null;
    this.#asked = asked;
    this.#answer = answer.value.map((fault) => ({ ...fault, pointer: fieldPointer(fault.pointer) }));
    return this.#answer;
  }

  // The person's key, and of each partner that signs too one that could.
  async #keysFor(statement: MadeStatement, { key }: Signer): Promise<string[]> {
    const { signers } = statement.read;
    if (signers.length === 1) return [key];
    for (const party of signers.filter((each) => !this.#parties.has(each))) {
      const facts = await this.client.party(party);
      if (facts.ok) this.#parties.set(party, facts.value.keys);
    }
    const known = [...this.#parties.values()].flat();
    return keysForTrial(statement, [key], known.filter((each) => each.key === key), known);
  }
}
