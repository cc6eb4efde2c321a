// SPDX-License-Identifier: Apache-2.0
// Statements about a party's own keys, and the envelope that carries them (docs/FORMAT.md, "party/<id>
// and keys/<id>", "Signature"). Their bytes are made once: what is shown, signed and sent is the same.
import { encodeText, fromBase64, toBase64, type Bytes } from '../verify/bytes';
import { preAuthEncoding, STATEMENT_TYPE } from '../verify/dsse';
import { canonical, isObject, member, type Json, type JsonObject } from '../verify/json';
import type { BrowserKey } from './browser_key';

// The roles of keys that a party or a registrar adds. Those of officers come from the root keys.
export const KEY_ROLES = ['member', 'verifier'] as const;
export type KeyRole = (typeof KEY_ROLES)[number];

export const isKeyRole = (value: Json): value is KeyRole => KEY_ROLES.some((role) => role === value);

// Where the statement stands: after the stream's last one, at a time that the ledger accepts.
export interface Place {
  readonly ledger: string;
  readonly prev: string | null;
  readonly at: string;
}

export interface NewKey {
  readonly party: string;
  readonly publicKey: Bytes;
  readonly label: string;
}

function statement(kind: string, party: string, signer: string, place: Place, body: JsonObject): Bytes {
  const { at, ledger, prev } = place;
  return encodeText(canonical({ at, body, kind, ledger, prev, signers: [signer], stream: `keys/${party}`, v: 1 }));
}

// `signer`: the party itself, or the operator for a registrar. `isRecovered`: the party has had keys,
// and none of them signs.
export function keyAdded(
  place: Place,
  { party, publicKey, label }: NewKey,
  roles: readonly KeyRole[],
  signer: string,
  isRecovered = false,
): Bytes {
  const body: JsonObject = { label, public_key: toBase64(publicKey), roles: [...roles] };
  if (isRecovered) body['recovered'] = true;
  return statement('key.added', party, signer, place, body);
}

export function keyReplaced(place: Place, { party, publicKey, label }: NewKey): Bytes {
  return statement('key.replaced', party, party, place, { label, public_key: toBase64(publicKey) });
}

export function keyRevoked(place: Place, party: string, key: string, reason: string): Bytes {
  return statement('key.revoked', party, party, place, { key, reason });
}

export interface Signature {
  readonly keyid: string;
  readonly sig: string; // base64
}

// DSSE, as POST /api/v1/statements takes it.
export interface Envelope {
  readonly payload: string; // base64
  readonly payloadType: string;
  readonly signatures: readonly Signature[];
}

export async function signatureBy(key: BrowserKey, payload: Bytes): Promise<Signature> {
  return { keyid: key.id, sig: toBase64(await key.sign(preAuthEncoding(payload))) };
}

// The keys sign in turn; signatures that others gave before stay.
export async function signedBy(
  payload: Bytes,
  keys: readonly BrowserKey[],
  given: readonly Signature[] = [],
): Promise<Envelope> {
  const signatures = [...given];
  for (const key of keys) signatures.push(await signatureBy(key, payload));
  return { payload: toBase64(payload), payloadType: STATEMENT_TYPE, signatures };
}

const SIGNATURES_MAX = 16;

// An envelope that came from outside; null where it is none. Nothing is said of its signatures.
export function parseEnvelope(value: Json | undefined): (Envelope & { readonly bytes: Bytes }) | null {
  if (!isObject(value) || Object.keys(value).length !== 3) return null;
  const [payload, payloadType, signatures] = ['payload', 'payloadType', 'signatures'].map((name) => member(value, name));
  if (typeof payload !== 'string' || payloadType !== STATEMENT_TYPE || !Array.isArray(signatures)) return null;
  const bytes = fromBase64(payload);
  const isSigned = signatures.every(
    (each) => isObject(each) && typeof member(each, 'keyid') === 'string' && typeof member(each, 'sig') === 'string',
  );
  if (bytes === null || !isSigned || signatures.length > SIGNATURES_MAX) return null;
  return { payload, payloadType, signatures: signatures as unknown as Signature[], bytes };
}
