// SPDX-License-Identifier: Apache-2.0
// Long: one state machine, whose steps are best read together.
// SignFlow: the way of one statement from a draft to a receipt. It fetches what the ledger knows, makes the
// bytes, has the ledger try them, signs them when a person agrees, keeps and sends them, and fetches the proof.
// The sheet (sign_sheet.tsx) shows each stage; nothing here draws. A stage that a person must look at again is
// never passed by itself: after any change of the bytes the flow is at `reviewing`.
import { toBase64 } from "../verify/bytes";
import type { JsonObject } from "../verify/json";
import { verifyReceipt } from "../verify/receipt";
import type { Policy } from "../verify/policy";
import { isGood, type Verdict } from "../verify/verdict";
import { timeText } from "./day";
import {
  Envelope,
  isComplete,
  isSignedBy,
  missingFrom,
  newKeyOf,
  signedWith,
  type KeyHolder,
  type Missing,
  type SigningFault,
  type SigningKey,
} from "./envelope";
import { faultAt, isFaults, type Fault } from "./fault";
import { foldedBody } from "./folded_body";
import type { KeyFacts, LedgerClient, LedgerFacts, Recorded, Trouble } from "./ledger_client";
import { movedHead, type Moved } from "./moved_head";
import { keysForTrial } from "./trial_keys";
import { takesRoots } from "./root_need";
import type { Outbox } from "./outbox";
import type { OutboxEntry } from "./outbox_store";
import { makeStatement, MadeStatement, type AnyDraft } from "./statement_maker";
import type { Context } from "./words_of_statement";

// Without `at` the flow takes the time of signing.
export type FlowDraft = AnyDraft extends infer D ? (D extends AnyDraft ? Omit<D, "at"> & { readonly at?: string } : never) : never;

export interface FlowOptions {
  readonly client: LedgerClient;
  readonly outbox: Outbox | null; // null: the browser keeps nothing
  readonly keys: readonly SigningKey[];
  // What is signed: a draft of a form, or what others have signed already.
  readonly draft?: FlowDraft;
  readonly envelope?: Envelope;
  // Of a draft that changes a text: the body of the same change on top of the text as it is now (rebase).
  readonly onTop?: (now: JsonObject) => FlowDraft["body"];
  // The ledger's name, where the page knows it: then a person can sign while the server is away.
  readonly ledger?: string;
  // Bytes of statements of other streams that the statement names (words_of_statement.ts).
  readonly references?: readonly Uint8Array[];
  readonly page?: string; // where it was made: for the outbox
  readonly wait?: (milliseconds: number) => Promise<void>;
}

export type Trial =
  | { readonly is: "asked" | "accepted" }
  | { readonly is: "refused"; readonly faults: readonly Fault[] }
  | { readonly is: "unknown"; readonly trouble: Trouble };

export type Proof =
  | { readonly is: "waiting" } // for a checkpoint
  | { readonly is: "late" } // none has come
  | { readonly is: "unproved"; readonly receipt: Uint8Array } // the reader trusts no key yet
  | { readonly is: "proved" | "failed"; readonly receipt: Uint8Array; readonly verdict: Verdict };

// What a person reviews.
export interface Review {
  readonly statement: MadeStatement;
  readonly envelope: Envelope; // with the signatures that it has already
  readonly context: Context;
  readonly trial: Trial;
  readonly key: string; // the id of the chosen one; "" for none
  readonly signing: SigningFault | null; // why the last try to sign failed
}

export type Stage =
  | { readonly at: "preparing" }
  | { readonly at: "unprepared"; readonly trouble: Trouble }
  | { readonly at: "faulty"; readonly faults: readonly Fault[] }
  | { readonly at: "moved"; readonly moved: Moved; readonly between: readonly Recorded[]; readonly canRebase: boolean }
  | ({ readonly at: "reviewing" } & Review)
  | ({ readonly at: "signing" } & Review)
  | { readonly at: "sending"; readonly envelope: Envelope }
  | { readonly at: "half"; readonly envelope: Envelope; readonly missing: Missing }
  | { readonly at: "recorded"; readonly statement: MadeStatement; readonly index: number; readonly recordedAt: string; readonly proof: Proof }
  | { readonly at: "kept"; readonly envelope: Envelope; readonly entry: OutboxEntry | null; readonly trouble: Trouble["kind"] }
  | { readonly at: "refused"; readonly envelope: Envelope; readonly fault: Fault; readonly isKept: boolean };

