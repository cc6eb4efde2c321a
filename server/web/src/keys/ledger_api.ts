// SPDX-License-Identifier: Apache-2.0
// What the page asks the ledger: its name, keys, parties, heads of streams; and what it sends: statements
// and requests for registration (docs/API.md). Answers come from outside: their fields are checked.
import type { Bytes } from '../verify/bytes';
import { encodeText } from '../verify/bytes';
import { KeyFault } from './key_fault';
import type { Envelope } from './key_statements';

export interface LedgerFacts {
  readonly ledger: string; // the field `ledger` of statements
  readonly operator: string; // the party that runs it
  readonly title: string;
}

export interface KeyFacts {
  readonly id: string;
  readonly party: string;
  readonly label: string;
  readonly roles: readonly string[];
  readonly isRoot: boolean;
  readonly isRecovered: boolean;
  readonly isActive: boolean;
  readonly added: number; // the record
  readonly revoked: number | null;
  readonly replaced: number | null;
  readonly disputedSince: number | null;
}

export interface PartyFacts {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly isSuspended: boolean;
  readonly hasActiveKey: boolean;
  readonly keysTotal: number;
  readonly keys: readonly KeyFacts[];
}

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Recorded {
  readonly index: number;
}

const KEYS_MAX = 1_000; // of a party, on one page
type Answer = Readonly<Record<string, unknown>>;

class Unclear extends Error {}

function text(answer: Answer, name: string): string {
  const value = answer[name];
  if (typeof value !== 'string') throw new Unclear(name);
  return value;
}

function texts(answer: Answer, name: string): string[] {
  const value = answer[name];
  if (!Array.isArray(value) || !value.every((each) => typeof each === 'string')) throw new Unclear(name);
  return value;
}

function count(answer: Answer, name: string): number {
  const value = answer[name];
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw new Unclear(name);
  return value;
}

const countOrNull = (answer: Answer, name: string): number | null => (name in answer ? count(answer, name) : null);

const keyFacts = (answer: Answer): KeyFacts => ({
  id: text(answer, 'key'),
  party: text(answer, 'party'),
  label: text(answer, 'label'),
  roles: texts(answer, 'roles'),
  isRoot: answer['root'] === true,
  isRecovered: answer['recovered'] === true,
  isActive: answer['active'] === true,
  added: count(answer, 'added'),
  revoked: countOrNull(answer, 'revoked'),
  replaced: countOrNull(answer, 'replaced'),
  disputedSince: countOrNull(answer, 'disputed_since'),
});

function partyFacts(answer: Answer): PartyFacts {
  const keys = answer['keys'];
  if (!Array.isArray(keys)) throw new Unclear('keys');
  return {
    id: text(answer, 'party'),
    name: text(answer, 'name'),
    roles: texts(answer, 'roles'),
    isSuspended: 'suspended' in answer,
    hasActiveKey: answer['has_active_key'] === true,
    keysTotal: count(answer, 'total'),
    keys: keys.map((key) => keyFacts(key as Answer)),
  };
}

// The ledger's sentence, for a person; it is English.
function refusal({ detail, accepted }: Answer): KeyFault {
  const said = typeof detail === 'string' ? detail : '';
  return typeof accepted === 'string'
    ? new KeyFault('refused_but', { detail: said, accepted })
    : new KeyFault('refused', { detail: said });
}

export class LedgerApi {
  #ahead = 0; // milliseconds by which the server's clock is ahead of ours

  constructor(readonly base = '') {}

  // Now, by the server's clock: a statement from the future is refused.
  at(): string {
    return `${new Date(Date.now() + this.#ahead).toISOString().slice(0, 19)}Z`;
  }

