// SPDX-License-Identifier: Apache-2.0
// Encrypted keys: EncryptedPrivateKeyInfo under PBES2 (RFC 5958, RFC 8018, RFC 7914). We write PBKDF2
// with HMAC-SHA-256 and AES-256-CBC, which WebCrypto, openssl and the command line have; and read what
// they write, scrypt too. All that a file asks for has a limit, since a file can ask for hours of work.
import { scryptAsync } from '@noble/hashes/scrypt.js';
import { concat, encodeText, type Bytes } from '../verify/bytes';
import { der, derInteger, DerReader, Oid, TAG } from './der';
import { isFault, KeyFault } from './key_fault';

export const ROUNDS = 600_000;
export const ROUNDS_MAX = 10_000_000; // crypto/key_file.h has the same
export const PASSPHRASE_BYTES_MAX = 1_024;

const SALT_BYTES = 16;
const SALT_BYTES_MAX = 128;
const BLOCK_BYTES = 16;
const KEY_BYTES = 32;
// The memory that openssl allows; and six times the work that the command line's keys take.
const SCRYPT_MEMORY_MAX = 32 * 1024 * 1024;
const SCRYPT_WORK_MAX = 4 * 1024 * 1024;
const NOTHING = Uint8Array.of(TAG.nothing, 0);

const PBES2 = new Oid('2a864886f70d01050d'); // 1.2.840.113549.1.5.13
const PBKDF2 = new Oid('2a864886f70d01050c'); // 1.2.840.113549.1.5.12
const SCRYPT = new Oid('2b06010401da47040b'); // 1.3.6.1.4.1.11591.4.11
const HASHES: readonly (readonly [Oid, string])[] = [
  [new Oid('2a864886f70d0207'), 'SHA-1'], // HMAC with it; 1.2.840.113549.2.7
  [new Oid('2a864886f70d0209'), 'SHA-256'],
  [new Oid('2a864886f70d020a'), 'SHA-384'],
  [new Oid('2a864886f70d020b'), 'SHA-512'],
];
const HMAC_SHA256 = HASHES[1]![0];
const CIPHERS: readonly (readonly [Oid, number])[] = [
  [new Oid('60864801650304012a'), 32], // AES-256-CBC, 2.16.840.1.101.3.4.1.42
  [new Oid('608648016503040102'), 16], // AES-128-CBC
];
const AES_256_CBC = CIPHERS[0]![0];

type Derivation =
  | { readonly name: 'pbkdf2'; readonly salt: Bytes; readonly rounds: number; readonly hash: string }
  | { readonly name: 'scrypt'; readonly salt: Bytes; readonly N: number; readonly r: number; readonly p: number };

export interface EncryptedKey {
  readonly derivation: Derivation;
  readonly keyBytes: number;
  readonly iv: Bytes;
  readonly sealed: Bytes;
}

// From 0 to 1, as far as it can be known.
export type Progress = (done: number) => void;

// ---- reading ------------------------------------------------------------------------------------

const UNKNOWN = (): KeyFault => new KeyFault('encryption_unknown');
const DAMAGED = (): KeyFault => new KeyFault('damaged');

function hashIn(parameters: DerReader): string | null {
  if (parameters.isAtEnd) return 'SHA-1'; // the default
  const algorithm = parameters.sequence();
  const oid = algorithm?.take(TAG.oid) ?? null;
  const isPlain = algorithm?.take(TAG.nothing)?.length === 0 && algorithm.isAtEnd;
  return isPlain ? (HASHES.find(([each]) => each.is(oid))?.[1] ?? null) : null;
}

// The length of the derived key, which a file may leave out.
function hasWrongLength(parameters: DerReader, keyBytes: number): boolean {
  return parameters.nextIs(TAG.integer) && parameters.integer() !== keyBytes;
}

function parsePbkdf2(parameters: DerReader, keyBytes: number): Derivation | KeyFault {
  const salt = parameters.take(TAG.octets);
  const rounds = parameters.integer();
  if (salt === null || rounds === null || rounds === 0 || salt.length > SALT_BYTES_MAX) return DAMAGED();
  if (rounds > ROUNDS_MAX) return new KeyFault('rounds_many', { rounds, limit: ROUNDS_MAX });
  if (hasWrongLength(parameters, keyBytes)) return DAMAGED();
  const hash = hashIn(parameters);
  return hash === null || !parameters.isAtEnd ? UNKNOWN() : { name: 'pbkdf2', salt, rounds, hash };
}

function parseScrypt(parameters: DerReader, keyBytes: number): Derivation | KeyFault {
  const salt = parameters.take(TAG.octets);
  const [N, r, p] = [parameters.integer(), parameters.integer(), parameters.integer()];
  if (salt === null || !N || !r || !p || salt.length > SALT_BYTES_MAX) return DAMAGED();
  if (hasWrongLength(parameters, keyBytes) || !parameters.isAtEnd) return DAMAGED();
  if (N < 2 || !Number.isInteger(Math.log2(N))) return DAMAGED();
  const isTooLarge = 128 * r * (N + p) > SCRYPT_MEMORY_MAX || N * r * p > SCRYPT_WORK_MAX;
  return isTooLarge ? new KeyFault('scrypt_large') : { name: 'scrypt', salt, N, r, p };
}