// Kinds that begin a stream, and what is said where it has begun.
const BEGINNING: ReadonlyMap<string, string> = new Map([
  ["pledge.submitted", "pledge_exists"],
  ["party.registered", "party_exists"],
]);

const RECEIPT_WAIT_MS = 1000;
const RECEIPT_TRIES_MAX = 30;

interface Ground {
  readonly ledger: string;
  readonly facts: LedgerFacts | null;
  readonly head: string | null;
  readonly lastAt: string | null;
  readonly statements: readonly Recorded[]; // of the stream; of governance none
}

export class SignFlow {
  readonly #listeners = new Set<() => void>();
  readonly #holders = new Map<string, KeyFacts>();
  readonly #parties = new Map<string, readonly KeyFacts[]>(); // the keys of the signers' parties
  readonly #wait: (milliseconds: number) => Promise<void>;
  #stage: Stage = { at: "preparing" };
  #draft: FlowDraft | null;
  #ground: Ground | null = null;
  #replaced: string | null = null; // the sid of a signed statement that the head has left behind
  #rootQuorum = 0; // so many root keys sign it
  #isClosed = false;
  #policy: Policy | null = null;
  #reviewed: Review | null = null;
  #hasReadAgain = false; // since the ledger refused `prev`
  #stopListening: () => void;

  constructor(readonly options: FlowOptions) {
    this.#draft = options.draft ?? null;
    this.#wait = options.wait ?? ((milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)));
    this.#stopListening = options.outbox?.onChange(() => void this.#seeOutbox()) ?? (() => {});
  }

  get stage(): Stage {
    return this.#stage;
  }
  // What was last reviewed; it stays on the sheet while it is sent.
  get reviewed(): Review | null {
    return this.#reviewed;
  }
  get facts(): LedgerFacts | null {
    return this.#ground?.facts ?? null;
  }
  // What the ledger says of a key; undefined before it has answered, or where it does not know the key.
  holder(key: string): KeyFacts | undefined {
    return this.#holders.get(key);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    this.#isClosed = true;
    this.#stopListening();
    this.#listeners.clear();
  }

