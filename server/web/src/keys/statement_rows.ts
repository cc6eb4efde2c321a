// SPDX-License-Identifier: Apache-2.0
// What a statement about keys says, read from its bytes: who signs sees these rows, and signs those bytes.
import { html } from '../verifier/dom';
import { fromBase64, type Bytes } from '../verify/bytes';
import { member } from '../verify/json';
import { parseStatement } from '../verify/statement';
import { keyIdOf } from './browser_key';
import type { KeyWords } from './key_words';
import { code, fingerprintOf, named } from './view';

export type Rows = [name: string, value: Node | string][];

// A key: the name that people gave it, and its id.
export const keyLine = (name: string, id: string): HTMLElement =>
  html('span', {}, named(name), html('br'), fingerprintOf(id));

const KINDS = ['key.added', 'key.replaced', 'key.revoked'] as const;

export function rowsOf(words: KeyWords, payload: Bytes): Rows {
  const statement = parseStatement(payload);
  if (typeof statement === 'string') return [];
  const { kind, subject, body, at } = statement;
  const texts = ['public_key', 'label', 'key', 'reason'].map((name) => member(body, name));
  const [publicKey = '', label = '', key = '', reason = ''] = texts as (string | undefined)[];
  const known = KINDS.find((each) => each === kind);
  const rows: Rows = [[words.say('sheet.what'), known === undefined ? kind : words.say(`what.${known}`)]];
  rows.push([words.say('list.party'), code(subject)]);
  if (publicKey !== '') rows.push([words.say('sheet.new_key'), keyLine(label, keyIdOf(fromBase64(publicKey)!))]);
  if (key !== '') rows.push([words.say('revoke.key'), fingerprintOf(key)]);
  const roles = member(body, 'roles');
  if (Array.isArray(roles)) rows.push([words.say('list.may'), words.list(roles.map((role) => words.role(String(role))))]);
  if (member(body, 'recovered') === true) rows.push([words.say('sheet.mark'), words.say('state.recovered')]);
  if (reason !== '') rows.push([words.say('revoke.reason'), named(reason)]);
  rows.push([words.say('sheet.at'), words.time(at)]);
  return rows;
}
