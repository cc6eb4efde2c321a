// SPDX-License-Identifier: Apache-2.0
// Requests for registration and statements about keys: the program takes them as its own.
import './web_crypto';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DraftKey } from '../../../server/web/src/keys/browser_key';
import { keyReplaced, keyRevoked, signedBy, type Envelope, type Place } from '../../../server/web/src/keys/key_statements';
import { makeRegistration, parseRegistration, type Asked, type Organisation, type Registration } from '../../../server/web/src/keys/registration';
import { decodeText, encodeText, fromBase64, toBase64, type Bytes } from '../../../server/web/src/verify/bytes';
import { canonical, parseJson, type JsonObject } from '../../../server/web/src/verify/json';
import { good, makeDraft, nameOf } from './made';
import { inFolder, ours, program } from './program';

const AT = '2026-11-29T10:00:00Z';
const PLACE: Place = { ledger: 'example.org/reg#0123', prev: null, at: AT };
const ORGANISATION = { name: 'Ministère du Numérique', sector: 'government', country: 'SEN', roles: ['member'] } as const;
const ASKED: Asked = { party: ORGANISATION, roles: ['member'], signer: 'bdt', isRecovered: false };

async function makeRequest(draft: DraftKey, asked = ASKED, place = PLACE, label = 'Office laptop'): Promise<Bytes> {
  const key = { party: 'sen-gov', publicKey: draft.publicKey, label };
  return makeRegistration(place, key, asked, await draft.sealed());
}

const objectIn = (bytes: Bytes): JsonObject => parseJson(decodeText(bytes)!) as JsonObject;
const changed = (bytes: Bytes, changes: JsonObject): Bytes => encodeText(canonical({ ...objectIn(bytes), ...changes }));

