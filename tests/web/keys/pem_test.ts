// SPDX-License-Identifier: Apache-2.0
// Key files: what we write, openssl and the program read, and the other way round; what is not a key is
// refused with a reason, whatever its bytes.
import './web_crypto';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KeyFault, isFault } from '../../../server/web/src/keys/key_fault';
import {
  KEY_FILE_BYTES_MAX,
  parsePublicPem,
  publicPem,
  SecretPem,
  toEncryptedPem,
  toPem,
} from '../../../server/web/src/keys/pem';
import { der, derInteger, DerReader, TAG } from '../../../server/web/src/keys/der';
import { fromBase64, fromHex, toBase64, toHex, type Bytes } from '../../../server/web/src/verify/bytes';
import { inFolder, openssl, ours, program, refusalOf, textOf } from './program';

const PASSPHRASE = 'correct horse battery staple';
// RFC 8410, sections 10.1 and 10.3.
const RFC_SEED = 'd4ee72dbf913584ad5b6d8f1f769f8ad3afe7c28cbf1d4fbe097a88f44755842';
const RFC_SECRET =
  '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n-----END PRIVATE KEY-----\n';
const RFC_PUBLIC =
  '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n';
const RFC_NEWER =
  '-----BEGIN PRIVATE KEY-----\nMHICAQEwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n' +
  'oB8wHQYKKoZIhvcNAQkJFDEPDA1DdXJkbGUgQ2hhaXJzgSEAGb9ECWmEzf6FQbrB\nZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PRIVATE KEY-----\n';

async function opened(text: string, passphrase = ''): Promise<string> {
  const pem = SecretPem.parse(text);
  const seed = isFault(pem) ? pem : await pem.open(passphrase);
  return isFault(seed) ? seed.name : toHex(seed);
}

const reasonOf = (text: string): string | null => {
  const pem = SecretPem.parse(text);
  return isFault(pem) ? pem.name : null;
};

async function encrypted(): Promise<string> {
  const pem = await toEncryptedPem(fromHex(RFC_SEED)!, PASSPHRASE);
  assert.ok(!isFault(pem));
  return pem;
}

const block = (label: string, bytes: Uint8Array): string =>
  `-----BEGIN ${label}-----\n${toBase64(bytes)}\n-----END ${label}-----\n`;
const bytesIn = (pem: string): Bytes => fromBase64(pem.split('\n').slice(1, -2).join(''))!;

test('the keys of RFC 8410', async () => {
  assert.equal(await opened(RFC_SECRET), RFC_SEED);
  assert.equal(toPem(fromHex(RFC_SEED)!), RFC_SECRET);
  const publicKey = parsePublicPem(RFC_PUBLIC);
  assert.ok(!isFault(publicKey));
  assert.equal(publicPem(publicKey), RFC_PUBLIC);
  assert.equal(await opened(RFC_NEWER), 'newer_form');
});

test('an encrypted key comes back with its passphrase alone', async () => {
  const pem = await encrypted();
  assert.match(pem, /^-----BEGIN ENCRYPTED PRIVATE KEY-----\n/);
  assert.equal(await opened(pem, PASSPHRASE), RFC_SEED);
  assert.equal(await opened(pem, `${PASSPHRASE} `), 'passphrase_wrong');
  assert.equal(await opened(pem, ''), 'passphrase_missing');
  assert.equal(await opened(pem, 'a'.repeat(1025)), 'passphrase_long');
  assert.notEqual(await encrypted(), pem); // another salt
  const missing = await toEncryptedPem(fromHex(RFC_SEED)!, '');
  assert.ok(isFault(missing) && missing.name === 'passphrase_missing');
});

test('one passphrase, however its accents are typed', async () => {
  const [composed, decomposed] = ['é'.normalize('NFC').repeat(12), 'é'.normalize('NFD').repeat(12)];
  for (const typed of [composed, decomposed]) {
    const pem = await toEncryptedPem(fromHex(RFC_SEED)!, typed);
    assert.ok(!isFault(pem));
    assert.equal(await opened(pem, composed), RFC_SEED);
    assert.equal(await opened(pem, decomposed), RFC_SEED);
  }
});

test('openssl reads what we write', async () => {
  const pem = await encrypted();
  await inFolder((file) => {
    const path = file('key.pem', `Party: sen-gov\n\n${pem}`);
    assert.equal(openssl('pkey', '-in', path, '-passin', `pass:${PASSPHRASE}`), RFC_SECRET);
    assert.equal(openssl('pkey', '-in', path, '-passin', `pass:${PASSPHRASE}`, '-pubout'), RFC_PUBLIC);
    assert.equal(openssl('pkey', '-pubin', '-in', file('public.pem', RFC_PUBLIC), '-pubout'), RFC_PUBLIC);
    assert.match(openssl('asn1parse', '-in', file('bare.pem', pem)), /:PBES2[^]*:PBKDF2[^]*:0927C0[^]*:hmacWithSHA256[^]*:aes-256-cbc/);
  });
});

