// SPDX-License-Identifier: Apache-2.0
// The rights to make statements of a pledge (docs/VERIFYING.md, "Signatures and rights").
import { requireNoRoots, requireRegistrar, requireThat, textIn, type Case } from './case';
import { isObject, merged, type JsonObject } from './json';
import type { Key } from './keys';
import type { Pledge } from './registry';
import { AUDITORS_KINDS, ownerOf, partnersOf, REVIEWERS_KINDS, type Statement } from './statement';

const THIRTY_DAYS_MS = 30 * 24 * 3600 * 1000;

export function checkPledge(c: Case): void {
  const { kind, subject } = c.statement;
  requireNoRoots(c);
  const pledge = c.registry.pledges.get(subject);
  if (kind === 'pledge.submitted') {
    requireThat(c, pledge === undefined, 'pledge_exists');
    return c.statement.onBehalfOf === null ? checkOwner(c, null) : checkOnBehalf(c, null);
  }
  requireThat(c, pledge !== undefined, 'pledge_unknown');
  if (c.statement.onBehalfOf !== null) return checkOnBehalf(c, pledge);
  if (kind === 'notice.given' || kind === 'pledge.lapsed') return requireRegistrar(c);
  if (kind === 'pledge.superseded') return checkSuperseded(c, pledge);
  if (REVIEWERS_KINDS.has(kind) || AUDITORS_KINDS.has(kind)) return checkJudges(c, pledge);
  if (kind === 'attestation.given') return checkAttestation(c, pledge);
  if (kind === 'attestation.withdrawn' || kind === 'message.posted') {
    return requireThat(c, c.others.length === 1, 'signer_unexpected');
  }
  checkOwner(c, pledge);
}

function requireNoInterest(c: Case, key: Key, pledge: Pledge): void {
  requireThat(c, key.party !== pledge.owner && !pledge.partners.has(key.party), 'judge_has_interest');
}

function checkJudges(c: Case, pledge: Pledge): void {
  const { kind } = c.statement;
  const role = REVIEWERS_KINDS.has(kind) ? 'reviewer' : 'auditor';
  const isReversal = kind === 'fulfilment.reversed';
  requireThat(c, c.others.length === (isReversal ? 2 : 1), 'signer_unexpected');
  for (const key of c.others) {
    requireThat(c, c.registry.hasRole(key, role), 'role_missing', { role });
    requireNoInterest(c, key, pledge);
    requireThat(c, !pledge.hands.has(key.holder), 'judge_took_part');
  }
  if (isReversal) checkReversal(c, pledge);
}

function checkReversal(c: Case, pledge: Pledge): void {
  requireThat(c, c.others[0]!.holder !== c.others[1]!.holder, 'auditors_are_one');
  for (const { heldSince } of c.others) {
    const isOlder = pledge.determined === null || heldSince.index < pledge.determined;
    requireThat(c, isOlder || c.record.recordedAt - heldSince.time >= THIRTY_DAYS_MS, 'auditor_too_new');
  }
}

function checkAttestation(c: Case, pledge: Pledge): void {
  const key = c.others[0];
  const { registry } = c;
  requireThat(
    c,
    c.others.length === 1 &&
      key !== undefined &&
      (registry.hasRole(key, 'member') || registry.hasRole(key, 'verifier')),
    'role_missing',
    { role: 'verifier' },
  );
  requireNoInterest(c, key, pledge);
  requireThat(c, pledge.wasPublished, 'pledge_not_published');
}

// One registrar; and the owner, where its pledge goes over to another. Whose the successor is may not
// be known from a part of the ledger.
function checkSuperseded(c: Case, pledge: Pledge): void {
  const { registry } = c;
  const successor = registry.pledges.get(textIn(c.record, c.statement.body, 'successor'));
  const needsOwner =
    successor !== undefined && successor.owner !== pledge.owner && registry.keys.hasHadKey(pledge.owner);
  const isOwners = (key: Key) => key.party === pledge.owner && registry.hasRole(key, 'member');
  const owners = needsOwner || successor === undefined ? c.others.filter(isOwners) : [];
  requireThat(c, owners.length > 0 || !needsOwner, 'owner_missing');
  const rest = c.others.filter((key) => !owners.includes(key));
  requireThat(c, rest.length === 1 && registry.hasRole(rest[0]!, 'registrar'), 'role_missing', {
    role: 'registrar',
  });
}

function checkOnBehalf(c: Case, pledge: Pledge | null): void {
  const member = c.statement.onBehalfOf!;
  const party = c.registry.parties.get(member);
  requireRegistrar(c);
  requireThat(c, party !== undefined && party.roles.includes('member') && !party.isSuspended, 'not_a_member');
  requireThat(c, !c.registry.keys.hasHadKey(member), 'member_has_key');
  requireThat(c, pledge === null || pledge.owner === member, 'not_the_owner');
}

// The bodies whose partners may sign with the owner.
function bodiesOf(statement: Statement, pledge: Pledge | null): JsonObject[] {
  const { kind, body } = statement;
  if (kind === 'pledge.submitted' || kind === 'pledge.revised') return [body];
  if (kind !== 'pledge.amended' || pledge === null) return [];
  const after = merged(pledge.body, body['changes']!);
  return isObject(after) ? [pledge.body, after] : [pledge.body];
}

function checkOwner(c: Case, pledge: Pledge | null): void {
  const owner = pledge === null ? ownerOf(c.statement) : pledge.owner;
  requireThat(c, owner !== null && c.statement.signers.includes(owner), 'not_the_owner');
  const partners = bodiesOf(c.statement, pledge).flatMap((body) => partnersOf(body) ?? []);
  const isExpected = (signer: string) => signer === owner || partners.includes(signer);
  requireThat(c, c.statement.signers.every(isExpected), 'not_the_owner');
  requireThat(
    c,
    c.others.every((key) => c.registry.hasRole(key, 'member')),
    'role_missing',
    { role: 'member' },
  );
}
