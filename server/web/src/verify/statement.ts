// SPDX-License-Identifier: Apache-2.0
// Statements: canonical form, top-level fields, and the streams that follow from one (docs/FORMAT.md,
// "Statement", "Streams and heads"). Of a body only the fields are read that rights and streams need.
import { decodeText, fromBase64, toHex } from './bytes';
import { preAuthEncoding } from './dsse';
import { embeddedKeys } from './embedded_keys';
import { HASH_BYTES, sha256 } from './hash';
import { canonical, isObject, member, parseJson, type Json, type JsonObject } from './json';

export type Sort = 'governance' | 'party' | 'keys' | 'pledge' | 'indicator' | 'attestation' | 'discussion';

export interface Statement {
  readonly kind: string;
  readonly stream: string;
  readonly sort: Sort;
  readonly subject: string; // the id in the stream's name; empty for governance
  readonly at: string;
  readonly body: JsonObject;
  readonly ledger: string;
  readonly prev: string | null;
  readonly signers: readonly string[];
  readonly sid: string;
  readonly onBehalfOf: string | null;
}

const ID = /^[a-z0-9-]{1,64}$/;
const DIGEST = /^[0-9a-f]{64}$/;
const TIME = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$/;
const MEMBERS = ['at', 'body', 'kind', 'ledger', 'prev', 'signers', 'stream', 'v'];
const SIGNERS_MAX = 16;

export const isId = (value: Json | undefined): value is string => typeof value === 'string' && ID.test(value);
export const isDigest = (value: Json | undefined): value is string =>
  typeof value === 'string' && DIGEST.test(value);

export const REVIEWERS_KINDS: ReadonlySet<string> = new Set([
  'pledge.published',
  'pledge.returned',
  'pledge.rejected',
  'correction.accepted',
  'correction.declined',
]);
export const AUDITORS_KINDS: ReadonlySet<string> = new Set([
  'report.reviewed',
  'fulfilment.determined',
  'fulfilment.reversed',
]);
export const OWNERS_KINDS: ReadonlySet<string> = new Set([
  'pledge.submitted',
  'pledge.revised',
  'pledge.amended',
  'pledge.withdrawn',
  'pledge.reinstated',
  'pledge.endorsed',
  'report.submitted',
  'match.proposed',
  'match.accepted',
]);
const ON_BEHALF_KINDS: ReadonlySet<string> = new Set([
  'pledge.submitted',
  'pledge.revised',
  'pledge.amended',
  'pledge.withdrawn',
  'pledge.reinstated',
  'report.submitted',
]);

const SORTS: ReadonlyMap<string, Sort> = new Map([
  ...[
    'ledger.created',
    'rules.adopted',
    'log-key.replaced',
    'list.published',
    'rates.published',
    'objective.set',
    'witness-policy.published',
  ].map((kind) => [kind, 'governance'] as const),
  ...['party.registered', 'party.updated', 'party.suspended', 'party.resumed'].map(
    (kind) => [kind, 'party'] as const,
  ),
  ...['key.added', 'key.replaced', 'key.revoked'].map((kind) => [kind, 'keys'] as const),
  ...[
    ...REVIEWERS_KINDS,
    ...AUDITORS_KINDS,
    ...OWNERS_KINDS,
    'notice.given',
    'pledge.lapsed',
    'pledge.superseded',
  ].map((kind) => [kind, 'pledge'] as const),
  ['indicator.observed', 'indicator'] as const,
  ['attestation.given', 'attestation'] as const,
  ['attestation.withdrawn', 'attestation'] as const,
  ['message.posted', 'discussion'] as const,
]);

// The day and the second exist; no leap seconds.
function isTime(value: Json | undefined): value is string {
  if (typeof value !== 'string' || !TIME.test(value)) return false;
  const time = Date.parse(value);
  return !Number.isNaN(time) && new Date(time).toISOString() === value.replace('Z', '.000Z');
}

function isAnchor(value: Json | undefined): boolean {
  if (value === undefined) return true;
  if (!isObject(value) || Object.keys(value).length !== 2) return false;
  const [root, size] = [member(value, 'root'), member(value, 'size')];
  const isRoot = typeof root === 'string' && fromBase64(root)?.length === HASH_BYTES;
  return isRoot && typeof size === 'number' && size >= 0;
}

function areSigners(value: Json | undefined): value is string[] {
  if (!Array.isArray(value) || value.length < 1 || value.length > SIGNERS_MAX) return false;
  return value.every((id, i) => isId(id) && (i === 0 || (value[i - 1] as string) < id));
}