test('we read what openssl writes', async () => {
  const ways = [['-v2', 'aes-256-cbc'], ['-v2', 'aes-128-cbc'], ['-scrypt'], ['-v2prf', 'hmacWithSHA512'],
    ['-v2', 'aes-256-cbc', '-v2prf', 'hmacWithSHA1'], ['-iter', '5000']];
  await inFolder(async (file) => {
    const plain = file('plain.pem', RFC_SECRET);
    for (const way of ways) {
      const pem = openssl('pkcs8', '-topk8', '-in', plain, '-passout', `pass:${PASSPHRASE}`, ...way);
      assert.equal(await opened(pem, PASSPHRASE), RFC_SEED, way.join(' '));
      assert.equal(await opened(pem, 'another'), 'passphrase_wrong', way.join(' '));
    }
    const made = openssl('genpkey', '-algorithm', 'ed25519');
    assert.equal(toPem(fromHex(await opened(made))!), made);
    const other = openssl('genpkey', '-algorithm', 'ed448');
    assert.equal(await opened(other), 'not_ed25519');
    const unknown = openssl('pkcs8', '-topk8', '-in', plain, '-passout', 'pass:x', '-v2', 'aes-192-cbc');
    assert.equal(await opened(unknown, 'x'), 'encryption_unknown');
    const old = openssl('pkcs8', '-topk8', '-in', plain, '-passout', 'pass:x', '-v1', 'PBE-SHA1-3DES');
    assert.equal(await opened(old, 'x'), 'encryption_unknown');
  });
});

test('the program reads what we write, and we read what it writes', { skip: program === '' }, async () => {
  const pem = await encrypted();
  await inFolder(async (file) => {
    const pass = file('pass', `${PASSPHRASE}\n`);
    const key = file('key.pem', `Key of: sen-gov\nKey id: …\n\n${pem}`);
    const shown = JSON.parse(ours('key', 'show', key, '--passphrase-file', pass, '--json'));
    assert.equal(shown.public_key, toBase64(parsePublicPem(RFC_PUBLIC) as Bytes));
    ours('key', 'new', file('made.pem'), '--passphrase-file', pass);
    const seed = await opened(textOf(file('made.pem')), PASSPHRASE);
    assert.match(seed, /^[0-9a-f]{64}$/);
    const again = file('again.pem', toPem(fromHex(seed)!));
    const made = JSON.parse(ours('key', 'show', file('made.pub.pem'), '--json'));
    assert.equal(JSON.parse(ours('key', 'show', again, '--json')).key, made.key);
    assert.ok(!isFault(parsePublicPem(textOf(file('made.pub.pem')))));
  });
});

const oid = (hex: string): Bytes => der(TAG.oid, fromHex(hex)!);
const SALT = new Uint8Array(16);
const SCRYPT = oid('2b06010401da47040b');
const PBKDF2 = oid('2a864886f70d01050c');

// An encrypted key that asks for this much work.
function asking(derivation: Bytes, ...numbers: number[]): string {
  const how = der(TAG.sequence, derivation, der(TAG.sequence, der(TAG.octets, SALT), ...numbers.map(derInteger)));
  const cipher = der(TAG.sequence, oid('60864801650304012a'), der(TAG.octets, SALT));
  const algorithm = der(TAG.sequence, oid('2a864886f70d01050d'), der(TAG.sequence, how, cipher));
  return block('ENCRYPTED PRIVATE KEY', der(TAG.sequence, algorithm, der(TAG.octets, new Uint8Array(64))));
}

test('a key that asks for minutes is refused, as the program refuses it', async () => {
  assert.equal(reasonOf(asking(PBKDF2, 10_000_000)), null);
  const pem = asking(PBKDF2, 10_000_001);
  assert.equal(reasonOf(pem), 'rounds_many');
  assert.equal(reasonOf(asking(PBKDF2, 0)), 'damaged');
  if (program === '') return;
  await inFolder((file) => {
    const options = ['key', 'show', file('key.pem', pem), '--passphrase-file', file('pass', 'x\n')];
    assert.match(refusalOf(...options), /more than 10,000,000 rounds/);
  });
});

test('scrypt has limits', () => {
  const reason = (...numbers: number[]): string | null => reasonOf(asking(SCRYPT, ...numbers));
  assert.equal(reason(16_384, 8, 5), null);
  assert.equal(reason(16_384, 8, 1), null);
  assert.equal(reason(65_536, 8, 1), 'scrypt_large');
  assert.equal(reason(16_384, 8, 1_000), 'scrypt_large');
  assert.equal(reason(16_384, 1_000_000_000, 1), 'scrypt_large');
  for (const N of [0, 1, 16_383]) assert.equal(reason(N, 8, 1), 'damaged');
});

