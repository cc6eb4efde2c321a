// SPDX-License-Identifier: Apache-2.0
// StatementMaker: the canonical bytes of a statement (docs/FORMAT.md, "Statement"). A MadeStatement can't be
// made with values that break the grammar: `makeStatement` gives all their faults instead.
import { decodeText, encodeText, toHex, type Bytes } from "../verify/bytes";
import { preAuthEncoding } from "../verify/dsse";
import { sha256 } from "../verify/hash";
import { canonical, isObject, member, parseJson, type Json, type JsonObject } from "../verify/json";
import { parseStatement, type Statement } from "../verify/statement";
import { faultsOfBody, isDigest, isId } from "./body_check";
import { isTime } from "./day";
import { below, faultAt, type Fault } from "./fault";
import { fieldsOf, isKind, KINDS, type BodyOfKind, type Kind } from "./kinds";
import { countCharacters } from "./text";

export const STATEMENT_BYTES_MAX = 32_768;
export const SIGNERS_MAX = 16;
const LEDGER_CHARACTERS_MAX = 2000;
const EARLIEST = "1990";
const VERSION = 1;

export interface Draft<K extends Kind = Kind> {
  readonly kind: K;
  readonly stream: string;
  readonly prev: string | null; // the sid of the stream's last statement; null for its first
  readonly signers: readonly string[]; // party ids, in any order
  readonly at: string;
  readonly body: BodyOfKind<K>;
  readonly anchor?: Anchor | undefined;
}

// The newest checkpoint that the signer had verified: its root in base64, its size.
export interface Anchor {
  readonly root: string;
  readonly size: number;
}

// Of any kind, where the kind is known only when the program runs.
export type AnyDraft = { [K in Kind]: Draft<K> }[Kind];

// Bytes that may be signed. Immutable.
export class MadeStatement {
  static readonly #key = Symbol();

  private constructor(
    key: symbol,
    readonly kind: Kind,
    readonly read: Statement, // from the bytes, by src/verify
    readonly payload: Bytes,
  ) {
    if (key !== MadeStatement.#key) throw new TypeError("use makeStatement");
    Object.freeze(this);
  }

  get sid(): string {
    return this.read.sid;
  }
  // What is signed.
  get message(): Bytes {
    return preAuthEncoding(this.payload);
  }
  get sha256(): string {
    return toHex(sha256(this.payload));
  }

  // From bytes that others have made; faults where they are not such a statement. So a statement is signed
  // only if all of it is understood.
  static from(payload: Uint8Array): MadeStatement | readonly Fault[] {
    if (payload.length > STATEMENT_BYTES_MAX)
      return [faultAt("statement_too_large", "", { bytes: payload.length, max: STATEMENT_BYTES_MAX })];
    const read = parseStatement(payload);
    if (typeof read === "string") return [faultAt(read === "fields" || read === "body" ? "wrong_type" : read, "")];
    if (!isKind(read.kind)) return [faultAt("kind_unknown", "/kind")];
    const faults = [...faultsOfFrame(read), ...faultsOfBody(fieldsOf(read.kind), read.body)];
    if (faults.length > 0) return faults;
    return new MadeStatement(MadeStatement.#key, read.kind, read, payload.slice());
  }
}

export function makeStatement<K extends Kind>(draft: Draft<K>, ledger: string): MadeStatement | readonly Fault[] {
  const body = withoutAbsent(draft.body as Json);
  const frame = {
    kind: draft.kind,
    stream: draft.stream,
    prev: draft.prev,
    signers: [...new Set(draft.signers)].sort(),
    at: draft.at,
    ledger,
  };
  const faults = [...faultsOfFrame(frame), ...faultsOfBody(fieldsOf(draft.kind), body)];
  if (faults.length > 0) return faults;
  const anchor = draft.anchor === undefined ? {} : { anchor: { root: draft.anchor.root, size: draft.anchor.size } };
  return MadeStatement.from(encodeText(canonical({ ...anchor, ...frame, body, v: VERSION })));
}

// Fields that are undefined, and empty lists, are absent: the program writes them so too.
function withoutAbsent(value: Json | undefined): Json {
  if (Array.isArray(value)) return value.map(withoutAbsent);
  if (!isObject(value)) return value ?? null;
  const members = Object.entries(value).filter(([, each]) => each !== undefined && !(Array.isArray(each) && each.length === 0));
  return Object.fromEntries(members.map(([name, each]) => [name, withoutAbsent(each)])) as JsonObject;
}

type Frame = Pick<Statement, "kind" | "stream" | "prev" | "signers" | "at" | "ledger">;

function faultsOfFrame({ kind, stream, prev, signers, at, ledger }: Frame): Fault[] {
  const faults: Fault[] = [];
  const require = (holds: boolean, code: string, pointer: string): void => {
    if (!holds) faults.push(faultAt(code, pointer));
  };
  require(isTime(at), "time_invalid", "/at");
  if (isTime(at)) require(at >= EARLIEST, "at_too_early", "/at");
  const characters = countCharacters(ledger, "many");
  require(ledger !== "" && typeof characters === "number" && characters <= LEDGER_CHARACTERS_MAX, "ledger_wrong", "/ledger");
  require(prev === null || isDigest(prev), "digest_invalid", "/prev");
  require(signers.length >= 1 && signers.length <= SIGNERS_MAX, "signers_invalid", "/signers");
  signers.forEach((signer, i) => require(isId(signer), "id_invalid", below("/signers", i)));
  require(isKind(kind) && isStreamOf(kind, stream), "stream_wrong", "/stream");
  return faults;
}

function isStreamOf(kind: Kind, stream: string): boolean {
  const { stream: sort } = KINDS[kind];
  if (stream === "governance") return sort === "governance" || kind === "key.revoked";
  return sort !== "governance" && stream.startsWith(`${sort}/`) && isId(stream.slice(sort.length + 1));
}

// What a statement says of itself, as typed as its kind: for forms that start from it.
export const bodyOf = <K extends Kind>(statement: MadeStatement, kind: K): BodyOfKind<K> | null =>
  statement.kind === kind ? (statement.read.body as unknown as BodyOfKind<K>) : null;

export function anchorOf(statement: MadeStatement): Anchor | null {
  const value = parseJson(decodeText(statement.payload) ?? "");
  const anchor = isObject(value) ? member(value, "anchor") : undefined;
  return isObject(anchor) ? { root: String(anchor["root"]), size: Number(anchor["size"]) } : null;
}