  #be(stage: Stage): void {
    if (this.#isClosed) return;
    this.#stage = stage;
    if (stage.at === "reviewing") this.#reviewed = stage;
    for (const listener of this.#listeners) listener();
  }

  // ---- what the ledger knows -------------------------------------------------------------------

  async prepare(): Promise<void> {
    this.#be({ at: "preparing" });
    const { client, envelope } = this.options;
    const stream = envelope?.statement.read.stream ?? this.#draft!.stream;
    const [facts, ground, needsRoots] = await Promise.all([client.ledger(), this.#readStream(stream), takesRoots(this.#subject, client), this.#readKeys()]);
    const name = facts.ok ? facts.value.ledger : this.options.ledger;
    if (name === undefined || (!("head" in ground) && !this.#canDoWithout(ground)))
      return this.#be({ at: "unprepared", trouble: facts.ok ? (ground as Trouble) : facts.trouble });
    const known = "head" in ground ? ground : { head: this.#prev(), lastAt: null, statements: [] };
    this.#ground = { ...known, ledger: name, facts: facts.ok ? facts.value : null };
    this.#rootQuorum = needsRoots && facts.ok ? facts.value.rootQuorum : 0;
    const taken = this.#taken(this.#ground);
    if (taken !== null) return this.#be({ at: "faulty", faults: [taken] });
    const between = this.#between(this.#ground);
    if (between !== null) return this.#moved(between);
    await this.#review();
  }

  get #subject(): { readonly kind: string; readonly stream: string; readonly body: JsonObject } {
    const { envelope } = this.options;
    if (envelope !== undefined) return envelope.statement.read;
    const { kind, stream, body } = this.#draft!;
    return { kind, stream, body: body as unknown as JsonObject };
  }

  // A new pledge or party whose id has been given away meanwhile can't come after the other one.
  #taken({ statements }: Ground): Fault | null {
    const kind = this.options.envelope?.statement.kind ?? this.#draft!.kind;
    const code = BEGINNING.get(kind);
    return code !== undefined && statements.length > 0 ? faultAt(code, "/stream") : null;
  }

  // Without an answer a statement is signed on the page's word for its place: if that is wrong the ledger
  // refuses it, and nothing is lost.
  #canDoWithout({ kind }: Trouble): boolean {
    return this.options.ledger !== undefined && (kind === "offline" || kind === "unreachable" || kind === "timeout" || kind === "busy");
  }

  #prev(): string | null {
    return this.options.envelope?.statement.read.prev ?? this.#draft?.prev ?? null;
  }

  async #readStream(stream: string): Promise<Pick<Ground, "head" | "lastAt" | "statements"> | Trouble> {
    const { client } = this.options;
    if (stream === "governance") {
      // It is long, and its statements do not build on each other: they are read only where some came between.
      const head = await client.head(stream);
      if (!head.ok) return head.trouble;
      if (head.value.head === this.#prev()) return { head: head.value.head, lastAt: null, statements: [] };
    }
    const read = await client.stream(stream);
    if (!read.ok) return read.trouble;
    const last = read.value.at(-1)?.statement;
    const lastAt = stream.startsWith("pledge/") ? (last?.at ?? null) : null;
    return { head: last?.sid ?? null, lastAt, statements: read.value };
  }

  async #readKeys(): Promise<void> {
    const { client, keys, envelope } = this.options;
    const ids = new Set([...keys.map((key) => key.id), ...(envelope?.signatures.map(({ key }) => key) ?? [])]);
    await Promise.all(
      [...ids].map(async (id) => {
        const facts = await client.key(id);
        if (facts.ok) this.#holders.set(id, facts.value);
      }),
    );
  }

  // The statements behind the one that the draft follows; null where it follows the last one.
  #between({ head, statements }: Ground): Recorded[] | null {
    const prev = this.#prev();
    const kind = this.options.envelope?.statement.kind ?? this.#draft!.kind;
    // key.revoked, and what the root keys sign, may follow any earlier statement, so that no flood keeps it out.
    if (head === prev || kind === "key.revoked" || this.#rootQuorum > 0) return null;
    const at = statements.findIndex(({ statement }) => statement.sid === prev);
    return statements.slice(at + 1);
  }

  #moved(between: readonly Recorded[]): void {
    const { envelope } = this.options;
    const subject = envelope?.statement.read ?? { kind: this.#draft!.kind, sort: sortOf(this.#draft!.stream), body: this.#draft!.body as unknown as JsonObject };
    const statements = between.map(({ statement }) => statement);
    this.#be({ at: "moved", moved: movedHead(subject, statements), between, canRebase: envelope === undefined });
  }

  // The person has seen what came between: the same draft behind it. Its bytes are new, and are shown again.
  async rebase(): Promise<void> {
    const stage = this.#stage;
    if (stage.at !== "moved" || !stage.canRebase || stage.moved === "judged" || this.#ground === null) return;
    const { body: now } = foldedBody(this.#ground.statements.map(({ statement }) => statement));
    const { onTop } = this.options;
    const body = onTop === undefined || now === null ? this.#draft!.body : onTop(now);
    this.#draft = { ...this.#draft!, body, prev: this.#ground.head } as FlowDraft;
    await this.#review();
  }

  // ---- review ----------------------------------------------------------------------------------

  async #review(): Promise<void> {
    const made = this.options.envelope?.statement ?? this.#make(this.#ground!);
    if (isFaults(made)) return this.#be({ at: "faulty", faults: made });
    const wrong = await this.#wrongSignatures();
    if (wrong.length > 0) return this.#be({ at: "faulty", faults: wrong });
    const { statements } = this.#ground!;
    const { body } = foldedBody(statements.map(({ statement }) => statement));
    const references = [...(this.options.references ?? []), ...statements.map(({ payload }) => payload)];
    const review: Review = {
      statement: made,
      envelope: this.options.envelope ?? Envelope.of(made),
      context: { before: body, references },
      trial: { is: "asked" },
      key: this.#likelyKey(made),
      signing: null,
    };
    this.#be({ at: "reviewing", ...review });
    await this.#try();
  }

  // Of others, who have signed before: the file may have been changed on its way.
  async #wrongSignatures(): Promise<Fault[]> {
    const { envelope } = this.options;
    const faults: Fault[] = [];
    for (const [i, signature] of (envelope?.signatures ?? []).entries()) {
      const publicKey = this.#holders.get(signature.key)?.publicKey ?? null;
      const isRight = publicKey === null || (await isSignedBy(envelope!.statement, publicKey, signature));
      if (!isRight) faults.push(faultAt("signature_invalid", `/signatures/${i}/sig`));
    }
    return faults;
  }

  #make(ground: Ground): MadeStatement | readonly Fault[] {
    const draft = this.#draft!;
    return makeStatement({ ...draft, at: draft.at ?? this.#time(ground) } as AnyDraft, ground.ledger);
  }

  // The later of the clock and the pledge's last `at`: in a pledge's stream it never decreases.
  #time({ lastAt }: Ground): string {
    const now = timeText(this.options.client.clock.time);
    return lastAt !== null && lastAt > now ? lastAt : now;
  }

  // A key of a signer, else the first one.
  #likelyKey(made: MadeStatement): string {
    const { keys } = this.options;
    const fits = keys.find((key) => {
      const holder = this.#holders.get(key.id);
      return holder !== undefined && holder.isActive && made.read.signers.includes(holder.party);
    });
    return (fits ?? keys[0])?.id ?? "";
  }

