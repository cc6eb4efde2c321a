// SPDX-License-Identifier: Apache-2.0
// Envelope: a statement and its signatures, as DSSE has them on the wire and in files (docs/FORMAT.md,
// "Signature"). Immutable. The payload never changes: a signature is only added to the same bytes. A
// half-signed envelope goes to the other signers as a file.
import { decodeText, equal, fromBase64, toBase64, type Bytes } from "../verify/bytes";
import { parsePublicKey, SIGNATURE_BYTES, verifySignature } from "../verify/ed25519";
import { embeddedKeys } from "../verify/embedded_keys";
import { isObject, member, parseJson, type Json } from "../verify/json";
import { keyIdOf } from "../verify/keys";
import type { KeySignature } from "../verify/record";
import { isDigest } from "./body_check";
import { faultAt, isFaults, type Fault } from "./fault";
import { MadeStatement, SIGNERS_MAX } from "./statement_maker";

export const ENVELOPE_BYTES_MAX = 65_536;
export const PAYLOAD_TYPE = "application/vnd.pledgebook.statement+json";

// A key of the person at this computer. `sign` may ask for a passphrase, or be refused: it then rejects.
export interface SigningKey {
  readonly id: string; // hex SHA-256 of the public key
  readonly label: string;
  readonly publicKey?: Uint8Array;
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

// What the ledger says of a key that has signed.
export interface KeyHolder {
  readonly party: string;
  readonly isRoot: boolean;
  readonly rootQuorum?: number; // of root keys: so many sign together
}

// Who must still sign.
export interface Missing {
  readonly parties: readonly string[];
  readonly newKey: string | null; // the id of the key that is added: it proves that its owner has it
  readonly rootKeys: number;
  readonly others: number; // keys of a second officer
}

export class Envelope {
  private constructor(
    readonly statement: MadeStatement,
    readonly signatures: readonly KeySignature[], // by ascending key id, each once
  ) {
    Object.freeze(this);
  }

  static of(statement: MadeStatement): Envelope {
    return new Envelope(statement, []);
  }

  static parse(text: string): Envelope | readonly Fault[] {
    if (text.length > ENVELOPE_BYTES_MAX) return [faultAt("envelope_too_large", "", { max: ENVELOPE_BYTES_MAX })];
    const value = parseJson(text);
    if (value === undefined) return [faultAt("not_json", "")];
    if (!isObject(value)) return [faultAt("wrong_type", "")];
    if (member(value, "payloadType") !== PAYLOAD_TYPE) return [faultAt("payload_type_unknown", "/payloadType")];
    const payload = bytesIn(member(value, "payload"));
    if (payload === null) return [faultAt("payload_malformed", "/payload")];
    const statement = MadeStatement.from(payload);
    if (isFaults(statement)) return statement;
    const signatures = signaturesIn(member(value, "signatures"));
    return "code" in signatures ? [signatures] : Envelope.#sorted(statement, signatures);
  }

  static #sorted(statement: MadeStatement, signatures: readonly KeySignature[]): Envelope {
    return new Envelope(statement, [...signatures].sort((a, b) => (a.key < b.key ? -1 : 1)));
  }

  has(key: string): boolean {
    return this.signatures.some((each) => each.key === key);
  }

  // With this signature, in the place of an earlier one by the same key.
  with(added: KeySignature): Envelope {
    return Envelope.#sorted(this.statement, [...this.signatures.filter((each) => each.key !== added.key), added]);
  }

  // With the signatures of another copy too; null where that has another payload.
  joined(other: Envelope): Envelope | null {
    if (!equal(other.statement.payload, this.statement.payload)) return null;
    return other.signatures.filter((each) => !this.has(each.key)).reduce<Envelope>((all, each) => all.with(each), this);
  }

  // The same bytes as the program writes.
  toJson(): string {
    return JSON.stringify({
      payload: toBase64(this.statement.payload),
      payloadType: PAYLOAD_TYPE,
      signatures: this.signatures.map(({ key, signature }) => ({ keyid: key, sig: toBase64(signature) })),
    });
  }

  // "pledgebook-pledge.submitted-1b2c3d4e.json"
  get fileName(): string {
    return `pledgebook-${this.statement.kind}-${this.statement.sid.slice(0, 8)}.json`;
  }
}

function bytesIn(value: Json | undefined): Bytes | null {
  if (typeof value !== "string") return null;
  // Readers of DSSE take both alphabets.
  return fromBase64(value.replaceAll("-", "+").replaceAll("_", "/"));
}

