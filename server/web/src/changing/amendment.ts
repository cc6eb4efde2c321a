// SPDX-License-Identifier: Apache-2.0
// Amendment: the making of pledge.amended: the smallest merge patch for what the fields have changed, its category,
// and the reason.
import { categoriesOf, faultsOfBody, KINDS, pledgePatch, type BodyOfKind, type Fault, type FlowDraft, type PledgeBody } from "../signing";
import { faultAt } from "../signing/fault";
import { patched, plain, type Category } from "../signing/merge_patch";
import { changedBody, draftOf, signersOf, type PledgeDraft } from "../pledging/draft";
import { unsaid, type Making } from "../pledging/making";
import { canonical, type JsonObject } from "../verify/json";
import type { Base } from "./base";
import { isChanged, nothingChanged } from "./revision";

type AmendedBody = BodyOfKind<"pledge.amended">;
type Changes = AmendedBody["changes"];

// `amend`: anything. `correct`: after completion only the amount can be proposed to be another.
export type AmendmentSort = "amend" | "correct";

export class Amendment implements Making {
  constructor(
    readonly base: Base,
    readonly sort: AmendmentSort,
  ) {}

  first(): PledgeDraft {
    return { ...draftOf(this.base.body, this.base.partners), base: this.base.prev };
  }

  fileName(): string {
    return `${this.base.stream.replace("/", "-")}-amendment.json`;
  }

  // The text as it will be.
  after(draft: PledgeDraft): PledgeBody {
    return changedBody(this.base.body, draft);
  }

  changes(draft: PledgeDraft): Changes {
    return pledgePatch(this.base.body, this.after(draft));
  }

  // Those that the rules allow for what has changed; none before something has.
  categories(draft: PledgeDraft): Category[] {
    return this.#categories(this.#sound(draft));
  }

  // What the person has chosen, as long as it fits.
  category(draft: PledgeDraft): Category | "" {
    const offered = this.categories(draft);
    return offered.find((each) => each === draft.category) ?? (offered.length === 1 ? offered[0]! : "");
  }

  made(draft: PledgeDraft, party: string): FlowDraft {
    const after = this.after(draft);
    const body = { category: this.category(draft) as Category, changes: this.changes(draft), reason: reasonOf(draft) };
    return this.#draft(this.#signers(draft, party, after), body);
  }

  whole(draft: PledgeDraft, party: string): FlowDraft {
    const { stream, prev } = this.base;
    return { kind: "pledge.revised", stream, prev, signers: [party], body: this.after(draft) };
  }

  // What is not well formed is left as it was.
  tried(draft: PledgeDraft, party: string, replaced: ReadonlySet<string>): FlowDraft | null {
    const sound = Object.entries(this.changes(draft)).filter(([name]) => !replaced.has(name));
    if (sound.length === 0) return null;
    const changes = Object.fromEntries(sound) as Changes;
    const category = this.category(draft) || this.#categories(this.#patched(changes))[0] || "correction";
    const signers = this.#signers(draft, party, this.#patched(changes));
    return this.#draft(signers, { category, changes, reason: replaced.has("reason") ? "-" : reasonOf(draft) });
  }

  faults(draft: PledgeDraft): Fault[] {
    const after = this.after(draft);
    if (!isChanged(this.base.body, after)) return [...unsaid(draft), nothingChanged()];
    const faults = unsaid(draft);
    if (this.category(draft) === "") faults.push(faultAt("member_missing", "/body/category"));
    if (reasonOf(draft) === "") return [...faults, faultAt("member_missing", "/body/reason")];
    const inReason = faultsOfBody(KINDS["pledge.amended"].body, { category: "scope", changes: {}, reason: reasonOf(draft) });
    return [...faults, ...inReason.filter(({ pointer }) => pointer === "/body/reason")];
  }

  // The kind of amendment may be another one by now.
  onTop(draft: PledgeDraft, now: JsonObject): AmendedBody {
    const before = now as unknown as PledgeBody;
    const after = patched(now, plain(this.changes(draft))) as unknown as PledgeBody;
    const offered = this.#offered(categoriesOf(before, after));
    const chosen = this.category(draft);
    const category = offered.find((each) => each === chosen) ?? offered[0] ?? (chosen as Category);
    return { category, changes: pledgePatch(before, after), reason: reasonOf(draft) };
  }

  #draft(signers: readonly string[], body: AmendedBody): FlowDraft {
    const { stream, prev } = this.base;
    return { kind: "pledge.amended", stream, prev, signers, body };
  }

  #patched(changes: Changes): PledgeBody {
    return patched(plain(this.base.body), plain(changes)) as unknown as PledgeBody;
  }

  // The text as it will be, but for an amount that is none.
  #sound(draft: PledgeDraft): PledgeBody {
    const after = this.after(draft);
    const isNone = faultsOfBody(KINDS["pledge.submitted"].body, plain(after)).some(({ pointer }) => pointer.startsWith("/body/value"));
    return isNone ? { ...after, value: this.base.body.value } : after;
  }

  #categories(after: PledgeBody): Category[] {
    return this.#offered(categoriesOf(this.base.body, after));
  }

  #offered(categories: Category[]): Category[] {
    return this.sort === "correct" ? categories.filter((each) => each === "correction") : categories;
  }

  // The member, the partners that sign from now on, and those that signed and whose part changes.
  #signers(draft: PledgeDraft, party: string, after: PledgeBody): string[] {
    const joining = signersOf(draft, party).filter((signer) => !this.base.partners.includes(signer));
    return [...new Set([...joining, ...this.#touched(after)])];
  }

  // Partners that signed the pledge sign what changes of their own part.
  #touched(after: PledgeBody): string[] {
    const partOf = ({ partners = [] }: PledgeBody, party: string): string => canonical(plain(partners.filter((each) => each.party === party)));
    return this.base.partners.filter((party) => partOf(this.base.body, party) !== partOf(after, party));
  }
}

const reasonOf = ({ reason }: PledgeDraft): string => reason.replaceAll("\r\n", "\n").trim();