// The sort and the subject of the stream, if a statement of the kind may be in it.
function placeIn(stream: string, kind: string): { sort: Sort; subject: string } | null {
  const wanted = SORTS.get(kind);
  const slash = stream.indexOf('/');
  const sort = (slash < 0 ? stream : stream.slice(0, slash)) as Sort;
  const subject = slash < 0 ? '' : stream.slice(slash + 1);
  const isWanted = sort === wanted || (kind === 'key.revoked' && sort === 'governance');
  const isNamed = sort === 'governance' ? slash < 0 : isId(subject);
  return wanted !== undefined && isWanted && isNamed ? { sort, subject } : null;
}

export type StatementFault = 'not_canonical' | 'fields' | 'kind_unknown' | 'stream_wrong' | 'body';

export function parseStatement(payload: Uint8Array): Statement | StatementFault {
  const text = decodeText(payload);
  const value = text === null ? undefined : parseJson(text);
  if (value === undefined || canonical(value) !== text) return 'not_canonical';
  if (!isObject(value)) return 'fields';
  const names = Object.keys(value).filter((name) => name !== 'anchor');
  if (names.length !== MEMBERS.length || !MEMBERS.every((name) => Object.hasOwn(value, name)))
    return 'fields';
  const { at, body, kind, ledger, prev, signers, stream, v } = value;
  if (typeof kind !== 'string' || !SORTS.has(kind) || v !== 1) return 'kind_unknown';
  if (
    !isTime(at) ||
    !isObject(body) ||
    typeof ledger !== 'string' ||
    typeof stream !== 'string' ||
    !(prev === null || isDigest(prev)) ||
    !areSigners(signers) ||
    !isAnchor(member(value, 'anchor'))
  ) {
    return 'fields';
  }
  const place = placeIn(stream, kind);
  if (place === null) return 'stream_wrong';
  const behalf = ON_BEHALF_KINDS.has(kind) ? member(body, 'on_behalf_of') : undefined;
  if (behalf !== undefined && !isId(behalf)) return 'body';
  const statement: Statement = {
    kind,
    stream,
    ...place,
    at,
    body,
    ledger,
    prev,
    signers,
    sid: toHex(sha256(preAuthEncoding(payload))),
    onBehalfOf: behalf ?? null,
  };
  return hasReadableBody(statement) ? statement : 'body';
}

// The parties of `partners`; null where that is not a list of objects.
export function partnersOf(body: JsonObject): string[] | null {
  const partners = member(body, 'partners') ?? [];
  if (!Array.isArray(partners) || !partners.every(isObject)) return null;
  const parties = partners.map((partner) => member(partner, 'party')).filter((party) => party !== undefined);
  return parties.every(isId) ? parties : null;
}

function hasReadableBody({ kind, body }: Statement): boolean {
  if (kind !== 'log-key.replaced' && embeddedKeys(kind, body) === null) return false; // that is a rule's
  if (kind === 'pledge.submitted' || kind === 'pledge.revised') {
    return isId(member(body, 'focus_area')) && partnersOf(body) !== null;
  }
  return kind !== 'pledge.amended' || isObject(member(body, 'changes'));
}

// Of pledge.submitted: on_behalf_of, else the only signer that is not in `partners`.
export function ownerOf(statement: Statement): string | null {
  if (statement.onBehalfOf !== null) return statement.onBehalfOf;
  const partners = partnersOf(statement.body) ?? [];
  const owners = statement.signers.filter((signer) => !partners.includes(signer));
  return owners.length === 1 ? owners[0]! : null;
}

// Its own stream first, then the index streams.
export function streamsOf(statement: Statement): string[] {
  const streams = [statement.stream, ...statement.signers.map((signer) => `by/${signer}`)];
  const { kind, body } = statement;
  const owner = kind === 'pledge.submitted' ? ownerOf(statement) : null;
  if (owner !== null) streams.push(`of/${owner}`);
  if (kind === 'pledge.submitted' || kind === 'pledge.revised')
    streams.push(`area/${body['focus_area'] as string}`);
  if (kind === 'pledge.amended') {
    const area = member(body['changes'] as JsonObject, 'focus_area');
    if (isId(area)) streams.push(`area/${area}`);
  }
  return streams;
}

// The streams that an export with this statement needs: those that prove the right to make it.
export function streamsBehind(statement: Statement): Set<string> {
  const { sort, subject } = statement;
  const parties = new Set(statement.signers);
  if (statement.onBehalfOf !== null) parties.add(statement.onBehalfOf);
  if (sort === 'party' || sort === 'keys') parties.add(subject);
  const streams = new Set([statement.stream]);
  for (const party of parties) streams.add(`keys/${party}`).add(`party/${party}`);
  if (sort === 'pledge' || sort === 'attestation' || sort === 'discussion') {
    streams.add(`pledge/${subject}`).add(`attestation/${subject}`);
  }
  return streams;
}
