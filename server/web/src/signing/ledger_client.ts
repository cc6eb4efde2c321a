// SPDX-License-Identifier: Apache-2.0
// LedgerClient: what forms ask of the ledger (docs/API.md, "Writing"). Nothing here throws: an answer is a
// value or a trouble, which says in one word why there is none.
import { fromBase64, type Bytes } from "../verify/bytes";
import { isObject, member, type Json, type JsonObject } from "../verify/json";
import { parseRecord } from "../verify/record";
import { parseStatement, type Statement } from "../verify/statement";
import { Envelope } from "./envelope";
import { isFaults, type Fault } from "./fault";
import { ServerClock } from "./server_clock";

export const TIMEOUT_MS = 20_000;
const RETRY_AFTER_S = 5; // where the server does not say
const RETRY_AFTER_S_MAX = 3600;
const PAGE_RECORDS = 200;
const STREAM_RECORDS_MAX = 2000;

// Why there is no answer. `offline`: the browser has no network. `unreachable`: nobody answered. `timeout`:
// not in time. `busy`: try again after so many seconds. `failed`: the server made a mistake. `not_found`:
// there is no such thing. `refused`: the request was wrong. `unreadable`: the answer is not the ledger's.
export type TroubleKind = "offline" | "unreachable" | "timeout" | "busy" | "failed" | "not_found" | "refused" | "unreadable";

export interface Trouble {
  readonly kind: TroubleKind;
  readonly code: string; // the server's, or ""
  readonly detail: string; // in English, or ""
  readonly retryAfterS: number; // of `busy`, else 0
}

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly trouble: Trouble };

export interface LedgerFacts {
  readonly ledger: string;
  readonly origin: string;
  readonly title: string;
  readonly operator: string;
  readonly rules: number;
  readonly rootQuorum: number;
}

export interface Head {
  readonly head: string | null; // the sid of the stream's last statement: the next one's `prev`
  readonly last: number | null; // its index
  readonly count: number;
}

// A statement of a stream, with the bytes that were signed: its sid is computed from them.
export interface Recorded {
  readonly index: number;
  readonly recordedAt: number; // milliseconds
  readonly payload: Bytes;
  readonly statement: Statement;
}

export interface KeyFacts {
  readonly key: string;
  readonly publicKey: Bytes | null;
  readonly party: string;
  readonly label: string;
  readonly roles: readonly string[];
  readonly isRoot: boolean;
  readonly isActive: boolean;
  readonly rootQuorum: number; // of root keys, else 0
}

export interface PartyFacts {
  readonly party: string;
  readonly name: string;
  readonly sector: string;
  readonly country: string | null;
  readonly roles: readonly string[];
  readonly keys: readonly KeyFacts[];
}

export interface Acknowledgement {
  readonly index: number;
  readonly sid: string;
  readonly leafHash: string;
  readonly recordedAt: string;
  readonly isRepeat: boolean; // the ledger had it already
}

export type Submission =
  | { readonly outcome: "recorded"; readonly acknowledgement: Acknowledgement }
  | { readonly outcome: "stale"; readonly head: string | null }
  | { readonly outcome: "refused"; readonly status: number; readonly fault: Fault }
  | { readonly outcome: "unknown"; readonly trouble: Trouble }; // ask again: repeating is safe

interface Reply {
  readonly status: number;
  readonly bytes: Bytes;
  readonly retryAfter: string | null;
}

export interface ClientOptions {
  readonly base?: string; // "" for the page's own server
  readonly fetch?: typeof fetch;
  readonly timeoutMs?: number;
  readonly clock?: ServerClock;
}

export class LedgerClient {
  readonly clock: ServerClock;
  readonly #base: string;
  readonly #fetch: typeof fetch;
  readonly #timeoutMs: number;

  constructor({ base = "", fetch: given, timeoutMs = TIMEOUT_MS, clock = new ServerClock() }: ClientOptions = {}) {
    this.#base = base;
    this.#fetch = given ?? ((...request) => fetch(...request));
    this.#timeoutMs = timeoutMs;
    this.clock = clock;
  }

