// SPDX-License-Identifier: Apache-2.0
// Batch: several submissions that are judged alike, with one consent. Each has a statement of its own, made of the text
// that is shown; it is signed only if its stream still ends there. What has changed meanwhile is left out, and is made
// anew of the new text, to be read and agreed to again. Nothing here draws.
import type { UsableKey } from "../form_page/usable_keys";
import { Envelope, foldedBody, isFaults, makeStatement, signedWith, type AnyDraft, type Fault, type LedgerClient, type MadeStatement, type Outbox, type Recorded } from "../signing";
import { timeText } from "../signing/day";
import type { OutboxEntry } from "../signing/outbox_store";
import type { JsonObject } from "../verify/json";
import type { PledgeRow } from "./desk_api";

export type BatchKind = "pledge.published" | "pledge.rejected";

export type Standing =
  | { readonly at: "reading" }
  | { readonly at: "unread" } // the server does not answer
  | { readonly at: "gone" } // it waits no more
  // To be signed. `hasChanged`: it was left out once, since its text was changed.
  | { readonly at: "shown"; readonly statement: MadeStatement; readonly stream: readonly Recorded[]; readonly faults: readonly Fault[]; readonly hasChanged: boolean }
  | { readonly at: "signing" }
  | { readonly at: "recorded"; readonly index: number }
  | { readonly at: "refused"; readonly fault: Fault }
  | { readonly at: "unsigned" } // the key did not sign
  | { readonly at: "kept" }; // signed; it is sent when the server answers

export interface BatchOptions {
  readonly client: LedgerClient;
  readonly outbox: Outbox;
  readonly ledger: string;
  readonly key: UsableKey;
  readonly kind: BatchKind;
  // What is said of the submission, beside its sid.
  readonly say: (row: PledgeRow) => JsonObject;
}

const SUBMISSIONS: ReadonlySet<string> = new Set(["pledge.submitted", "pledge.revised"]);
const DECISIONS: ReadonlySet<string> = new Set(["pledge.published", "pledge.returned", "pledge.rejected", "pledge.withdrawn"]);

// The sid of the submission that waits for its review; null where none does.
export function waitingSubmission(stream: readonly Recorded[]): string | null {
  let waiting: string | null = null;
  for (const { statement } of stream) {
    if (SUBMISSIONS.has(statement.kind)) waiting = statement.sid;
    else if (DECISIONS.has(statement.kind)) waiting = null;
    else if (statement.kind === "pledge.reinstated") waiting = foldedBody(stream.map((each) => each.statement)).submission;
  }
  return waiting;
}

export class Batch {
  readonly #standings = new Map<string, Standing>();
  #isBusy = false;

  constructor(
    readonly options: BatchOptions,
    readonly rows: readonly PledgeRow[],
    readonly onChange: (row: PledgeRow) => void,
  ) {}

  get isBusy(): boolean {
    return this.#isBusy;
  }

  standing({ id }: PledgeRow): Standing {
    return this.#standings.get(id) ?? { at: "reading" };
  }

  // Those that the ledger would take, as they are shown.
  get ready(): readonly PledgeRow[] {
    return this.rows.filter((row) => {
      const standing = this.standing(row);
      return standing.at === "shown" && standing.faults.length === 0;
    });
  }

  #be(row: PledgeRow, standing: Standing): void {
    this.#standings.set(row.id, standing);
    this.onChange(row);
  }

  async prepare(): Promise<void> {
    for (const row of this.rows) await this.read(row, false);
  }

  // Makes the statement of the text as it is now.
  async read(row: PledgeRow, hasChanged: boolean): Promise<void> {
    const { client, ledger, key, kind, say } = this.options;
    this.#be(row, { at: "reading" });
    const stream = await client.stream(`pledge/${row.id}`);
    if (!stream.ok) return this.#be(row, { at: "unread" });
    const submission = waitingSubmission(stream.value);
    if (submission === null) return this.#be(row, { at: "gone" });
    const last = stream.value.at(-1)!.statement;
    const now = timeText(client.clock.time);
    const draft = { kind, stream: `pledge/${row.id}`, prev: last.sid, signers: [key.party], at: last.at > now ? last.at : now, body: { submission, ...say(row) } };
    const made = makeStatement(draft as unknown as AnyDraft, ledger);
    if (isFaults(made)) return this.#be(row, { at: "refused", fault: made[0]! });
    const trial = await client.trial(made.payload, [key.id]);
    this.#be(row, { at: "shown", statement: made, stream: stream.value, faults: trial.ok ? trial.value : [], hasChanged });
  }

  // The person has agreed to all that is shown and ready.
  async sign(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (const row of this.ready) {
      const standing = this.standing(row);
      if (standing.at === "shown") await this.#signOne(row, standing.statement);
    }
    this.#isBusy = false;
    for (const row of this.rows) this.onChange(row);
  }

  async #signOne(row: PledgeRow, statement: MadeStatement): Promise<void> {
    const { client, key } = this.options;
    this.#be(row, { at: "signing" });
    const head = await client.head(statement.read.stream);
    if (!head.ok) return this.#be(row, { at: "unread" });
    // Its text may have been changed since it was shown: then nothing is signed.
    if (head.value.head !== statement.read.prev) return this.read(row, true);
    const envelope = await signedWith(Envelope.of(statement), key.signing);
    if (typeof envelope === "string") return this.#be(row, { at: "unsigned" });
    const entry = await this.#send(envelope);
    if (entry === null) return this.#be(row, { at: "kept" });
    switch (entry.state) {
      case "recorded":
        return this.#be(row, { at: "recorded", index: entry.index! });
      case "refused":
        return this.#be(row, { at: "refused", fault: entry.fault! });
      case "waiting":
        return this.#be(row, { at: "kept" });
      case "stale":
        // Somebody was faster: the signed one can't be recorded any more.
        return this.read(row, true);
    }
  }

  // What has its answer is not kept; null where the browser keeps nothing and the server did not answer.
  async #send(envelope: Envelope): Promise<Pick<OutboxEntry, "state" | "index" | "fault"> | null> {
    const { outbox, client } = this.options;
    const { sid } = envelope.statement;
    try {
      await outbox.keep(envelope, "");
      const entry = await outbox.send(sid);
      if (entry !== undefined && entry.state !== "waiting") await outbox.remove(sid);
      return entry ?? null;
    } catch {
      const sent = await client.submit(envelope.toJson(), sid);
      if (sent.outcome === "recorded") return { state: "recorded", index: sent.acknowledgement.index, fault: null };
      if (sent.outcome === "refused") return { state: "refused", index: null, fault: sent.fault };
      return sent.outcome === "stale" ? { state: "stale", index: null, fault: null } : null;
    }
  }
}
