// SPDX-License-Identifier: Apache-2.0
// Making: what a form of a pledge makes of its fields: a new pledge, a revision or an amendment.
import type { Fault, FlowDraft, PledgeBody } from "../signing";
import type { JsonObject } from "../verify/json";
import { faultAt } from "../signing/fault";
import { bodyOf, emptyDraft, signersOf, streamOf, type PledgeDraft } from "./draft";

export interface Signer {
  readonly key: string;
  readonly party: string;
}

export interface Making {
  // The fields before anybody has changed one.
  first(): PledgeDraft;
  fileName(draft: PledgeDraft): string;
  // What is signed.
  made(draft: PledgeDraft, party: string): FlowDraft;
  // A statement with the pledge's whole text, in which the statement maker finds what is wrong.
  whole(draft: PledgeDraft, party: string): FlowDraft;
  // What the ledger tries: with stand-ins for the members that are `replaced`. Null: there is nothing to try.
  tried(draft: PledgeDraft, party: string, replaced: ReadonlySet<string>, today: string): FlowDraft | null;
  // What nobody but the form can know.
  faults(draft: PledgeDraft): Fault[];
  // Of a change whose text was changed meanwhile: the body of the same change on top of it, and no other.
  onTop?(draft: PledgeDraft, now: JsonObject): FlowDraft["body"];
}

// What the person has begun and not said: whether the pledge has an amount, and who a partner is.
export const unsaid = ({ money, partners }: PledgeDraft): Fault[] => [
  ...(money === "" ? [faultAt("member_missing", "/body/value")] : []),
  ...partners.flatMap(({ party, name }, i) => (party === "" && name.trim() === "" ? [faultAt("text_empty", `/body/partners/${i}/name`)] : [])),
];

// `area`: a focus area that the ledger knows.
export const standIns = (draft: PledgeDraft, area: string, today: string): Partial<PledgeBody> => ({
  title: "-",
  type: "programme",
  focus_area: area,
  scope: "region",
  start: draft.end.trim() || today,
});

// The members of `body` that are well formed; of the others those that have a stand-in. A financial pledge needs an
// amount, of which nobody has said anything yet.
export function withStandIns(body: Partial<PledgeBody>, replaced: ReadonlySet<string>, others: Partial<PledgeBody>): PledgeBody {
  const kept = Object.entries(body).filter(([name]) => !replaced.has(name));
  const missing = Object.entries(others).filter(([name]) => replaced.has(name));
  const type = replaced.has("value") ? [["type", "programme"]] : [];
  return Object.fromEntries([...kept, ...missing, ...type]) as PledgeBody;
}

export class NewPledge implements Making {
  constructor(readonly areas: readonly string[]) {}

  first(): PledgeDraft {
    return emptyDraft();
  }

  fileName({ token }: PledgeDraft): string {
    return `pledge-draft-${token}.json`;
  }

  made(draft: PledgeDraft, party: string): FlowDraft {
    return this.#draft(draft, party, bodyOf(draft) as PledgeBody);
  }

  whole(draft: PledgeDraft, party: string): FlowDraft {
    return this.made(draft, party);
  }

  // The id that the whole draft gives: it must be free.
  tried(draft: PledgeDraft, party: string, replaced: ReadonlySet<string>, today: string): FlowDraft {
    return this.#draft(draft, party, withStandIns(bodyOf(draft), replaced, standIns(draft, this.areas[0] ?? "access", today)));
  }

  faults(draft: PledgeDraft): Fault[] {
    return unsaid(draft);
  }

  #draft(draft: PledgeDraft, party: string, body: PledgeBody): FlowDraft {
    return { kind: "pledge.submitted", stream: streamOf(draft), prev: null, signers: signersOf(draft, party), body };
  }
}