  async ledger(): Promise<Answer<LedgerFacts>> {
    return this.#read("/api/v1/ledger", (json) => ({
      ledger: text(json, "ledger"),
      origin: text(json, "origin"),
      title: text(json, "title"),
      operator: text(json, "operator"),
      rules: number(json, "rules"),
      rootQuorum: number(json, "root_quorum"),
    }));
  }

  async head(stream: string): Promise<Answer<Head>> {
    return this.#read(`/api/v1/streams/${pathOf(stream)}`, (json) => ({
      head: member(json, "head") === null ? null : text(json, "head"),
      last: member(json, "last") === null ? null : number(json, "last"),
      count: number(json, "count"),
    }));
  }

  async key(id: string): Promise<Answer<KeyFacts>> {
    return this.#read(`/api/v1/keys/${encodeURIComponent(id)}`, keyFacts);
  }

  async party(id: string): Promise<Answer<PartyFacts>> {
    return this.#read(`/api/v1/parties/${encodeURIComponent(id)}`, (json) => ({
      party: text(json, "party"),
      name: text(json, "name"),
      sector: text(json, "sector"),
      country: optionalText(json, "country"),
      roles: texts(json, "roles"),
      keys: objects(json, "keys").map(keyFacts),
    }));
  }

  // All statements of a stream, or those after the record `after`; a stream that is too long is a trouble.
  async stream(stream: string, after: number | null = null): Promise<Answer<Recorded[]>> {
    const all: Recorded[] = [];
    let from = after;
    while (true) {
      const query = `stream=${encodeURIComponent(stream)}&limit=${PAGE_RECORDS}${from === null ? "" : `&after=${from}`}`;
      const page = await this.#read(`/api/v1/statements?${query}`, (json) => ({
        records: objects(json, "records").map(recorded),
        next: member(json, "next") === null ? null : number(json, "next"),
      }));
      if (!page.ok) return page;
      all.push(...page.value.records);
      from = page.value.next;
      if (from === null) return { ok: true, value: all };
      if (all.length >= STREAM_RECORDS_MAX) return { ok: false, trouble: trouble("refused", "too_many_items") };
    }
  }

  // Every fault that the ledger finds, before anybody signs; none: it would be accepted. `keys`: the ids of the
  // keys that would sign.
  async trial(payload: Bytes, keys: readonly string[]): Promise<Answer<Fault[]>> {
    const query = keys.map((key) => `key=${encodeURIComponent(key)}`).join("&");
    const reply = await this.#ask(`/api/v1/statements/check${query === "" ? "" : `?${query}`}`, payload, "application/json");
    return read(reply, (json) => objects(json, "refusals").map(faultOf));
  }

  // Sends the envelope of the statement `sid`. The ledger takes a statement once: sent again, it gives its
  // first answer. An answer about another statement counts for nothing.
  async submit(envelope: string, sid: string): Promise<Submission> {
    const reply = await this.#ask("/api/v1/statements", envelope, "application/json");
    if (!reply.ok) return { outcome: "unknown", trouble: reply.trouble };
    const { status } = reply.value;
    const json = jsonOf(reply.value);
    if (status === 200 || status === 201) {
      const known = attempt(() => acknowledgement(json, status === 200));
      return known === null || known.sid !== sid
        ? { outcome: "unknown", trouble: trouble("unreadable") }
        : { outcome: "recorded", acknowledgement: known };
    }
    if (status === 409 && isObject(json)) return { outcome: "stale", head: optionalText(json, "head") };
    const isRefusal = status === 400 || status === 403 || status === 413 || status === 422;
    if (isRefusal && isObject(json) && optionalText(json, "code") !== null)
      return { outcome: "refused", status, fault: problemFault(json) };
    return { outcome: "unknown", trouble: troubleOf(reply.value) };
  }

  // Leaves a statement that lacks signatures on the ledger's desk, where the others find it.
  async leave(envelope: string): Promise<Answer<true>> {
    const reply = await this.#ask("/api/v1/desk/envelopes", envelope, "application/vnd.dsse+json");
    if (!reply.ok) return reply;
    return reply.value.status === 201 ? { ok: true, value: true } : { ok: false, trouble: troubleOf(reply.value) };
  }

  // What waits on the desk for signatures, of statements that the party signs.
  async waiting(party: string): Promise<Answer<Envelope[]>> {
    return this.#read(`/api/v1/desk/envelopes?party=${encodeURIComponent(party)}`, (json) =>
      objects(json, "rows").flatMap((row) => {
        const envelope = Envelope.parse(JSON.stringify(member(row, "envelope") ?? null));
        return isFaults(envelope) ? [] : [envelope];
      }),
    );
  }

  // The file that proves the record; null while no checkpoint covers it.
  async receipt(index: number): Promise<Answer<Bytes | null>> {
    const reply = await this.#ask(this.receiptAddress(index));
    if (!reply.ok) return reply;
    if (reply.value.status === 200) return { ok: true, value: reply.value.bytes };
    if (reply.value.status === 404) return { ok: true, value: null };
    return { ok: false, trouble: troubleOf(reply.value) };
  }

  receiptAddress(index: number): string {
    return `${this.#base}/api/v1/receipts/${index}`;
  }

  async #read<T>(path: string, parse: (json: JsonObject) => T): Promise<Answer<T>> {
    return read(await this.#ask(path), parse);
  }

  async #ask(path: string, body?: BodyInit | Bytes, type?: string): Promise<Answer<Reply>> {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), this.#timeoutMs);
    const asked = this.clock.now();
    const request: RequestInit = { signal: stop.signal, cache: "no-store", credentials: "omit" };
    if (body !== undefined) Object.assign(request, { method: "POST", body, headers: { "Content-Type": type } });
    try {
      const answer = await this.#fetch(path.startsWith("/") ? this.#base + path : path, request);
      this.clock.see(answer.headers.get("Date"), asked, this.clock.now());
      const bytes = new Uint8Array(await answer.arrayBuffer());
      return { ok: true, value: { status: answer.status, bytes, retryAfter: answer.headers.get("Retry-After") } };
    } catch {
      if (stop.signal.aborted) return { ok: false, trouble: trouble("timeout") };
      const isOffline = typeof navigator === "object" && navigator.onLine === false;
      return { ok: false, trouble: trouble(isOffline ? "offline" : "unreachable") };
    } finally {
      clearTimeout(timer);
    }
  }
}