function signaturesIn(value: Json | undefined): KeySignature[] | Fault {
  if (!Array.isArray(value) || value.length > SIGNERS_MAX) return faultAt("signatures_invalid", "/signatures");
  const signatures: KeySignature[] = [];
  for (const [i, each] of value.entries()) {
    const at = `/signatures/${i}`;
    const key = isObject(each) ? member(each, "keyid") : undefined;
    const signature = isObject(each) ? bytesIn(member(each, "sig")) : null;
    if (typeof key !== "string" || !isDigest(key)) return faultAt("keyid_invalid", `${at}/keyid`);
    if (signature?.length !== SIGNATURE_BYTES) return faultAt("signature_malformed", `${at}/sig`);
    signatures.push({ key, signature });
  }
  const keys = new Set(signatures.map(({ key }) => key));
  return keys.size === signatures.length ? signatures : faultAt("signatures_invalid", "/signatures");
}

export type SigningFault = "refused" | "not_a_signature" | "wrong_key";

// The envelope with the key's signature. `refused`: the key did not sign, as when the person does not give the
// passphrase.
export async function signedWith(envelope: Envelope, key: SigningKey): Promise<Envelope | SigningFault> {
  let signature: Uint8Array;
  try {
    signature = await key.sign(envelope.statement.message);
  } catch {
    return "refused";
  }
  if (signature.length !== SIGNATURE_BYTES) return "not_a_signature";
  const added = { key: key.id, signature: signature.slice() as Bytes };
  if (key.publicKey !== undefined && !(await isSignedBy(envelope.statement, key.publicKey, added))) return "wrong_key";
  return envelope.with(added);
}

// Whether the key with these bytes has made the signature, and is the one that the signature names.
export async function isSignedBy(statement: MadeStatement, publicKey: Uint8Array, signature: KeySignature): Promise<boolean> {
  const key = parsePublicKey(publicKey);
  if (key === null || keyIdOf(key) !== signature.key) return false;
  return verifySignature(key, statement.message, signature.signature);
}

// Kinds that a second officer signs too.
export function needsPair({ kind, read }: MadeStatement): boolean {
  const corrects = kind === "list.published" || kind === "rates.published";
  return kind === "fulfilment.reversed" || (corrects && member(read.body, "corrects") !== undefined);
}

// Kinds that a registrar signs beside the root keys, where these sign at all.
const ENTRIES: ReadonlySet<string> = new Set(["party.registered", "party.updated"]);

// The id of the key that a statement brings into the ledger; null for most. ledger.created brings several:
// it is made offline, not here.
export function newKeyOf({ kind, read }: MadeStatement): string | null {
  const brings = kind === "key.added" || kind === "key.replaced" || kind === "log-key.replaced";
  const key = brings ? embeddedKeys(kind, read.body)?.[0] : undefined;
  return key === undefined ? null : keyIdOf(key);
}

// `holders`: by the id of each key that has signed. A key that is not in it counts for nobody. `rootQuorum`: as many
// root keys must sign (root_need.ts), also where none has yet.
export function missingFrom(envelope: Envelope, holders: ReadonlyMap<string, KeyHolder>, rootQuorum = 0): Missing {
  const { statement, signatures } = envelope;
  const newKey = newKeyOf(statement);
  const signing = signatures.map(({ key }) => holders.get(key)).filter((holder) => holder !== undefined);
  const parties = statement.read.signers.filter((signer) => !signing.some((holder) => holder.party === signer));
  const roots = signing.filter((holder) => holder.isRoot);
  const quorum = Math.max(rootQuorum, roots[0]?.rootQuorum ?? 0);
  const others = signing.length - roots.length;
  const officers = needsPair(statement) ? 2 : quorum > 0 && ENTRIES.has(statement.kind) ? 1 : 0;
  return {
    parties,
    newKey: newKey !== null && !envelope.has(newKey) ? newKey : null,
    rootKeys: Math.max(0, quorum - roots.length),
    // Those of the parties that are missing come anyway.
    others: Math.max(0, officers - others - parties.length),
  };
}

export const isComplete = ({ parties, newKey, rootKeys, others }: Missing): boolean =>
  parties.length === 0 && newKey === null && rootKeys === 0 && others === 0;

// The statement of a text that may be an envelope of anybody; for lists that only show it.
export function payloadOf(envelope: string): Bytes | null {
  const value = parseJson(envelope);
  const payload = isObject(value) ? bytesIn(member(value, "payload")) : null;
  return payload !== null && decodeText(payload) !== null ? payload : null;
}
