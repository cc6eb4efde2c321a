// SPDX-License-Identifier: Apache-2.0
// Fold: what a statement that was allowed changes in the registry.
import { flagIn, numberIn, refuse, textIn, textsIn, type Case } from './case';
import { embeddedKeys } from './embedded_keys';
import { isObject, member, merged, type Json, type JsonObject } from './json';
import { keyIdOf, type Key } from './keys';
import type { PublicKey } from './ed25519';
import type { LogRecord } from './record';
import type { Pledge, Registry } from './registry';
import { newKeyOf } from './rights';
import { OWNERS_KINDS, ownerOf, type Statement } from './statement';

const ROOT_KEYS_MAX = 7;

function keyOf(publicKey: PublicKey, party: string, record: LogRecord, rest: Partial<Key>): Key {
  const id = keyIdOf(publicKey);
  return {
    id,
    publicKey,
    party,
    roles: [],
    isRoot: false,
    isRecovered: false,
    added: Number(record.index),
    addedBy: [],
    holder: id,
    heldSince: { index: Number(record.index), time: record.recordedAt },
    addedKeys: [],
    disputes: [],
    ended: null,
    ...rest,
  };
}

// ledger.created: checked and folded at once, since there is nothing before it.
export function create(record: LogRecord, statement: Statement, registry: Registry): void {
  const { body } = statement;
  const operator = member(body, 'operator');
  const given = member(body, 'keys');
  const keys = embeddedKeys(statement.kind, body);
  if (!isObject(operator) || !Array.isArray(given) || keys === null)
    return refuse(record, 'field', { name: 'operator' });
  registry.origin = textIn(record, body, 'origin');
  registry.operator = textIn(record, operator, 'id');
  if (record.index !== 0n || registry.ledger !== null || statement.ledger !== registry.origin)
    refuse(record, 'ledger_exists');
  if (statement.signers.length !== 1 || statement.signers[0] !== registry.operator)
    refuse(record, 'signer_unexpected');
  registry.ledger = `${registry.origin}#${statement.sid.slice(0, 32)}`;
  registry.parties.set(registry.operator, {
    name: textIn(record, operator, 'name'),
    roles: textsIn(record, operator, 'roles'),
    isSuspended: false,
  });
  keys.forEach((publicKey, i) => {
    const entry = given[i];
    const roles = isObject(entry) ? textsIn(record, entry, 'roles') : [];
    registry.keys.keep(keyOf(publicKey, registry.operator, record, { roles, isRoot: i >= given.length }));
  });
  const roots = keys.length - given.length;
  registry.quorum = numberIn(record, body, 'root_quorum') ?? Math.floor(roots / 2) + 1;
  const isGood = roots >= 1 && roots <= ROOT_KEYS_MAX && registry.quorum >= 1 && registry.quorum <= roots;
  if (!isGood) refuse(record, 'root_quorum_missing');
  const ids = new Set(keys.map(keyIdOf));
  const { signatures } = record.signed!;
  const haveSigned =
    ids.size === keys.length && signatures.length === ids.size && signatures.every(({ key }) => ids.has(key));
  if (!haveSigned) refuse(record, 'signers_differ');
}

export function fold(c: Case): void {
  const { statement, registry, record, index } = c;
  const { kind, body, subject } = statement;
  if (kind === 'party.registered' || kind === 'party.updated') {
    registry.parties.set(subject, {
      name: textIn(record, body, 'name'),
      roles: textsIn(record, body, 'roles'),
      isSuspended: registry.parties.get(subject)?.isSuspended ?? false,
    });
  } else if (kind === 'party.suspended' || kind === 'party.resumed') {
    registry.parties.set(subject, {
      ...registry.parties.get(subject)!,
      isSuspended: kind === 'party.suspended',
    });
  } else if (kind === 'key.added') {
    addKey(
      c,
      textsIn(record, body, 'roles'),
      flagIn(record, body, 'root'),
      flagIn(record, body, 'recovered'),
      {},
    );
  } else if (kind === 'key.replaced') {
    const old = (c.roots[0] ?? c.others[0])!;
    old.ended = index;
    addKey(c, old.roles, old.isRoot, old.isRecovered, { holder: old.holder, heldSince: old.heldSince });
  } else if (kind === 'key.revoked') {
    const key = registry.keys.get(textIn(record, body, 'key'));
    if (key !== undefined) registry.keys.revoke(key, numberIn(record, body, 'compromised_since'), index);
  } else if (statement.sort === 'pledge') {
    foldPledge(c);
  }
}

