// SPDX-License-Identifier: Apache-2.0
// The rights to register and suspend parties, and to add, replace and revoke keys
// (docs/VERIFYING.md, "Signatures and rights").
import {
  flagIn,
  numberIn,
  requireNoRoots,
  requireQuorum,
  requireRegistrar,
  requireRootsAlone,
  requireThat,
  textIn,
  textsIn,
  type Case,
} from './case';
import { embeddedKeys } from './embedded_keys';
import { isOfficers, keyIdOf, OFFICERS } from './keys';
import { isDigest } from './statement';

const ACTIVE_KEYS_MAX = 32;
const ROOT_KEYS_MAX = 7;

export function checkRegistration(c: Case): void {
  const { registry, statement } = c;
  const party = registry.parties.get(statement.subject);
  const roles = textsIn(c.record, statement.body, 'roles');
  requireThat(c, (party !== undefined) === (statement.kind === 'party.updated'), 'party_exists');
  const before = party?.roles ?? [];
  const changesOfficers = [...OFFICERS].some((role) => before.includes(role) !== roles.includes(role));
  if (changesOfficers) requireQuorum(c);
  else requireNoRoots(c);
  const isOperator = statement.subject === registry.operator;
  requireThat(c, roles.length > 0 && roles.includes('registrar') === isOperator, 'roles_of_party');
  requireRegistrar(c);
}

export function checkSuspension(c: Case): void {
  const { registry, statement } = c;
  const party = registry.parties.get(statement.subject);
  requireThat(c, party !== undefined && statement.subject !== registry.operator, 'party_unknown');
  requireThat(c, party.isSuspended === (statement.kind === 'party.resumed'), 'suspended_already');
  if (registry.keys.active(statement.subject).some(isOfficers)) {
    requireRootsAlone(c);
  } else {
    requireNoRoots(c);
    requireRegistrar(c);
  }
}

function newKeyId(c: Case): string {
  return keyIdOf(embeddedKeys(c.statement.kind, c.statement.body)![0]!);
}

export function checkReplaced(c: Case): void {
  const { signers, subject } = c.statement;
  const isAlone = signers.length === 1 && signers[0] === subject && c.roots.length + c.others.length === 1;
  requireThat(c, isAlone, 'key_replaces_itself');
  requireThat(c, c.registry.keys.get(newKeyId(c)) === undefined, 'key_exists');
}

export function checkAdded(c: Case): void {
  const { registry, statement } = c;
  const party = statement.subject;
  const roles = textsIn(c.record, statement.body, 'roles');
  const isRoot = flagIn(c.record, statement.body, 'root');
  requireThat(c, registry.parties.has(party), 'party_unknown');
  requireThat(c, registry.keys.get(newKeyId(c)) === undefined, 'key_exists');
  const isByParty =
    isRoot || roles.some((role) => OFFICERS.has(role))
      ? checkOfficerAdded(c, party)
      : checkMemberAdded(c, party, roles);
  if (isRoot) {
    const isGood =
      party === registry.operator && roles.length === 0 && registry.keys.activeRoots().length < ROOT_KEYS_MAX;
    requireThat(c, isGood, 'roles_of_key');
  } else {
    const ofParty = registry.parties.get(party)!.roles;
    const isOneOfficer = roles.length === 1 || !roles.some((role) => OFFICERS.has(role));
    requireThat(
      c,
      roles.length > 0 && roles.every((role) => ofParty.includes(role)) && isOneOfficer,
      'roles_of_key',
    );
  }
  const isRecovered = flagIn(c.record, statement.body, 'recovered');
  requireThat(c, isRecovered === (registry.keys.hasHadKey(party) && !isByParty), 'recovered_unexpected');
}

// Both say whether the party itself adds the key.
function checkOfficerAdded(c: Case, party: string): boolean {
  const { keys, operator } = c.registry;
  requireQuorum(c);
  const own = c.others.filter((key) => key.party === party);
  const isOperator = party === operator;
  requireThat(c, own.length === c.others.length && !(own.length > 0 && isOperator), 'signer_unexpected');
  requireThat(c, own.length > 0 || isOperator || keys.active(party).length === 0, 'party_has_not_signed');
  return own.length > 0 || isOperator;
}

function checkMemberAdded(c: Case, party: string, roles: readonly string[]): boolean {
  const { registry } = c;
  requireNoRoots(c);
  const isRegistrars = (key: (typeof c.others)[number]) => registry.hasRole(key, 'registrar');
  requireThat(
    c,
    c.others.length > 0 && c.others.every((key) => key.party === party || isRegistrars(key)),
    'signer_unexpected',
  );
  const own = c.others.filter((key) => key.party === party);
  const isCovered = c.others.some(isRegistrars) || roles.every((role) => own[0]!.roles.includes(role));
  requireThat(c, isCovered, 'key_holds_too_much');
  const active = registry.keys.active(party).filter((key) => !isOfficers(key));
  requireThat(c, active.length < ACTIVE_KEYS_MAX, 'too_many_keys');
  return own.length > 0;
}

export function checkRevoked(c: Case): void {
  const { statement, registry } = c;
  const id = textIn(c.record, statement.body, 'key');
  const since = numberIn(c.record, statement.body, 'compromised_since');
  requireThat(c, isDigest(id) && statement.signers.length === 1, 'signer_unexpected');
  const key = registry.keys.get(id);
  if (statement.sort === 'keys') {
    const by = c.others[0];
    requireThat(
      c,
      key !== undefined &&
        key.party === statement.subject &&
        statement.signers[0] === statement.subject &&
        c.roots.length === 0 &&
        by !== undefined,
      'key_not_of_party',
    );
    requireThat(c, by.id !== id && since === null, 'key_revokes_itself');
    requireThat(c, !isOfficers(by) && !isOfficers(key) && !key.isRoot, 'root_quorum_missing');
  } else if (c.roots.length > 0) {
    requireRootsAlone(c);
  } else {
    requireRegistrar(c);
    requireThat(c, key === undefined || !(key.isRoot || isOfficers(key)), 'root_quorum_missing');
  }
  if (key === undefined) return; // of a party whose keys are not in the export
  requireThat(c, since === null || (key.added <= since && since <= c.index), 'compromised_out_of_range');
  const last = key.disputes.at(-1);
  const saysMore = since !== null && (last === undefined || since < last.since);
  requireThat(c, key.ended === null || saysMore, 'key_ended');
  if (key.isRoot) {
    const left = registry.keys.rootsLeft(key, since, c.index);
    requireThat(
      c,
      left === registry.keys.activeRoots().length || left >= registry.quorum,
      'root_quorum_lost',
    );
  }
}