  async choose(key: string): Promise<void> {
    const stage = this.#stage;
    if (stage.at !== "reviewing" || stage.key === key) return;
    this.#be({ ...stage, key, signing: null, trial: { is: "asked" } });
    await this.#try();
  }

  // Has the ledger try the statement with the chosen key, those that have signed, and one key of each other
  // party that must sign.
  async #try(): Promise<void> {
    const stage = this.#stage;
    if (stage.at !== "reviewing") return;
    const { statement, key } = stage;
    const keys = await this.#keysForTrial(stage);
    const answer = await this.options.client.trial(statement.payload, keys);
    const now = this.#stage;
    if (now.at !== "reviewing" || now.statement !== statement || now.key !== key) return; // it was overtaken
    if (!answer.ok) return this.#be({ ...now, trial: { is: "unknown", trouble: answer.trouble } });
    const faults = answer.value;
    if (faults.some(({ code }) => code === "prev_not_head") && !this.#hasReadAgain) {
      this.#hasReadAgain = true;
      return this.prepare();
    }
    this.#be({ ...now, trial: faults.length === 0 ? { is: "accepted" } : { is: "refused", faults } });
  }

  async #keysForTrial(review: Review): Promise<string[]> {
    for (const signer of review.statement.read.signers) {
      if (this.#parties.has(signer)) continue;
      const facts = await this.options.client.party(signer);
      if (facts.ok) this.#parties.set(signer, facts.value.keys);
    }
    const known = [...this.#parties.values()].flat();
    return keysForTrial(review.statement, [...review.envelope.signatures.map(({ key }) => key), review.key], [...this.#holders.values()], known, this.#rootQuorum);
  }

  // ---- signing and sending ---------------------------------------------------------------------

  // The person has agreed to what is shown. Does nothing at another stage, so a second press signs nothing.
  async sign(): Promise<void> {
    const stage = this.#stage;
    if (stage.at !== "reviewing" || stage.trial.is === "refused") return;
    const key = this.options.keys.find((each) => each.id === stage.key);
    if (key === undefined) return;
    this.#be({ ...stage, at: "signing", signing: null });
    const facts = this.#holders.get(key.id);
    const known = key.publicKey ?? facts?.publicKey ?? undefined;
    const signer = known === undefined ? key : { ...key, publicKey: known, sign: (bytes: Uint8Array) => key.sign(bytes) };
    const signed = await signedWith(stage.envelope, signer);
    if (typeof signed === "string") return this.#be({ ...stage, signing: signed });
    const missing = missingFrom(signed, this.#holdersOf(signed), this.#rootQuorum);
    if (!isComplete(missing)) return this.#be({ at: "half", envelope: signed, missing });
    await this.#send(signed);
  }

  // A key that the ledger does not know, or of which it has not answered, is taken for the only signer's.
  #holdersOf({ signatures, statement }: Envelope): Map<string, KeyHolder> {
    const newKey = newKeyOf(statement);
    return new Map(
      signatures.flatMap(({ key }): [string, KeyHolder][] => {
        const facts = this.#holders.get(key);
        if (facts !== undefined) return [[key, { party: facts.party, isRoot: facts.isRoot, rootQuorum: facts.rootQuorum }]];
        return key === newKey ? [] : [[key, { party: statement.read.signers[0]!, isRoot: false }]];
      }),
    );
  }

  async #send(envelope: Envelope): Promise<void> {
    const { outbox, client, page = "" } = this.options;
    const { sid } = envelope.statement;
    this.#be({ at: "sending", envelope });
    let isKept = false;
    try {
      await outbox?.keep(envelope, page);
      isKept = outbox !== null;
    } catch {
      // The browser keeps nothing: the sheet then offers a file.
    }
    if (isKept) {
      const entry = await outbox!.send(sid);
      if (entry !== undefined) return this.#arrived(envelope, entry);
    }
    const submission = await client.submit(envelope.toJson(), sid);
    switch (submission.outcome) {
      case "recorded":
        return this.#recorded(envelope.statement, submission.acknowledgement.index, submission.acknowledgement.recordedAt);
      case "refused":
        return this.#be({ at: "refused", envelope, fault: submission.fault, isKept: false });
      case "stale":
        return this.prepare();
      case "unknown":
        return this.#be({ at: "kept", envelope, entry: null, trouble: submission.trouble.kind });
    }
  }

  async #arrived(envelope: Envelope, entry: OutboxEntry): Promise<void> {
    switch (entry.state) {
      case "recorded":
        await this.options.outbox!.remove(entry.sid); // its receipt is shown here
        return this.#recorded(envelope.statement, entry.index!, entry.recordedAt!);
      case "refused":
        return this.#be({ at: "refused", envelope, fault: entry.fault!, isKept: true });
      case "stale":
        this.#replaced = entry.sid;
        return this.prepare();
      case "waiting":
        return this.#be({ at: "kept", envelope, entry, trouble: entry.trouble ?? "unreachable" });
    }
  }

  // A kept statement may be sent by the page, or by another tab, while the sheet is open.
  async #seeOutbox(): Promise<void> {
    const stage = this.#stage;
    if (stage.at !== "kept" || stage.entry === null) return;
    const entry = await this.options.outbox!.store.get(stage.entry.sid).catch(() => undefined);
    if (this.#stage !== stage || entry === undefined) return;
    if (entry.state === "waiting") this.#be({ ...stage, entry, trouble: entry.trouble ?? stage.trouble });
    else await this.#arrived(stage.envelope, entry);
  }

  async sendAgain(): Promise<void> {
    const stage = this.#stage;
    if (stage.at !== "kept") return;
    await this.#send(stage.envelope);
  }

  // The person removes a refused statement from this computer.
  async forget(): Promise<void> {
    const stage = this.#stage;
    if (stage.at !== "refused" || !stage.isKept) return;
    await this.options.outbox!.remove(stage.envelope.statement.sid).catch(() => {});
    this.#be({ ...stage, isKept: false });
  }

  // ---- proof -----------------------------------------------------------------------------------

  async #recorded(statement: MadeStatement, index: number, recordedAt: string): Promise<void> {
    if (this.#replaced !== null) await this.options.outbox?.remove(this.#replaced).catch(() => {});
    this.#be({ at: "recorded", statement, index, recordedAt, proof: { is: "waiting" } });
    for (let i = 0; i < RECEIPT_TRIES_MAX && !this.#isClosed; ++i) {
      const receipt = await this.options.client.receipt(index);
      if (receipt.ok && receipt.value !== null) return this.#prove(receipt.value);
      await this.#wait(RECEIPT_WAIT_MS);
    }
    this.#proof({ is: "late" });
  }

  #proof(proof: Proof): void {
    if (this.#stage.at === "recorded") this.#be({ ...this.#stage, proof });
  }

  // The keys of the log and the witnesses are the reader's choice, never the server's.
  async trust(policy: Policy | null): Promise<void> {
    this.#policy = policy;
    const stage = this.#stage;
    if (stage.at === "recorded" && "receipt" in stage.proof) await this.#prove(stage.proof.receipt);
  }

  async #prove(receipt: Uint8Array): Promise<void> {
    const stage = this.#stage;
    if (stage.at !== "recorded") return;
    const policy = this.#policy;
    if (policy === null) return this.#proof({ is: "unproved", receipt });
    const keys = [...this.#holders.values()].flatMap(({ publicKey }) => (publicKey === null ? [] : [toBase64(publicKey)]));
    const verdict = await verifyReceipt(receipt, policy, null, keys);
    const isOurs = verdict.record?.sid === stage.statement.sid && verdict.record.index === BigInt(stage.index);
    this.#proof({ is: isGood(verdict) && isOurs ? "proved" : "failed", receipt, verdict });
  }
}

const sortOf = (stream: string) => stream.split("/")[0] as MadeStatement["read"]["sort"];