test('a key that is cut at any place is refused', async () => {
  for (const pem of [RFC_SECRET, await encrypted()]) {
    for (let size = 0; size < pem.trimEnd().length; ++size) {
      assert.equal(reasonOf(pem.slice(0, size)), 'not_pem', `${size} characters`);
    }
    const label = pem.includes('ENCRYPTED') ? 'ENCRYPTED PRIVATE KEY' : 'PRIVATE KEY';
    const bytes = bytesIn(pem);
    for (let size = 1; size < bytes.length; ++size) {
      assert.equal(reasonOf(block(label, bytes.slice(0, size))), 'damaged', `${size} bytes`);
    }
    const longer = new Uint8Array([...bytes, 0]);
    assert.equal(reasonOf(block(label, longer)), 'damaged');
  }
});

test('a key with one byte changed is refused, or is another key', async () => {
  const pem = await encrypted();
  const bytes = bytesIn(pem);
  for (let at = 0; at < bytes.length; ++at) {
    const changed = bytes.slice();
    changed[at]! ^= 0x10;
    const parsed = SecretPem.parse(block('ENCRYPTED PRIVATE KEY', changed));
    if (isFault(parsed) || at % 10 !== 0) continue; // opening takes long
    assert.notEqual(await opened(block('ENCRYPTED PRIVATE KEY', changed), PASSPHRASE), RFC_SEED, `byte ${at}`);
  }
  const plain = bytesIn(RFC_SECRET);
  for (let at = 0; at < plain.length - 32; ++at) {
    const changed = plain.slice();
    changed[at]! ^= 1;
    assert.notEqual(reasonOf(block('PRIVATE KEY', changed)), null, `byte ${at}`);
  }
});

test('what is not one key has a reason of its own', async () => {
  const reasons: [string, string][] = [
    ['', 'not_pem'],
    ['hello', 'not_pem'],
    [RFC_PUBLIC, 'public_given'],
    [RFC_SECRET + RFC_SECRET, 'text_behind'],
    [`${RFC_SECRET}x`, 'text_behind'],
    [RFC_SECRET.replace('-----\nMC', '-----\nProc-Type: 4,ENCRYPTED\n\nMC'), 'old_form'],
    ['ssh-ed25519 AAAAC3 me@host', 'openssh'],
    [block('OPENSSH PRIVATE KEY', new Uint8Array(40)), 'openssh'],
    [block('RSA PRIVATE KEY', new Uint8Array(40)), 'not_ed25519'],
    [block('CERTIFICATE', new Uint8Array(40)), 'other_label'],
    [block('PRIVATE KEY', new Uint8Array(48)), 'damaged'],
    [RFC_SECRET.replace('END PRIVATE', 'END PUBLIC'), 'not_pem'],
    [RFC_SECRET.replace('MC4', 'MC*'), 'not_pem'],
    [`x ${RFC_SECRET}`, 'not_pem'],
    [`${' '.repeat(KEY_FILE_BYTES_MAX)}${RFC_SECRET}`, 'too_long'],
  ];
  for (const [text, reason] of reasons) assert.equal(reasonOf(text), reason, text.slice(0, 60));
  for (const text of [`Key of me\n\n${RFC_SECRET}`, RFC_SECRET.replaceAll('\n', '\r\n'), `\uFEFF${RFC_SECRET}\n \n`, RFC_SECRET.trimEnd()])
    assert.equal(await opened(text), RFC_SEED);
  const secret = parsePublicPem(RFC_SECRET);
  assert.ok(secret instanceof KeyFault && secret.name === 'secret_given');
});

test('DER has one spelling', () => {
  const read = (hex: string): DerReader => new DerReader(fromHex(hex)!);
  assert.equal(read('020100').integer(), 0);
  assert.equal(read('02020080').integer(), 128);
  assert.equal(read('0203989680').integer(), null); // negative
  assert.equal(read('020400989680').integer(), 10_000_000);
  for (const longer of ['02020001', '0200', '020180', '0207010000000000 00'.replace(' ', '')]) assert.equal(read(longer).integer(), null, longer);
  for (const wrong of ['048101ff', '04820001ff', '0480ffff0000', '0483000001ff', '0405ff', '04']) assert.equal(read(wrong).take(0x04), null, wrong);
  for (const number of [0, 127, 128, 255, 256, 600_000, 10_000_000, 2 ** 40]) assert.equal(new DerReader(derInteger(number)).integer(), number);
  for (const size of [0, 127, 128, 255, 256, 5_000]) {
    const content = new Uint8Array(size);
    assert.deepEqual(new DerReader(der(0x04, content)).take(0x04), content);
  }
});
