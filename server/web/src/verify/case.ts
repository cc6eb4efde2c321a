// SPDX-License-Identifier: Apache-2.0
// A case: one statement, who has signed it, and the registry below its index.
import { faultWords, Wrong, type FaultName, type Params } from './fault';
import { member, type JsonObject } from './json';
import type { Key } from './keys';
import type { LogRecord } from './record';
import type { Registry } from './registry';
import type { Statement } from './statement';

export interface Case {
  readonly record: LogRecord;
  readonly index: number;
  readonly statement: Statement;
  readonly registry: Registry;
  readonly roots: readonly Key[];
  readonly others: readonly Key[]; // without a new key that proves its possession
}

export function refuse(record: LogRecord, reason: FaultName, params?: Params): never {
  throw new Wrong('rights', { kind: 'record', index: record.index }, faultWords(reason, params));
}

export function requireThat(
  c: Case,
  condition: boolean,
  reason: FaultName,
  params?: Params,
): asserts condition {
  if (!condition) refuse(c.record, reason, params);
}

export function textIn(record: LogRecord, body: JsonObject, name: string): string {
  const value = member(body, name);
  return typeof value === 'string' ? value : refuse(record, 'field', { name });
}

// A list of texts; without the field, an empty one.
export function textsIn(record: LogRecord, body: JsonObject, name: string): string[] {
  const value = member(body, name) ?? [];
  const isGood = Array.isArray(value) && value.every((each) => typeof each === 'string');
  return isGood ? (value as string[]) : refuse(record, 'field', { name });
}

export function flagIn(record: LogRecord, body: JsonObject, name: string): boolean {
  const value = member(body, name) ?? false;
  return typeof value === 'boolean' ? value : refuse(record, 'field', { name });
}

// A number from 0; null without the field.
export function numberIn(record: LogRecord, body: JsonObject, name: string): number | null {
  const value = member(body, name);
  if (value === undefined) return null;
  return typeof value === 'number' && value >= 0 ? value : refuse(record, 'field', { name });
}

// ---- what several kinds of rights ask for -----------------------------------------------------

export function requireNoRoots(c: Case): void {
  requireThat(c, c.roots.length === 0, 'root_key_misused');
}

export function requireQuorum(c: Case): void {
  requireThat(c, c.roots.length === c.registry.quorum, 'root_quorum_missing');
}

export function requireRootsAlone(c: Case): void {
  const { signers } = c.statement;
  requireThat(
    c,
    signers.length === 1 && signers[0] === c.registry.operator && c.others.length === 0,
    'root_quorum_missing',
  );
  requireQuorum(c);
}

// One registrar, whatever root keys have signed besides.
export function requireRegistrar(c: Case): void {
  const key = c.others[0];
  requireThat(
    c,
    c.statement.signers.length === 1 && c.others.length === 1 && key !== undefined,
    'role_missing',
    { role: 'registrar' },
  );
  requireThat(c, c.registry.hasRole(key, 'registrar'), 'role_missing', { role: 'registrar' });
}