  ledger(): Promise<LedgerFacts | KeyFault> {
    return this.#get('ledger', (answer) => ({
      ledger: text(answer, 'ledger'),
      operator: text(answer, 'operator'),
      title: text(answer, 'title'),
    })).then((facts) => facts ?? new KeyFault('ledger_silent'));
  }

  // Null: the ledger does not know it.
  key(id: string): Promise<KeyFacts | null | KeyFault> {
    return this.#get(`keys/${id}`, keyFacts);
  }

  party(id: string): Promise<PartyFacts | null | KeyFault> {
    return this.#get(`parties/${encodeURIComponent(id)}?per_page=${KEYS_MAX}`, partyFacts);
  }

  // Organisations whose names have these words; none where the ledger does not say.
  async parties(words: string, limit: number): Promise<readonly Named[]> {
    if (words.trim() === '') return [];
    const query = new URLSearchParams({ q: words, per_page: String(limit) });
    const found = await this.#get(`parties?${query}`, (answer) => {
      const { rows } = answer;
      if (!Array.isArray(rows)) throw new Unclear('rows');
      return rows.map((each) => ({ id: text(each as Answer, 'party'), name: text(each as Answer, 'name') }));
    });
    return found === null || found instanceof KeyFault ? [] : found;
  }

  // The head of the stream of a party's keys: the `prev` of its next statement.
  async headOfKeys(party: string): Promise<{ readonly head: string | null } | KeyFault> {
    const facts = await this.#get(`streams/keys/${encodeURIComponent(party)}`, (answer) => ({
      head: answer['head'] === null ? null : text(answer, 'head'),
    }));
    return facts ?? new KeyFault('ledger_silent');
  }

  // Whether the ledger would record it, signed by these keys. The first reason against it, or null.
  async refusalOf(payload: Bytes, keyIds: readonly string[]): Promise<KeyFault | null> {
    const query = keyIds.map((id) => `key=${id}`).join('&');
    const response = await this.#post(`statements/check?${query}`, payload);
    if (response instanceof KeyFault) return response;
    const answer = await this.#read(response);
    if (answer instanceof KeyFault || !response.ok) return new KeyFault('ledger_silent');
    const [first] = Array.isArray(answer['refusals']) ? (answer['refusals'] as Answer[]) : [];
    return first === undefined ? null : refusal({ detail: first['rule'], accepted: first['accepted'] });
  }

  // Sending the same envelope again is safe.
  async submit(envelope: Envelope): Promise<Recorded | KeyFault> {
    const response = await this.#post('statements', encodeText(JSON.stringify(envelope)));
    if (response instanceof KeyFault) return response;
    const answer = await this.#read(response);
    if (answer instanceof KeyFault) return answer;
    if (response.ok && typeof answer['index'] === 'number') return { index: answer['index'] };
    if (response.status === 409) return new KeyFault('moved_on');
    return response.status < 500 ? refusal(answer) : new KeyFault('ledger_silent');
  }

  // Hands a request for registration to the registrar's desk. Null: it has arrived.
  async register(request: Bytes): Promise<KeyFault | null> {
    const response = await this.#post('desk/registrations', request);
    if (response instanceof KeyFault) return response;
    if (response.ok) return null;
    if (response.status === 404 || response.status === 405) return new KeyFault('no_desk');
    const answer = await this.#read(response);
    if (answer instanceof KeyFault || response.status >= 500) return new KeyFault('ledger_silent');
    return refusal(answer);
  }

  async #get<T>(path: string, parse: (answer: Answer) => T): Promise<T | null | KeyFault> {
    const response = await this.#fetch(path, { cache: 'no-store' });
    if (response instanceof KeyFault) return response;
    if (response.status === 404) return null;
    if (!response.ok) return new KeyFault('ledger_silent');
    const answer = await this.#read(response);
    if (answer instanceof KeyFault) return answer;
    try {
      return parse(answer);
    } catch (error) {
      if (error instanceof Unclear) return new KeyFault('ledger_unclear');
      throw error;
    }
  }

  #post(path: string, body: Bytes): Promise<Response | KeyFault> {
    return this.#fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
  }

  async #fetch(path: string, options: RequestInit): Promise<Response | KeyFault> {
    try {
      const response = await fetch(`${this.base}/api/v1/${path}`, options);
      const time = Date.parse(response.headers.get('Date') ?? '');
      if (!Number.isNaN(time)) this.#ahead = time - Date.now();
      return response;
    } catch {
      return new KeyFault('ledger_silent');
    }
  }

  async #read(response: Response): Promise<Answer | KeyFault> {
    try {
      const answer: unknown = await response.json();
      if (typeof answer === 'object' && answer !== null) return answer as Answer;
    } catch {
      // Not JSON: something else than the ledger has answered.
    }
    return new KeyFault('ledger_unclear');
  }
}
