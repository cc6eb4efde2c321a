// SPDX-License-Identifier: Apache-2.0
// Witness policies (docs/FORMAT.md, "Witness policies"): the logs and witnesses that a reader trusts.
import { encodeText, equal } from './bytes';
import { COSIGNATURE_KEY, parseVerifierKey, type VerifierKey } from './verifier_key';

export const POLICY_BYTES_MAX = 65_536;
export const POLICY_ITEMS_MAX = 32; // each of logs, witnesses and groups

const NONE = 'none';
const AUDITORS = 'auditors';
const FORBIDDEN = /[\u0000-\u0008\u000a-\u001f\u007f]/;

export interface PolicyWitness {
  readonly name: string;
  readonly key: VerifierKey;
}

interface Group {
  readonly name: string;
  readonly threshold: number;
  readonly members: readonly string[];
}

// `line` from 1; 0 where it is the whole text.
export interface PolicyFault {
  readonly line: number;
}

export class Policy {
  readonly logs: VerifierKey[] = [];
  readonly witnesses: PolicyWitness[] = [];
  readonly groups: Group[] = [];
  quorum = '';

  // Trusts the log alone.
  static ofLog(key: VerifierKey): Policy {
    const policy = new Policy();
    policy.logs.push(key);
    policy.quorum = NONE;
    return policy;
  }

  static parse(text: string): Policy | PolicyFault {
    if (encodeText(text).length > POLICY_BYTES_MAX) return { line: 0 };
    const lines = text.split('\n');
    const rest = lines.pop();
    const policy = new Policy();
    for (const [i, line] of lines.entries()) {
      const words = line.split(/[ \t]+/).filter((word) => word !== '');
      const isGood = !FORBIDDEN.test(line) && (words.length === 0 || policy.#take(words));
      if (!isGood) return { line: i + 1 };
    }
    if (rest !== '') return { line: lines.length + 1 };
    return policy.quorum === '' ? { line: 0 } : policy;
  }

  asksForWitnesses(): boolean {
    return this.quorum !== NONE;
  }

  isMetBy(cosigned: ReadonlySet<string>): boolean {
    if (!this.asksForWitnesses()) return true;
    const met = new Set(this.witnesses.map((witness) => witness.name).filter((name) => cosigned.has(name)));
    for (const group of this.groups) {
      if (group.members.filter((name) => met.has(name)).length >= group.threshold) met.add(group.name);
    }
    return met.has(this.quorum);
  }

  // Whether the witness is in the group `auditors`, or in a group within it.
  isAuditor(witness: string): boolean {
    const auditing = new Set([AUDITORS]);
    for (const group of [...this.groups].reverse()) {
      if (auditing.has(group.name)) group.members.forEach((name) => auditing.add(name));
    }
    return auditing.has(witness) && this.witnesses.some((each) => each.name === witness);
  }

  #take(words: readonly string[]): boolean {
    const [sort, ...rest] = words;
    if (sort!.startsWith('#')) return true;
    if (sort === 'log') return this.#takeLog(rest);
    if (sort === 'witness') return this.#takeWitness(rest);
    if (sort === 'group') return this.#takeGroup(rest);
    return sort === 'quorum' && this.#takeQuorum(rest);
  }

  #takeLog([text, ...url]: string[]): boolean {
    const key = text === undefined ? null : parseVerifierKey(text);
    if (!key || url.length > 1 || this.logs.length === POLICY_ITEMS_MAX) return false;
    if (this.logs.some((log) => isSameKey(log, key))) return false;
    this.logs.push(key);
    return true;
  }

  #takeWitness([name, text, ...url]: string[]): boolean {
    if (name === undefined || text === undefined || url.length > 1 || !this.#isNew(name)) return false;
    const key = parseVerifierKey(text);
    if (key?.type !== COSIGNATURE_KEY || this.witnesses.length === POLICY_ITEMS_MAX) return false;
    if (this.witnesses.some((witness) => isSameKey(witness.key, key))) return false;
    this.witnesses.push({ name, key });
    return true;
  }

  #takeGroup([name, count, ...members]: string[]): boolean {
    if (name === undefined || count === undefined || members.length === 0 || !this.#isNew(name)) return false;
    const threshold = count === 'any' ? 1 : count === 'all' ? members.length : decimal(count);
    if (threshold < 1 || threshold > members.length || this.groups.length === POLICY_ITEMS_MAX) return false;
    const isTaken = (member: string) => this.groups.some((group) => group.members.includes(member));
    const isGood =
      new Set(members).size === members.length &&
      members.every((member) => this.#isDefined(member) && !isTaken(member));
    if (isGood) this.groups.push({ name, threshold, members });
    return isGood;
  }

  #takeQuorum([name, ...more]: string[]): boolean {
    if (name === undefined || more.length > 0 || this.quorum !== '') return false;
    if (name !== NONE && !this.#isDefined(name)) return false;
    this.quorum = name;
    return true;
  }

  #isDefined(name: string): boolean {
    return [...this.witnesses, ...this.groups].some((each) => each.name === name);
  }

  #isNew(name: string): boolean {
    return name !== NONE && !this.#isDefined(name);
  }
}

const isSameKey = (a: VerifierKey, b: VerifierKey): boolean => equal(a.publicKey.bytes, b.publicKey.bytes);

const decimal = (text: string): number => (/^[0-9]{1,15}$/.test(text) ? Number(text) : 0);

// What the reader trusts: the text of a policy, or the log's verifier key alone.
export type Trust = { readonly policy: string } | { readonly logKey: string };

export function policyOf(trust: Trust): Policy | PolicyFault {
  if ('policy' in trust) return Policy.parse(trust.policy);
  const key = parseVerifierKey(trust.logKey);
  return key ? Policy.ofLog(key) : { line: 0 };
}
