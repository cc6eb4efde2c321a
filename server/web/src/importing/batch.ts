// SPDX-License-Identifier: Apache-2.0
// Batch: many statements that a person reads at once, agrees to once and signs with one key. Each begins a stream of
// its own. The ledger tries each before anybody signs; what it would refuse is left out, and says why. Each is kept
// before it is sent (outbox.ts), and has its own outcome. Nothing here draws.
import { Envelope, signedWith, type SigningKey } from "../signing/envelope";
import { isFaults, type Fault } from "../signing/fault";
import type { LedgerClient } from "../signing/ledger_client";
import type { Outbox } from "../signing/outbox";
import { timeText } from "../signing/day";
import { canonical } from "../verify/json";
import type { FlowDraft } from "../signing/sign_flow";
import { makeStatement, type AnyDraft, type MadeStatement } from "../signing/statement_maker";

// What the ledger says where the stream has begun.
const TAKEN: ReadonlySet<string> = new Set(["pledge_exists", "party_exists", "prev_not_head"]);

// Statements that are tried at the same time.
const TRIALS_AT_ONCE = 4;

export type ItemState =
  | { readonly is: "asked" | "accepted" | "there" } // there: the ledger has it
  | { readonly is: "refused"; readonly faults: readonly Fault[] } // before it was signed, or after
  | { readonly is: "unknown" } // nobody answered the trial: it is not signed
  | { readonly is: "waiting" } // signed and kept; it will be sent
  | { readonly is: "recorded"; readonly index: number };

export interface BatchItem {
  readonly draft: FlowDraft;
  readonly statement: MadeStatement | null; // null where its text is faulty
  readonly state: ItemState;
}

export interface BatchOptions {
  readonly client: LedgerClient;
  readonly outbox: Outbox;
  readonly ledger: string;
  readonly key: SigningKey;
  readonly drafts: readonly FlowDraft[];
  readonly page: string; // where it was made: for the outbox
}

export class Batch {
  readonly #listeners = new Set<() => void>();
  #items: BatchItem[];
  #isClosed = false;

  constructor(readonly options: BatchOptions) {
    const { drafts, client, ledger } = options;
    const now = timeText(client.clock.time);
    this.#items = drafts.map((draft): BatchItem => {
      const made = makeStatement({ ...draft, at: draft.at ?? now } as AnyDraft, ledger);
      if (isFaults(made)) return { draft, statement: null, state: { is: "refused", faults: made } };
      return { draft, statement: made, state: { is: "asked" } };
    });
  }

  get items(): readonly BatchItem[] {
    return this.#items;
  }

  // How many have been tried, or have an outcome.
  get settled(): number {
    return this.#items.filter(({ state }) => state.is !== "asked").length;
  }

  count(is: ItemState["is"]): number {
    return this.#items.filter(({ state }) => state.is === is).length;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    this.#isClosed = true;
    this.#listeners.clear();
  }

  // ---- before anybody signs --------------------------------------------------------------------

  async tryAll(): Promise<void> {
    const waiting = this.#items.flatMap(({ state }, i) => (state.is === "asked" ? [i] : []));
    const next = async (): Promise<void> => {
      for (let i = waiting.shift(); i !== undefined && !this.#isClosed; i = waiting.shift()) await this.#try(i);
    };
    await Promise.all(Array.from({ length: TRIALS_AT_ONCE }, next));
  }

  async #try(i: number): Promise<void> {
    const { client, key } = this.options;
    const statement = this.#items[i]!.statement!;
    const answer = await client.trial(statement.payload, [key.id]);
    if (!answer.ok) return this.#be(i, { is: "unknown" });
    const faults = answer.value;
    if (faults.length === 0) return this.#be(i, { is: "accepted" });
    const isThere = faults.some(({ code }) => TAKEN.has(code)) && (await this.#has(statement));
    this.#be(i, isThere ? { is: "there" } : { is: "refused", faults });
  }

  // The stream begins with the same words, whenever they were said: to enter them again is no fault.
  async #has({ read, kind }: MadeStatement): Promise<boolean> {
    const stream = await this.options.client.stream(read.stream);
    const first = stream.ok ? stream.value[0]?.statement : undefined;
    return first?.kind === kind && canonical(first.body) === canonical(read.body);
  }

  // ---- signing ---------------------------------------------------------------------------------

  // The person has agreed to all that is accepted. Ends early where the key does not sign, or the browser keeps nothing.
  async sign(): Promise<"done" | "not_signed" | "not_kept"> {
    const { outbox, key, page } = this.options;
    for (const [i, { statement, state }] of this.#items.entries()) {
      if (state.is !== "accepted" || this.#isClosed) continue;
      const signed = await signedWith(Envelope.of(statement!), key);
      if (typeof signed === "string") return "not_signed";
      try {
        await outbox.keep(signed, page);
      } catch {
        return "not_kept";
      }
      await this.#send(i, statement!.sid);
    }
    return "done";
  }

  async #send(i: number, sid: string): Promise<void> {
    const { outbox } = this.options;
    const entry = await outbox.send(sid);
    if (entry?.state === "recorded") {
      await outbox.remove(sid); // its outcome is shown here
      return this.#be(i, { is: "recorded", index: entry.index! });
    }
    if (entry?.state === "refused") {
      await outbox.remove(sid);
      return this.#be(i, { is: "refused", faults: [entry.fault!] });
    }
    this.#be(i, { is: "waiting" });
  }

  #be(i: number, state: ItemState): void {
    if (this.#isClosed) return;
    this.#items = this.#items.map((item, at) => (at === i ? { ...item, state } : item));
    for (const listener of this.#listeners) listener();
  }
}
