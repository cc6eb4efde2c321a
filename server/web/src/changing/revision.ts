// SPDX-License-Identifier: Apache-2.0
// Revision: the making of pledge.revised: the whole text again, as the fields have it now.
import type { Fault, FlowDraft, PledgeBody } from "../signing";
import { faultAt } from "../signing/fault";
import { patchBetween, patched, plain } from "../signing/merge_patch";
import { changedBody, draftOf, signersOf, type PledgeDraft } from "../pledging/draft";
import { standIns, unsaid, withStandIns, type Making } from "../pledging/making";
import type { JsonObject } from "../verify/json";
import type { Base } from "./base";

// What a registrar wrote of itself: the member signs for itself.
const OF_REGISTRARS = ["on_behalf_of", "source"] as const;

export function withoutRegistrar(body: PledgeBody): PledgeBody {
  const kept = Object.entries(body).filter(([name]) => !(OF_REGISTRARS as readonly string[]).includes(name));
  return Object.fromEntries(kept) as unknown as PledgeBody;
}

export const nothingChanged = (): Fault => faultAt("nothing_changed", "/body");

export const isChanged = (before: PledgeBody, after: PledgeBody): boolean => Object.keys(patchBetween(plain(before), plain(after))).length > 0;

export class Revision implements Making {
  constructor(
    readonly base: Base,
    readonly areas: readonly string[],
  ) {}

  first(): PledgeDraft {
    return { ...draftOf(this.base.body, this.base.partners), base: this.base.prev };
  }

  fileName(): string {
    return `${this.base.stream.replace("/", "-")}-revision.json`;
  }

  made(draft: PledgeDraft, party: string): FlowDraft {
    return this.#draft(draft, party, this.#body(draft));
  }

  whole(draft: PledgeDraft, party: string): FlowDraft {
    return this.made(draft, party);
  }

  tried(draft: PledgeDraft, party: string, replaced: ReadonlySet<string>, today: string): FlowDraft {
    return this.#draft(draft, party, withStandIns(this.#body(draft), replaced, standIns(draft, this.areas[0] ?? "access", today)));
  }

  faults(draft: PledgeDraft): Fault[] {
    const isSame = !isChanged(withoutRegistrar(this.base.body), this.#body(draft));
    return [...unsaid(draft), ...(isSame ? [nothingChanged()] : [])];
  }

  // Only what the person changed: what others changed meanwhile stays theirs.
  onTop(draft: PledgeDraft, now: JsonObject): PledgeBody {
    const changes = patchBetween(plain(withoutRegistrar(this.base.body)), plain(this.#body(draft)));
    return withoutRegistrar(patched(now, changes) as unknown as PledgeBody);
  }

  #body(draft: PledgeDraft): PledgeBody {
    return withoutRegistrar(changedBody(this.base.body, draft));
  }

  #draft(draft: PledgeDraft, party: string, body: PledgeBody): FlowDraft {
    const { stream, prev } = this.base;
    return { kind: "pledge.revised", stream, prev, signers: signersOf(draft, party), body };
  }
}
