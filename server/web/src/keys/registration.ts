// SPDX-License-Identifier: Apache-2.0
// Registration: a request that the ledger add a key, as canonical JSON (docs/decisions/0050-browser-keys.md).
// It is public once it is granted: it says nothing about a natural person. Its proof of possession is
// the ledger's own: a statement key.added that the new key has signed, and whoever may add it signs too.
// Of an organisation that the ledger has not, it says what party.registered needs.
import { decodeText, encodeText, fromBase64, toHex, type Bytes } from '../verify/bytes';
import { preAuthEncoding } from '../verify/dsse';
import { parsePublicKey, verifySignature } from '../verify/ed25519';
import { sha256 } from '../verify/hash';
import { canonical, isObject, member, parseJson, type Json, type JsonObject } from '../verify/json';
import { isId, parseStatement, type Statement } from '../verify/statement';
import type { BrowserKey } from './browser_key';
import { KeyFault } from './key_fault';
import {
  isKeyRole,
  keyAdded,
  parseEnvelope,
  signedBy,
  type Envelope,
  type KeyRole,
  type NewKey,
  type Place,
} from './key_statements';
import { faultOfLine } from './line_text';

export const REQUEST_BYTES_MAX = 16_384;
export const NAME_CHARACTERS_MAX = 300;

const TYPE = 'pledgebook.registration';

export const SECTORS = [
  'government',
  'private-sector',
  'civil-society',
  'academia',
  'un-agency',
  'international-organization',
  'regional-organization',
  'youth',
  'foundation',
  'financial-institution',
  'donor-agency',
  'other',
] as const;
export const ITU_MEMBERSHIPS = ['member-state', 'sector-member', 'associate', 'academia'] as const;

// The body of party.registered.
export interface Organisation {
  readonly name: string;
  readonly sector: string;
  readonly country?: string; // ISO 3166-1 alpha-3
  readonly itu_membership?: string;
  readonly roles: readonly KeyRole[];
}

export interface Registration {
  readonly id: string; // of the party, as proposed
  readonly party: Organisation | null; // null: the ledger has it already
  readonly keyAdded: Envelope; // signed by the new key
  readonly statement: Statement; // what the envelope says
  readonly publicKey: Bytes;
  readonly label: string;
  readonly roles: readonly KeyRole[];
}

// What the new key asks for.
export interface Asked {
  readonly party: Organisation | null;
  readonly roles: readonly KeyRole[];
  readonly signer: string; // the operator, for a registrar; or the party, for another of its keys
  readonly isRecovered: boolean;
}

export async function makeRegistration(place: Place, key: NewKey, asked: Asked, signing: BrowserKey): Promise<Bytes> {
  const payload = keyAdded(place, key, asked.roles, asked.signer, asked.isRecovered);
  const envelope = (await signedBy(payload, [signing])) as unknown as Json;
  const request: JsonObject = { id: key.party, key_added: envelope, type: TYPE, v: 1 };
  if (asked.party !== null) request['party'] = { ...asked.party, roles: [...asked.party.roles] };
  return encodeText(canonical(request));
}

export const fileNameOf = (id: string, keyId: string): string =>
  `pledgebook-registration-${id}-${keyId.slice(0, 8)}.json`;

// ---- reading ------------------------------------------------------------------------------------

function rolesIn(value: Json | undefined): KeyRole[] | null {
  const isGood = Array.isArray(value) && value.length > 0 && value.every(isKeyRole);
  return isGood && new Set(value).size === value.length ? (value as KeyRole[]) : null;
}

const isOneOf = (value: Json | undefined, known: readonly string[]): value is string =>
  typeof value === 'string' && known.includes(value);

function parseOrganisation(value: Json): Organisation | null {
  if (!isObject(value)) return null;
  const names = ['name', 'sector', 'country', 'itu_membership', 'roles'];
  if (Object.keys(value).some((name) => !names.includes(name))) return null;
  const [name, sector, country, membership] = names.map((each) => member(value, each));
  const roles = rolesIn(member(value, 'roles'));
  if (typeof name !== 'string' || faultOfLine(name, NAME_CHARACTERS_MAX) !== null || roles === null) return null;
  if (!isOneOf(sector, SECTORS)) return null;
  if (country !== undefined && !(typeof country === 'string' && /^[A-Z]{3}$/.test(country))) return null;
  if (membership !== undefined && !isOneOf(membership, ITU_MEMBERSHIPS)) return null;
  return {
    name,
    sector,
    ...(country === undefined ? {} : { country }),
    ...(membership === undefined ? {} : { itu_membership: membership }),
    roles,
  };
}

// The fields of key.added that people are shown before they sign.
const SHOWN: readonly string[] = ['label', 'public_key', 'roles', 'recovered'];

interface Possession {
  readonly statement: Statement;
  readonly publicKey: Bytes;
  readonly label: string;
  readonly roles: readonly KeyRole[];
}

// The statement key.added of that party, if the new key and nobody else has signed it.
async function provenBy(envelope: Envelope & { readonly bytes: Bytes }, id: string): Promise<Possession | null> {
  const statement = parseStatement(envelope.bytes);
  if (typeof statement === 'string' || statement.kind !== 'key.added' || statement.stream !== `keys/${id}`) return null;
  if (statement.signers.length !== 1) return null;
  const { body } = statement;
  const [label, roles] = [member(body, 'label'), rolesIn(member(body, 'roles'))];
  const key = parsePublicKey(fromBase64(member(body, 'public_key') as string)!);
  const [signature, ...more] = envelope.signatures;
  const bytes = signature === undefined ? null : fromBase64(signature.sig);
  if (typeof label !== 'string' || faultOfLine(label, NAME_CHARACTERS_MAX) !== null) return null;
  if (roles === null || key === null || bytes === null || more.length > 0) return null;
  if (Object.keys(body).some((name) => !SHOWN.includes(name))) return null;
  if (signature!.keyid !== toHex(sha256(key.bytes))) return null;
  const isSigned = await verifySignature(key, preAuthEncoding(envelope.bytes), bytes);
  return isSigned ? { statement, publicKey: key.bytes, label, roles } : null;
}

// A request that came as a file: its form, and the new key's signature. What the ledger thinks of it is
// another question.
export async function parseRegistration(bytes: Uint8Array): Promise<Registration | KeyFault> {
  const fault = new KeyFault('not_request');
  if (bytes.length > REQUEST_BYTES_MAX) return fault;
  const text = decodeText(bytes);
  const value = text === null ? undefined : parseJson(text);
  if (!isObject(value) || member(value, 'type') !== TYPE || member(value, 'v') !== 1) return fault;
  const names = ['id', 'key_added', 'party', 'type', 'v'];
  const [id, party] = [member(value, 'id'), member(value, 'party')];
  const envelope = parseEnvelope(member(value, 'key_added'));
  if (Object.keys(value).some((name) => !names.includes(name)) || !isId(id) || envelope === null) return fault;
  const organisation = party === undefined ? null : parseOrganisation(party);
  if (party !== undefined && organisation === null) return fault;
  const proof = await provenBy(envelope, id);
  if (proof === null) return new KeyFault('not_proven');
  const { payload, payloadType, signatures } = envelope;
  return { id, party: organisation, keyAdded: { payload, payloadType, signatures }, ...proof };
}