function addKey(
  c: Case,
  roles: readonly string[],
  isRoot: boolean,
  recovered: boolean,
  rest: Partial<Key>,
): void {
  const { statement, registry, record } = c;
  const newKey = newKeyOf(statement);
  const addedBy = record.signed!.signatures.map(({ key }) => key).filter((id) => id !== newKey);
  const party = statement.subject;
  const isRecovered =
    recovered ||
    addedBy.some((id) => {
      const adder = registry.keys.get(id)!;
      return adder.isRecovered && adder.party === party;
    });
  const publicKey = embeddedKeys(statement.kind, statement.body)![0]!;
  registry.keys.add(keyOf(publicKey, party, record, { roles, isRoot, isRecovered, addedBy, ...rest }));
}

function newPledge(statement: Statement): Pledge {
  return {
    owner: ownerOf(statement)!,
    body: statement.body,
    correction: null,
    determined: null,
    wasPublished: false,
    partners: new Set(),
    hands: new Set(),
    records: 0,
    reports: 0,
    entered: [],
  };
}

function foldPledge(c: Case): void {
  const { statement, registry, record } = c;
  const { kind, subject } = statement;
  if (kind === 'pledge.submitted') registry.pledges.set(subject, newPledge(statement));
  const pledge = registry.pledges.get(subject)!;
  pledge.records += 1;
  if (OWNERS_KINDS.has(kind)) {
    for (const { key } of record.signed!.signatures) pledge.hands.add(registry.keys.get(key)!.holder);
    if (statement.onBehalfOf === null) {
      for (const signer of statement.signers) if (signer !== pledge.owner) pledge.partners.add(signer);
    }
  }
  foldBody(c, pledge);
  if (kind === 'pledge.endorsed') {
    pledge.entered = pledge.entered.slice(pledge.entered.indexOf(textIn(record, statement.body, 'sid')) + 1);
  }
  if (statement.onBehalfOf !== null) pledge.entered.push(statement.sid);
}

function foldBody(c: Case, pledge: Pledge): void {
  const { kind, body } = c.statement;
  switch (kind) {
    case 'pledge.revised':
      pledge.body = body;
      break;
    case 'pledge.published':
      pledge.wasPublished = true;
      break;
    case 'pledge.amended':
      foldAmendment(c, pledge);
      break;
    case 'correction.accepted':
      pledge.body = amended(c.record, pledge.body, pledge.correction ?? {});
      pledge.correction = null;
      break;
    case 'report.submitted':
      pledge.reports += 1;
      break;
    case 'fulfilment.determined':
      if (member(body, 'result') !== 'queried') pledge.determined = c.index;
      break;
    case 'fulfilment.reversed':
      pledge.determined = null;
      break;
  }
}

function amended(record: LogRecord, body: JsonObject, changes: Json): JsonObject {
  const after = merged(body, changes);
  return isObject(after) ? after : refuse(record, 'field', { name: 'changes' });
}

// A correction of the amount or the currency is a proposal.
function foldAmendment(c: Case, pledge: Pledge): void {
  const { body } = c.statement;
  const changes = body['changes'] as JsonObject;
  const after = amended(c.record, pledge.body, changes);
  if (member(body, 'category') === 'correction' && moneyOf(after) !== moneyOf(pledge.body)) {
    pledge.correction = changes;
  } else {
    pledge.body = after;
  }
}

// Amount and currency, as a text that is the same for the same money.
function moneyOf(body: JsonObject): string {
  const value = member(body, 'value');
  if (!isObject(value)) return '';
  const [whole = '', fraction = ''] = String(member(value, 'amount')).split('.');
  return `${whole}.${fraction.replace(/0+$/, '')} ${String(member(value, 'currency'))}`;
}
