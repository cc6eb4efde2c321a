// SPDX-License-Identifier: Apache-2.0
// Selection: what an export is of, and the streams with which it begins (docs/FORMAT.md, "Export").
import { isObject, type Json } from './json';
import { isId } from './statement';

export type Selection =
  | { readonly stream: string }
  | { readonly member: string }
  | { readonly focus_area: string }
  | { readonly all: true };

const GOVERNANCE = 'governance';
const PREFIXES: ReadonlySet<string> = new Set([
  'pledge',
  'attestation',
  'discussion',
  'party',
  'keys',
  'indicator',
  'by',
  'of',
  'area',
]);

export function isStreamName(value: Json | undefined): value is string {
  if (value === GOVERNANCE) return true;
  if (typeof value !== 'string') return false;
  const slash = value.indexOf('/');
  return PREFIXES.has(value.slice(0, slash)) && isId(value.slice(slash + 1));
}

export function readSelection(value: Json): Selection | null {
  const members = isObject(value) ? Object.entries(value) : [];
  const [name, selected] = members[0] ?? [];
  if (members.length !== 1 || selected === undefined) return null;
  if (name === 'all') return selected === true ? { all: true } : null;
  if (name === 'stream') return isStreamName(selected) ? { stream: selected } : null;
  if (name === 'member') return isId(selected) ? { member: selected } : null;
  return name === 'focus_area' && isId(selected) ? { focus_area: selected } : null;
}

export function selectedStreams(selection: Selection): string[] {
  if ('all' in selection) return [];
  if ('stream' in selection) return [...new Set([GOVERNANCE, selection.stream])].sort();
  if ('focus_area' in selection) return [`area/${selection.focus_area}`, GOVERNANCE];
  const { member } = selection;
  return [GOVERNANCE, `keys/${member}`, `of/${member}`, `party/${member}`];
}
