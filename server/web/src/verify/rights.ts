// SPDX-License-Identifier: Apache-2.0
// Rights: whose signatures a statement needs (docs/VERIFYING.md, "Signatures and rights"). Throws Wrong.
import { refuse, requireNoRoots, requireRegistrar, requireRootsAlone, requireThat, type Case } from './case';
import { embeddedKeys } from './embedded_keys';
import { keyIdOf, type Key } from './keys';
import { member } from './json';
import type { LogRecord } from './record';
import type { Registry } from './registry';
import { checkAdded, checkRegistration, checkReplaced, checkRevoked, checkSuspension } from './rights_key';
import { checkPledge } from './rights_pledge';
import type { Statement } from './statement';

const CORRECTABLE: ReadonlySet<string> = new Set(['list.published', 'rates.published']);

const isCorrection = ({ kind, body }: Statement): boolean =>
  CORRECTABLE.has(kind) && member(body, 'corrects') !== undefined;

// The id of the key that the statement brings besides its signers' keys.
export function newKeyOf(statement: Statement): string | null {
  if (statement.kind === 'ledger.created') return null;
  const keys = embeddedKeys(statement.kind, statement.body) ?? [];
  return keys.length === 1 ? keyIdOf(keys[0]!) : null;
}

// Who has signed: each key is known, in force, and of a signer; each signer has signed.
export function caseOf(record: LogRecord, statement: Statement, registry: Registry): Case {
  const newKey = newKeyOf(statement);
  const signatures = record.signed!.signatures;
  if (newKey !== null && !signatures.some(({ key }) => key === newKey)) refuse(record, 'new_key_missing');
  const keys = signatures
    .filter(({ key }) => key !== newKey)
    .map(({ key }) => knownKey(record, statement, registry, key));
  const c: Case = {
    record,
    statement,
    registry,
    index: Number(record.index),
    roots: keys.filter((key) => key.isRoot),
    others: keys.filter((key) => !key.isRoot),
  };
  const parties = [...new Set(keys.map((key) => key.party))].sort();
  const isComplete =
    parties.length === statement.signers.length &&
    parties.every((party, i) => party === statement.signers[i]);
  requireThat(c, isComplete, 'signers_differ');
  if (statement.kind === 'fulfilment.reversed' || isCorrection(statement)) {
    requireThat(c, c.others.length === 2, 'two_signatures');
  } else {
    requireThat(c, new Set(c.others.map((key) => key.party)).size === c.others.length, 'signer_twice');
  }
  return c;
}

function knownKey(record: LogRecord, statement: Statement, registry: Registry, id: string): Key {
  const key = registry.keys.get(id);
  if (key === undefined) return refuse(record, 'key_unknown');
  if (key.ended !== null) refuse(record, 'key_revoked', { index: key.ended });
  const revokesOwn = statement.kind === 'key.revoked' && statement.stream === `keys/${key.party}`;
  const isSuspended = registry.parties.get(key.party)?.isSuspended ?? false;
  if (isSuspended && !revokesOwn) refuse(record, 'party_suspended', { party: key.party });
  return key;
}

export function checkRights(c: Case): void {
  const { kind, sort } = c.statement;
  switch (kind) {
    case 'rules.adopted':
    case 'log-key.replaced':
      return requireRootsAlone(c);
    case 'party.registered':
    case 'party.updated':
      return checkRegistration(c);
    case 'party.suspended':
    case 'party.resumed':
      return checkSuspension(c);
    case 'key.added':
      return checkAdded(c);
    case 'key.replaced':
      return checkReplaced(c);
    case 'key.revoked':
      return checkRevoked(c);
  }
  if (isCorrection(c.statement)) return checkCorrection(c);
  if (sort !== 'governance' && sort !== 'indicator') return checkPledge(c);
  requireNoRoots(c);
  requireRegistrar(c);
}

// A registrar and an auditor, of whichever party.
function checkCorrection(c: Case): void {
  requireNoRoots(c);
  const count = (role: string) => c.others.filter((key) => c.registry.hasRole(key, role)).length;
  requireThat(c, count('registrar') === 1 && count('auditor') === 1, 'role_missing', {
    role: 'registrar, auditor',
  });
}
