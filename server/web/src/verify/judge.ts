// SPDX-License-Identifier: Apache-2.0
// Judge: the signatures and rights of a ledger's statements, in the order of the log, and who signed.
import { caseOf, checkRights, newKeyOf } from './rights';
import { refuse } from './case';
import { preAuthEncoding } from './dsse';
import { verifySignature, type PublicKey } from './ed25519';
import { embeddedKeys } from './embedded_keys';
import { create, fold } from './fold';
import { isDisputed, isOfficers, keyIdOf, type Key } from './keys';
import { isDigest, type Sort, type Statement } from './statement';
import { Registry } from './registry';
import type { LogRecord } from './record';

const AT_MIN = '1990-01-01T00:00:00Z';
const CHAINED: ReadonlySet<Sort> = new Set(['governance', 'party', 'keys']);
const WAITING_MAX = 256; // statements whose signatures are being verified

// The rights by which keys sign.
export type Right =
  | 'operator'
  | 'root key'
  | 'registrar'
  | 'reviewer'
  | 'auditor'
  | 'own keys'
  | 'attester'
  | 'participant'
  | 'member';

export interface SignerReport {
  readonly party: string;
  readonly name: string;
  readonly statements: number;
  readonly rights: Readonly<Record<string, number>>;
  readonly on_behalf_of: Readonly<Record<string, number>>;
  readonly recovered: number;
  readonly disputed: number;
}

export interface PledgeReport {
  readonly pledge: string;
  readonly owner: string;
  readonly title: string;
  readonly records: number;
  readonly reports: number;
  readonly entered_on_behalf: number;
}

interface Work {
  statements: number;
  readonly rights: Map<string, number>;
  readonly onBehalfOf: Map<string, number>;
  readonly signatures: { key: string; index: number }[];
}

const addOne = (counts: Map<string, number>, name: string): void => {
  counts.set(name, (counts.get(name) ?? 0) + 1);
};

const counted = (counts: ReadonlyMap<string, number>): Record<string, number> => Object.fromEntries(counts);

export class Judge {
  readonly registry = new Registry();
  signatures = 0;
  #heads = new Map<string, string>(); // the last sid of each stream
  #streamOf = new Map<string, string>(); // of statements that a later `prev` may name
  #seen = new Set<string>();
  #work = new Map<string, Work>();
  #waiting: Promise<void>[] = [];
  #unverified: bigint | null = null;

  // Throws Wrong where the statement may not be there. Its signatures are verified meanwhile: ask
  // findUnverified.
  take(record: LogRecord, statement: Statement): void {
    const { kind, stream, sid } = statement;
    if (this.#seen.has(sid) || !this.#follows(record, statement)) refuse(record, 'stream_chain');
    const added = embeddedKeys(kind, statement.body);
    if (added === null) return refuse(record, 'field', { name: 'log_key' });
    if (kind === 'ledger.created') {
      create(record, statement, this.registry);
    } else {
      const isOfLedger = this.registry.ledger !== null && statement.ledger === this.registry.ledger;
      if (!isOfLedger) refuse(record, 'ledger_wrong');
      if (statement.at < AT_MIN) refuse(record, 'at_too_early');
      const c = caseOf(record, statement, this.registry);
      checkRights(c);
      fold(c);
    }
    this.#verify(record, added);
    this.#heads.set(stream, sid);
    this.#seen.add(sid);
    if (CHAINED.has(statement.sort)) this.#streamOf.set(sid, stream);
    this.#count(record, statement);
  }

  // Waits where too many signatures are being verified.
  async breathe(): Promise<void> {
    if (this.#waiting.length >= WAITING_MAX) await this.findUnverified();
  }

  // The first record with an invalid signature, of those taken so far.
  async findUnverified(): Promise<bigint | null> {
    await Promise.all(this.#waiting.splice(0));
    return this.#unverified;
  }

  signers(size: bigint): SignerReport[] {
    return [...this.#work.keys()].sort().map((party) => this.#report(party, Number(size)));
  }

  pledges(): PledgeReport[] {
    return [...this.registry.pledges.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, pledge]) => ({
        pledge: name,
        owner: pledge.owner,
        title: String(pledge.body['title'] ?? ''),
        records: pledge.records,
        reports: pledge.reports,
        entered_on_behalf: pledge.entered.length,
      }));
  }

  #follows(record: LogRecord, { stream, prev, kind }: Statement): boolean {
    if (prev === (this.#heads.get(stream) ?? null)) return true;
    const byRoot = record.signed!.signatures.some(({ key }) => this.registry.keys.get(key)?.isRoot);
    return (byRoot || kind === 'key.revoked') && isDigest(prev) && this.#streamOf.get(prev) === stream;
  }

  // Every key is known by now, or it is the new one.
  #verify(record: LogRecord, added: readonly PublicKey[]): void {
    const { payload, signatures } = record.signed!;
    const message = preAuthEncoding(payload);
    this.signatures += signatures.length;
    const verified = signatures.map(({ key, signature }) => {
      const publicKey =
        this.registry.keys.get(key)?.publicKey ?? added.find((each) => keyIdOf(each) === key)!;
      return verifySignature(publicKey, message, signature);
    });
    this.#waiting.push(
      Promise.all(verified).then((verdicts) => {
        const isFirst = this.#unverified === null || record.index < this.#unverified;
        if (verdicts.includes(false) && isFirst) this.#unverified = record.index;
      }),
    );
  }

  #count(record: LogRecord, statement: Statement): void {
    const newKey = newKeyOf(statement);
    const index = Number(record.index);
    for (const signer of statement.signers) {
      const work = this.#workOf(signer);
      work.statements += 1;
      const used = record
        .signed!.signatures.map(({ key }) => key)
        .filter((id) => id !== newKey && this.registry.keys.get(id)?.party === signer);
      const rights = new Set(used.map((id) => rightOf(statement, this.registry.keys.get(id)!)));
      for (const right of rights) addOne(work.rights, right);
      for (const key of used) work.signatures.push({ key, index });
      if (statement.onBehalfOf !== null) addOne(work.onBehalfOf, statement.onBehalfOf);
    }
  }

  #workOf(signer: string): Work {
    let work = this.#work.get(signer);
    if (work === undefined) {
      work = { statements: 0, rights: new Map(), onBehalfOf: new Map(), signatures: [] };
      this.#work.set(signer, work);
    }
    return work;
  }

  #report(party: string, size: number): SignerReport {
    const work = this.#work.get(party)!;
    const indices = (isSo: (key: Key, index: number) => boolean) =>
      new Set(
        work.signatures
          .filter(({ key, index }) => isSo(this.registry.keys.get(key)!, index))
          .map(({ index }) => index),
      ).size;
    return {
      party,
      name: this.registry.parties.get(party)?.name ?? '',
      statements: work.statements,
      rights: counted(work.rights),
      on_behalf_of: counted(work.onBehalfOf),
      recovered: indices((key) => key.isRecovered),
      disputed: indices((key, index) => isDisputed(key, index, size)),
    };
  }
}

// The right by which a key has signed.
function rightOf({ kind, sort }: Statement, key: Key): Right {
  if (kind === 'ledger.created') return 'operator';
  if (kind === 'key.replaced') return 'own keys';
  if (key.isRoot) return 'root key';
  if (isOfficers(key)) return key.roles[0] as Right;
  if (sort === 'keys') return 'own keys';
  if (sort === 'attestation') return 'attester';
  return sort === 'discussion' ? 'participant' : 'member';
}