function parseDerivation(reader: DerReader, keyBytes: number): Derivation | KeyFault {
  const oid = reader.take(TAG.oid);
  const isPbkdf2 = PBKDF2.is(oid);
  if (!isPbkdf2 && !SCRYPT.is(oid)) return oid === null ? DAMAGED() : UNKNOWN();
  const parameters = reader.sequence();
  if (!parameters || !reader.isAtEnd) return DAMAGED();
  return isPbkdf2 ? parsePbkdf2(parameters, keyBytes) : parseScrypt(parameters, keyBytes);
}

export function parseEncrypted(bytes: Uint8Array): EncryptedKey | KeyFault {
  const outer = new DerReader(bytes);
  const info = outer.sequence();
  const algorithm = info?.sequence() ?? null;
  const sealed = info?.take(TAG.octets) ?? null;
  const oid = algorithm?.take(TAG.oid) ?? null;
  if (!info || !algorithm || sealed === null || oid === null || !info.isAtEnd || !outer.isAtEnd) return DAMAGED();
  if (!PBES2.is(oid)) return UNKNOWN();
  const parameters = algorithm.sequence();
  const derivations = parameters?.sequence() ?? null;
  const encryption = parameters?.sequence() ?? null;
  if (!parameters?.isAtEnd || !algorithm.isAtEnd || !derivations || !encryption) return DAMAGED();
  const cipher = encryption.take(TAG.oid);
  const keyBytes = CIPHERS.find(([each]) => each.is(cipher))?.[1];
  if (keyBytes === undefined) return cipher === null ? DAMAGED() : UNKNOWN();
  const iv = encryption.take(TAG.octets);
  if (iv?.length !== BLOCK_BYTES || !encryption.isAtEnd) return DAMAGED();
  const derivation = parseDerivation(derivations, keyBytes);
  if (isFault(derivation)) return derivation;
  const isWhole = sealed.length > 0 && sealed.length % BLOCK_BYTES === 0;
  return isWhole ? { derivation, keyBytes, iv, sealed } : DAMAGED();
}

// ---- passphrases --------------------------------------------------------------------------------

function bytesOf(passphrase: string): Bytes | KeyFault {
  const bytes = encodeText(passphrase);
  if (bytes.length === 0) return new KeyFault('passphrase_missing');
  return bytes.length > PASSPHRASE_BYTES_MAX ? new KeyFault('passphrase_long') : bytes;
}

// The same letters can be typed as different bytes: é as one character, or as e with an accent.
function spellings(passphrase: string): string[] {
  const composed = passphrase.normalize('NFC');
  return composed === passphrase ? [composed] : [composed, passphrase];
}

async function deriveKey(
  { derivation, keyBytes }: Pick<EncryptedKey, 'derivation' | 'keyBytes'>,
  passphrase: Bytes,
  onProgress: Progress,
): Promise<CryptoKey> {
  const aes = { name: 'AES-CBC', length: keyBytes * 8 };
  if (derivation.name === 'scrypt') {
    const { salt, N, r, p } = derivation;
    const bits = (await scryptAsync(passphrase, salt, { N, r, p, dkLen: keyBytes, onProgress })) as Bytes;
    const key = await crypto.subtle.importKey('raw', bits, aes, false, ['encrypt', 'decrypt']);
    bits.fill(0);
    return key;
  }
  const { salt, rounds, hash } = derivation;
  const secret = await crypto.subtle.importKey('raw', passphrase, 'PBKDF2', false, ['deriveKey']);
  const how = { name: 'PBKDF2', salt, iterations: rounds, hash };
  return crypto.subtle.deriveKey(how, secret, aes, false, ['encrypt', 'decrypt']);
}

export async function openEncrypted(
  key: EncryptedKey,
  passphrase: string,
  onProgress: Progress = () => {},
): Promise<Bytes | KeyFault> {
  for (const spelling of spellings(passphrase)) {
    const secret = bytesOf(spelling);
    if (isFault(secret)) return secret;
    const aes = await deriveKey(key, secret, onProgress);
    secret.fill(0);
    try {
      return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-CBC', iv: key.iv }, aes, key.sealed));
    } catch {
      // The padding is wrong: it is another key's.
    }
  }
  return new KeyFault('passphrase_wrong');
}

// ---- writing ------------------------------------------------------------------------------------

const random = (count: number): Bytes => crypto.getRandomValues(new Uint8Array(count));

export async function seal(pkcs8: Bytes, passphrase: string): Promise<Bytes | KeyFault> {
  const secret = bytesOf(passphrase.normalize('NFC'));
  if (isFault(secret)) return secret;
  const [salt, iv] = [random(SALT_BYTES), random(BLOCK_BYTES)];
  const derivation: Derivation = { name: 'pbkdf2', salt, rounds: ROUNDS, hash: 'SHA-256' };
  const aes = await deriveKey({ derivation, keyBytes: KEY_BYTES }, secret, () => {});
  secret.fill(0);
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-CBC', iv }, aes, pkcs8));
  const pbkdf2 = der(
    TAG.sequence,
    der(TAG.octets, salt),
    derInteger(ROUNDS),
    der(TAG.sequence, HMAC_SHA256.whole, NOTHING),
  );
  const how = concat(
    der(TAG.sequence, PBKDF2.whole, pbkdf2),
    der(TAG.sequence, AES_256_CBC.whole, der(TAG.octets, iv)),
  );
  const algorithm = der(TAG.sequence, PBES2.whole, der(TAG.sequence, how));
  return der(TAG.sequence, algorithm, der(TAG.octets, sealed));
}