test('a request comes back as it was made', async () => {
  const draft = await makeDraft();
  const bytes = await makeRequest(draft);
  const text = decodeText(bytes)!;
  assert.equal(canonical(parseJson(text)!), text);
  assert.match(text, /^\{"id":"sen-gov","key_added":\{"payload":"[^"]+","payloadType":"[^"]+","signatures":\[\{"keyid":"[0-9a-f]{64}","sig":"[^"]+"\}\]\},"party":\{"country":"SEN","name":"Ministère du Numérique","roles":\["member"\],"sector":"government"\},"type":"pledgebook.registration","v":1\}$/);
  const request = good(await parseRegistration(bytes));
  assert.deepEqual(request.party, ORGANISATION);
  assert.deepEqual([request.id, request.label, request.roles], ['sen-gov', 'Office laptop', ['member']]);
  assert.deepEqual(request.publicKey, draft.publicKey);
  assert.deepEqual(request.statement.signers, ['bdt']);
});

test('a request that was changed, cut or signed by another key is refused', async () => {
  const draft = await makeDraft();
  const bytes = await makeRequest(draft);
  for (let size = 0; size < bytes.length; ++size)
    assert.equal(nameOf(await parseRegistration(bytes.slice(0, size))), 'not_request', `${size} bytes`);
  const other = objectIn(await makeRequest(await makeDraft()));
  const envelope = objectIn(bytes)['key_added'] as JsonObject;
  const [own] = envelope['signatures'] as JsonObject[];
  const [foreign] = (other['key_added'] as JsonObject)['signatures'] as JsonObject[];
  const cases: [JsonObject, string][] = [
    [{ key_added: { ...envelope, signatures: [{ ...own!, sig: foreign!['sig']! }] } }, 'not_proven'],
    [{ key_added: { ...envelope, signatures: [own!, foreign!] } }, 'not_proven'],
    [{ v: 2 }, 'not_request'],
    [{ type: 'another' }, 'not_request'],
    [{ more: 1 }, 'not_request'],
    [{ id: 'Sen Gov' }, 'not_request'],
    [{ id: 'ghana' }, 'not_proven'],
    [{ party: { ...ORGANISATION, sector: 'none' } as unknown as JsonObject }, 'not_request'],
    [{ party: { ...ORGANISATION, roles: ['registrar'] } as unknown as JsonObject }, 'not_request'],
    [{ party: { ...ORGANISATION, contact: 'A. Person' } as unknown as JsonObject }, 'not_request'],
    [{ key_added: { ...envelope, signatures: [foreign!] } }, 'not_proven'],
    [{ key_added: { ...envelope, signatures: [] } }, 'not_proven'],
    [{ key_added: { ...envelope, payload: toBase64(encodeText('{}')) } }, 'not_proven'],
    [{ key_added: { ...envelope, payloadType: 'text/plain' } }, 'not_request'],
  ];
  for (const [changes, reason] of cases)
    assert.equal(nameOf(await parseRegistration(changed(bytes, changes))), reason, JSON.stringify(changes).slice(0, 80));
});

// ---- with a ledger of the program's ---------------------------------------------------------------

// A new ledger of the program's; each signer in turn, as people would.
class Ledger {
  readonly #ledger: string[];
  #hasKeys = false;

  constructor(readonly file: (name: string, text?: string) => string) {
    this.#ledger = ['--ledger', file('ledger')];
    this.#run('init', '--origin', 'example.org/reg', '--keys', file('keys'), '--no-passphrase', '--profile', 'none');
  }

  #run(...options: string[]): string {
    return ours(...options, ...this.#ledger);
  }

  get #registrar(): string[] {
    return ['--key', `${this.file('keys')}/registrar/registrar.pem`, '--yes'];
  }

  place(): Place {
    const log = (stream: string): any[] => JSON.parse(this.#run('log', '--stream', stream, '--json')).records;
    const records = this.#hasKeys ? log('keys/sen-gov') : [];
    const { sid } = JSON.parse(this.#run('show', '0', '--json'));
    const at = `${new Date().toISOString().slice(0, 19)}Z`;
    return { ledger: `example.org/reg#${sid.slice(0, 32)}`, prev: records.at(-1)?.sid ?? null, at };
  }

  register(id: string, { name, sector, country }: Organisation): void {
    this.#run('party', 'register', id, '--name', name, '--sector', sector, '--country', country!, '--role', 'member', ...this.#registrar);
  }

  grant(envelope: Envelope): void {
    const id = envelope.signatures[0]!.keyid;
    const [half, whole] = [this.file('half.json', JSON.stringify(envelope)), this.file(`${id}.json`)];
    ours('sign', half, ...this.#registrar, '-o', whole);
    this.#run('submit', whole, '--yes');
    this.#hasKeys = true;
  }

  submit(envelope: Envelope): void {
    this.#run('submit', this.file('envelope.json', JSON.stringify(envelope)), '--yes');
  }

  // Their labels, each with what has become of the key.
  keys(): [label: string, state: string][] {
    const { keys } = JSON.parse(this.#run('party', 'show', 'sen-gov', '--json')).member;
    const state = (key: any): string => ['revoked', 'replaced'].find((name) => key[name] !== null) ?? (key.recovered ? 'recovered' : 'active');
    return keys.map((key: any) => [key.label, state(key)]);
  }
}

test('the ledger takes what keys in a browser ask for and sign', { skip: program === '' }, async () => {
  await inFolder(async (file) => {
    const ledger = new Ledger(file);
    const [first, second, third, fourth] = await Promise.all([makeDraft(), makeDraft(), makeDraft(), makeDraft()]);
    const ask = async (draft: DraftKey, label: string, asked: Asked): Promise<Registration> =>
      good(await parseRegistration(await makeRequest(draft, asked, ledger.place(), label)));

    const request = await ask(first, 'Office laptop', ASKED);
    ledger.register(request.id, request.party!);
    ledger.grant(request.keyAdded); // one signature of a registrar is enough
    assert.deepEqual(ledger.keys(), [['Office laptop', 'active']]);

    const more = await ask(second, 'Safe', { ...ASKED, party: null, signer: 'sen-gov' });
    const payload = fromBase64(more.keyAdded.payload)!;
    ledger.submit(await signedBy(payload, [await first.sealed()], more.keyAdded.signatures));
    const revoked = keyRevoked(ledger.place(), 'sen-gov', first.id, 'the laptop was stolen');
    ledger.submit(await signedBy(revoked, [await second.sealed()]));
    const newKey = { party: 'sen-gov', publicKey: third.publicKey, label: 'Laptop of 2027' };
    const replaced = keyReplaced(ledger.place(), newKey);
    ledger.submit(await signedBy(replaced, [await second.sealed(), await third.sealed()]));

    // All keys are lost: a registrar adds one, which is marked for ever.
    const lost = await ask(fourth, 'Found again', { ...ASKED, party: null, isRecovered: true });
    ledger.grant(lost.keyAdded);
    assert.deepEqual(ledger.keys(), [
      ['Office laptop', 'revoked'],
      ['Safe', 'replaced'],
      ['Laptop of 2027', 'active'],
      ['Found again', 'recovered'],
    ]);
  });
});
