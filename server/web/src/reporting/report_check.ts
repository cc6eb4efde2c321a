// SPDX-License-Identifier: Apache-2.0
// ReportCheck: what is wrong with a draft: found here by the statement maker, and by the ledger in a trial before
// anybody signs. What is not filled in yet is tried with a stand-in, so that the rest is checked from the beginning.
import { isFaults, makeStatement, type Fault, type LedgerClient } from "../signing";
import { timeText } from "../signing/day";
import { faultAt } from "../signing/fault";
import type { ReportBody } from "./past_reports";
import type { PledgeFacts } from "./pledge_facts";
import { bodyOf, type ReportDraft } from "./report_draft";

export interface Checked {
  readonly faults: readonly Fault[];
  // What the ledger says of it: nothing where it was not asked, or gave no answer.
  readonly trial: "accepted" | "refused" | "unknown" | "incomplete";
}

// "/body/committed/amount" belongs to "committed".
export const memberOf = (pointer: string): string => (pointer.startsWith("/body/") ? (pointer.split("/")[2] ?? "") : "");

export class ReportCheck {
  #asked = "";
  #answer: readonly Fault[] | null = null;

  constructor(
    readonly client: LedgerClient,
    readonly ledger: string,
    readonly facts: PledgeFacts,
  ) {}

  get targets(): string[] {
    return (this.facts.body.targets ?? []).map(({ id }) => id);
  }

  async of(draft: ReportDraft): Promise<Checked> {
    const body = bodyOf(draft, this.targets);
    const local = this.#local(draft, body);
    const replaced = new Set(local.map(({ pointer }) => memberOf(pointer)));
    const found = await this.#tried(draft.key, body, replaced);
    if (found === null) return { faults: local, trial: "unknown" };
    const others = found.filter(({ pointer }) => !replaced.has(memberOf(pointer)) || memberOf(pointer) === "");
    const faults = [...local, ...others];
    return { faults, trial: local.length > 0 ? "incomplete" : others.length > 0 ? "refused" : "accepted" };
  }

  #made(body: Partial<ReportBody>) {
    const { id, owner, head, lastAt } = this.facts;
    const now = timeText(this.client.clock.time);
    const at = lastAt > now ? lastAt : now;
    return makeStatement({ kind: "report.submitted", stream: `pledge/${id}`, prev: head, signers: [owner], at, body: body as ReportBody }, this.ledger);
  }

  #local({ key, from, to }: ReportDraft, body: Partial<ReportBody>): Fault[] {
    const made = this.#made(body);
    const faults = isFaults(made) ? made.filter(({ pointer }) => pointer !== "/body/period") : [];
    if (from === "" && !faults.some(({ pointer }) => pointer === "/body/period/from")) faults.push(faultAt("member_missing", "/body/period/from"));
    if (to === "" && !faults.some(({ pointer }) => pointer === "/body/period/to")) faults.push(faultAt("member_missing", "/body/period/to"));
    if (key === "") faults.push(faultAt("member_missing", "/signers"));
    return faults;
  }

  async #tried(key: string, body: Partial<ReportBody>, replaced: ReadonlySet<string>): Promise<readonly Fault[] | null> {
    if (key === "" || replaced.has("period")) return [];
    const kept = Object.fromEntries(Object.entries(body).filter(([name]) => !replaced.has(name))) as Partial<ReportBody>;
    const tried = replaced.has("stage") ? { ...kept, stage: "in-progress" as const } : kept;
    const made = this.#made(tried);
    if (isFaults(made)) return [];
    const asked = JSON.stringify([key, tried]);
    if (asked === this.#asked) return this.#answer;
    const answer = await this.client.trial(made.payload, [key]);
    if (!answer.ok) return null;
    this.#asked = asked;
    // What came between is shown, and put in front, by the sheet.
    this.#answer = answer.value.filter(({ code }) => code !== "prev_not_head");
    return this.#answer;
  }
}
