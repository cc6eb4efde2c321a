// SPDX-License-Identifier: Apache-2.0
// Keys: made, saved, restored; what signs can't be read.
import './web_crypto';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkWordsOf, faultOfSaved, hasCheckWords, makeBackup } from '../../../server/web/src/keys/backup';
import { BrowserKey, DraftKey, faultOfBrowser, keyIdOf } from '../../../server/web/src/keys/browser_key';
import { parsePublicPem, toPem } from '../../../server/web/src/keys/pem';
import { encodeText, fromHex, toHex } from '../../../server/web/src/verify/bytes';
import { parsePublicKey, verifySignature } from '../../../server/web/src/verify/ed25519';
import { good, makeDraft, nameOf } from './made';
import { inFolder, openssl, ours, program } from './program';

const PASSPHRASE = 'correct horse battery staple';
const WORDS = { title: 'Key', name: 'Name', id: 'Key id', made: 'Made', check: 'Check words' };

test('RFC 8032, test 2', async () => {
  const seed = '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb';
  const key = good(await DraftKey.ofSeed(fromHex(seed)!));
  assert.equal(toHex(key.publicKey), '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c');
  const signature = await (await key.sealed()).sign(fromHex('72')!);
  assert.equal(
    toHex(signature),
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da' +
      '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  );
});

test('a key signs what the ledger accepts, and can not be read', async () => {
  const draft = await makeDraft();
  const key = await draft.sealed();
  const message = encodeText('a pledge');
  assert.ok(await verifySignature(parsePublicKey(key.publicKey)!, message, await key.sign(message)));
  assert.ok(await key.canSign());
  for (const format of ['pkcs8', 'jwk'] as const) await assert.rejects(crypto.subtle.exportKey(format, key.privateKey));
  assert.equal(key.id, draft.id);
  const other = await makeDraft();
  assert.notEqual(other.id, key.id);
  assert.ok(!(await new BrowserKey(other.publicKey, key.privateKey).canSign()));
});

test('the key id is that of openssl and of the program', async () => {
  const draft = await makeDraft();
  await inFolder((file) => {
    const path = file('key.pem', toPem(draft.seed));
    const spki = openssl('pkey', '-in', path, '-pubout');
    assert.equal(keyIdOf(good(parsePublicPem(spki))), draft.id);
    if (program !== '') assert.equal(JSON.parse(ours('key', 'show', path, '--json')).key, draft.id);
  });
});

test('a backup brings the key back', async () => {
  const draft = await makeDraft();
  const backup = good(await makeBackup(draft, 'Office laptop', PASSPHRASE, WORDS));
  assert.match(backup.text, /^Key\nName: Office laptop\nKey id: [0-9a-f]{64}\nMade: \d{4}-\d\d-\d\d\nCheck words: \w{5} \w{5}\n\n-----BEGIN/);
  assert.equal(backup.fileName, `pledgebook-key-${draft.id.slice(0, 8)}.pem`);
  const again = good(await DraftKey.fromPem(backup.text, PASSPHRASE));
  assert.deepEqual(again.seed, draft.seed);
  again.forget();
  assert.deepEqual(again.seed, new Uint8Array(32));
  assert.equal(nameOf(await DraftKey.fromPem(backup.text, 'another')), 'passphrase_wrong');
  assert.equal(nameOf(await makeBackup(draft, 'x', '', WORDS)), 'passphrase_missing');
  const long = good(await makeBackup(draft, '-----BEGIN x'.repeat(100), PASSPHRASE, WORDS));
  assert.equal(nameOf(faultOfSaved(long, long.text)), null);
});

test('a backup is checked by its file or by its words', async () => {
  const draft = await makeDraft();
  const backup = good(await makeBackup(draft, 'x', PASSPHRASE, WORDS));
  const second = good(await makeBackup(draft, 'x', PASSPHRASE, WORDS));
  assert.equal(nameOf(faultOfSaved(backup, backup.text)), null);
  assert.equal(nameOf(faultOfSaved(backup, backup.text.slice(backup.text.indexOf('-----')))), null);
  assert.equal(nameOf(faultOfSaved(backup, second.text)), 'another_backup');
  assert.equal(nameOf(faultOfSaved(backup, 'no key')), 'not_pem');
  const [one, two] = backup.checkWords.split(' ');
  for (const typed of [`${one} ${two}`, `  ${one?.toUpperCase()}-${two} `, `${one}${two}`]) assert.ok(hasCheckWords(backup, typed));
  for (const typed of ['', one!, `${two} ${one}`, second.checkWords]) assert.ok(!hasCheckWords(backup, typed));
  assert.equal(checkWordsOf(backup.text), backup.checkWords);
  assert.equal(checkWordsOf('no key'), '');
});

test('a browser without WebCrypto or Ed25519 is told apart', async () => {
  assert.equal(nameOf(await faultOfBrowser()), 'insecure'); // Node is no page
  Object.assign(globalThis, { isSecureContext: true });
  assert.equal(await faultOfBrowser(), null);
  const generateKey = crypto.subtle.generateKey;
  crypto.subtle.generateKey = (async () => {
    throw new DOMException('', 'NotSupportedError');
  }) as typeof generateKey;
  assert.equal(nameOf(await faultOfBrowser()), 'no_ed25519');
  crypto.subtle.generateKey = generateKey;
});
