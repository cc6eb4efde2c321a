// SPDX-License-Identifier: Apache-2.0
// PledgeCheck: what is wrong with a draft: found here by the statement maker, and by the ledger in a trial before
// anybody signs. What is not filled in yet is tried with a stand-in, so that the rest is checked from the first step.
import { isFaults, makeStatement, type Fault, type LedgerClient, type PledgeBody } from "../signing";
import { timeText } from "../signing/day";
import { faultAt } from "../signing/fault";
import { bodyOf, streamOf, type PledgeDraft } from "./draft";

export interface Checked {
  readonly faults: readonly Fault[];
  // What the ledger says of it: nothing where it was not asked, or gave no answer.
  readonly trial: "accepted" | "refused" | "unknown" | "incomplete";
}

export interface Signer {
  readonly key: string;
  readonly party: string;
}

// "/body/countries/3/share" belongs to "countries".
const memberOf = (pointer: string): string => (pointer.startsWith("/body/") ? (pointer.split("/")[2] ?? "") : "");

export class PledgeCheck {
  #asked = "";
  #answer: readonly Fault[] | null = null;

  constructor(
    readonly client: LedgerClient,
    readonly ledger: string,
    readonly areas: readonly string[],
  ) {}

  async of(draft: PledgeDraft, signer: Signer | null): Promise<Checked> {
    const local = this.#local(draft, signer);
    const replaced = new Set(local.map(({ pointer }) => memberOf(pointer)));
    const found = await this.#tried(draft, signer, replaced);
    if (found === null) return { faults: local, trial: "unknown" };
    const others = found.filter(({ pointer }) => !replaced.has(memberOf(pointer)) || memberOf(pointer) === "");
    const faults = [...local, ...others];
    return { faults, trial: local.length > 0 ? "incomplete" : others.length > 0 ? "refused" : "accepted" };
  }

  #draftOf(draft: PledgeDraft, party: string, body: Partial<PledgeBody>) {
    const at = timeText(this.client.clock.time);
    return { kind: "pledge.submitted", stream: streamOf(draft), prev: null, signers: [party], at, body: body as PledgeBody } as const;
  }

  #local(draft: PledgeDraft, signer: Signer | null): Fault[] {
    const made = makeStatement(this.#draftOf(draft, signer?.party ?? "nobody", bodyOf(draft)), this.ledger);
    const faults = isFaults(made) ? [...made] : [];
    if (signer === null) faults.push(faultAt("member_missing", "/signers"));
    if (draft.money === "") faults.push(faultAt("member_missing", "/body/value"));
    return faults;
  }

  async #tried(draft: PledgeDraft, signer: Signer | null, replaced: ReadonlySet<string>): Promise<readonly Fault[] | null> {
    if (signer === null) return [];
    const standIns: Partial<PledgeBody> = {
      title: "-",
      type: "programme",
      focus_area: this.areas[0] ?? "access",
      scope: "region",
      start: draft.end.trim() || timeText(this.client.clock.time).slice(0, 10),
    };
    const kept = Object.entries(bodyOf(draft)).filter(([name]) => !replaced.has(name));
    const missing = Object.entries(standIns).filter(([name]) => replaced.has(name));
    // A financial pledge needs an amount, of which nobody has said anything yet.
    const type = replaced.has("value") ? [["type", "programme"]] : [];
    const body = Object.fromEntries([...kept, ...missing, ...type]) as Partial<PledgeBody>;
    // The id that the whole draft gives: it must be free.
    const made = makeStatement(this.#draftOf(draft, signer.party, body), this.ledger);
    if (isFaults(made)) return [];
    const asked = JSON.stringify([signer, streamOf(draft), body]);
    if (asked === this.#asked) return this.#answer;
    const answer = await this.client.trial(made.payload, [signer.key]);
    if (!answer.ok) return null;
    this.#asked = asked;
    this.#answer = answer.value;
    return answer.value;
  }
}
