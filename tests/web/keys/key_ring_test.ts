// SPDX-License-Identifier: Apache-2.0
// The ring of keys: what it keeps can sign; what can't is not kept.
import './web_crypto';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KeyRing, signerOf, type KeptKey, type KeyStore } from '../../../server/web/src/keys/key_ring';
import { makeDraft, nameOf } from './made';

class MapStore implements KeyStore {
  readonly kept = new Map<string, KeptKey>();

  async all(): Promise<KeptKey[]> {
    return [...this.kept.values()];
  }

  async get(id: string): Promise<KeptKey | null> {
    return this.kept.get(id) ?? null;
  }

  async put(key: KeptKey): Promise<void> {
    this.kept.set(key.id, key);
  }

  async delete(id: string): Promise<void> {
    this.kept.delete(id);
  }
}

async function makeKept(more: Partial<KeptKey> = {}): Promise<KeptKey> {
  const { id, publicKey, privateKey } = await (await makeDraft()).sealed();
  return { id, publicKey, privateKey, ledger: 'l', party: '', name: 'n', made: '2026-11-29T10:00:00.000Z', hasBackup: true, ...more };
}

test('several keys of a party are kept, changed and removed', async () => {
  const ring = new KeyRing(new MapStore());
  const second = await makeKept({ party: 'sen-gov', made: '2026-11-30T10:00:00.000Z' });
  const first = await makeKept({ party: 'sen-gov' });
  for (const key of [second, first]) assert.equal(await ring.keep(key), null);
  assert.deepEqual((await ring.all()).map((key) => key.id), [first.id, second.id]);
  await ring.change(first.id, { party: 'ghana', name: 'Safe' });
  const changed = await ring.get(first.id);
  assert.deepEqual([changed?.party, changed?.name, changed?.hasBackup], ['ghana', 'Safe', true]);
  assert.ok(await signerOf(changed!).canSign());
  await ring.remove(first.id);
  assert.equal(await ring.get(first.id), null);
  await ring.change(first.id, { name: 'gone' }); // nothing to change
  assert.equal((await ring.all()).length, 1);
});

test('a browser that refuses to store the key, or gives back another, is found out', async () => {
  const other = await makeKept();
  const refusing = new MapStore();
  refusing.put = async () => {
    throw new DOMException('The object can not be cloned.', 'DataCloneError');
  };
  const forgetting = new MapStore();
  forgetting.put = async () => {};
  const changing = new MapStore();
  changing.get = async (id) => ({ ...(changing.kept.get(id) ?? other), privateKey: other.privateKey });
  for (const store of [refusing, forgetting, changing]) {
    assert.equal(nameOf(await new KeyRing(store).keep(await makeKept())), 'not_stored');
    assert.equal(store.kept.size, 0);
  }
});

test('what is no key is passed over', async () => {
  const store = new MapStore();
  const key = await makeKept();
  const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair;
  for (const wrong of [{ ...key, id: 'another' }, { ...key, id: 'b', privateKey: {} }, { ...key, privateKey: pair.privateKey }])
    await store.put(wrong as KeptKey);
  assert.deepEqual(await new KeyRing(store).all(), []);
});