// ---- reading answers ----------------------------------------------------------------------------

class Unreadable extends Error {}

function attempt<T>(parse: () => T): T | null {
  try {
    return parse();
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

const jsonOf = ({ bytes }: Reply): Json | undefined => {
  try {
    // Figures of answers may have fractions, so this is not the statements' JSON.
    return JSON.parse(new TextDecoder().decode(bytes)) as Json;
  } catch {
    return undefined;
  }
};

function read<T>(reply: Answer<Reply>, parse: (json: JsonObject) => T): Answer<T> {
  if (!reply.ok) return reply;
  if (reply.value.status !== 200) return { ok: false, trouble: troubleOf(reply.value) };
  const json = jsonOf(reply.value);
  const value = isObject(json) ? attempt(() => parse(json)) : null;
  return value === null ? { ok: false, trouble: trouble("unreadable") } : { ok: true, value };
}

const trouble = (kind: TroubleKind, code = "", detail = "", retryAfterS = 0): Trouble => ({ kind, code, detail, retryAfterS });

function troubleOf(reply: Reply): Trouble {
  const json = jsonOf(reply);
  const [code, detail] = isObject(json) ? [optionalText(json, "code") ?? "", optionalText(json, "detail") ?? ""] : ["", ""];
  const { status } = reply;
  if (status === 503 || status === 429 || status === 408) return trouble("busy", code, detail, secondsOf(reply.retryAfter));
  if (status >= 500) return trouble("failed", code, detail);
  if (status === 404) return trouble("not_found", code, detail);
  return status >= 400 ? trouble("refused", code, detail) : trouble("unreadable");
}

function secondsOf(retryAfter: string | null): number {
  const seconds = Number(retryAfter ?? NaN);
  return Number.isFinite(seconds) && seconds >= 1 ? Math.min(seconds, RETRY_AFTER_S_MAX) : RETRY_AFTER_S;
}

function text(json: JsonObject, name: string): string {
  const value = member(json, name);
  if (typeof value !== "string") throw new Unreadable();
  return value;
}

function optionalText(json: JsonObject, name: string): string | null {
  const value = member(json, name);
  return typeof value === "string" ? value : null;
}

function number(json: JsonObject, name: string): number {
  const value = member(json, name);
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) throw new Unreadable();
  return value;
}

function objects(json: JsonObject, name: string): JsonObject[] {
  const value = member(json, name);
  if (!Array.isArray(value) || !value.every(isObject)) throw new Unreadable();
  return value;
}

function texts(json: JsonObject, name: string): string[] {
  const value = member(json, name);
  if (!Array.isArray(value)) throw new Unreadable();
  return value.filter((each): each is string => typeof each === "string");
}

function keyFacts(json: JsonObject): KeyFacts {
  const isRoot = member(json, "root") === true;
  return {
    key: text(json, "key"),
    publicKey: fromBase64(optionalText(json, "public_key") ?? "!"),
    party: text(json, "party"),
    label: text(json, "label"),
    roles: texts(json, "roles"),
    isRoot,
    isActive: member(json, "active") === true,
    rootQuorum: isRoot ? number(json, "root_quorum") : 0,
  };
}

// From the record's bytes: of the rest of the answer nothing is used.
function recorded(json: JsonObject): Recorded {
  const bytes = fromBase64(text(json, "bytes"));
  const record = bytes && parseRecord(bytes);
  const payload = record?.signed?.payload;
  const statement = payload && parseStatement(payload);
  if (!record || !payload || !statement || typeof statement === "string") throw new Unreadable();
  return { index: Number(record.index), recordedAt: record.recordedAt, payload: payload.slice(), statement };
}

function faultOf(json: JsonObject): Fault {
  return { code: text(json, "code"), pointer: text(json, "pointer"), rule: text(json, "rule"), accepted: text(json, "accepted") };
}

function problemFault(json: JsonObject): Fault {
  return {
    code: text(json, "code"),
    pointer: optionalText(json, "pointer") ?? "",
    rule: optionalText(json, "rule") ?? optionalText(json, "detail") ?? "",
    accepted: optionalText(json, "accepted") ?? "",
  };
}

function acknowledgement(json: Json | undefined, isRepeat: boolean): Acknowledgement {
  if (!isObject(json)) throw new Unreadable();
  return {
    index: number(json, "index"),
    sid: text(json, "sid"),
    leafHash: text(json, "leaf_hash"),
    recordedAt: text(json, "recorded_at"),
    isRepeat,
  };
}

const pathOf = (stream: string): string => stream.split("/").map(encodeURIComponent).join("/");
