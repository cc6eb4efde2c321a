// SPDX-License-Identifier: Apache-2.0
// Keys of Ed25519 in PEM: PKCS#8 and SubjectPublicKeyInfo (RFC 8410) in the armour of RFC 7468, as the
// command line and openssl write and read them (crypto/key_file.h). Text before the block is allowed,
// behind it white space alone. A seed is 32 bytes, and secret: who gets one wipes it.
import { concat, encodeText, fromBase64, fromHex, toBase64, type Bytes } from '../verify/bytes';
import { DerReader, Oid, TAG } from './der';
import { isFault, KeyFault } from './key_fault';
import { openEncrypted, parseEncrypted, seal, type EncryptedKey, type Progress } from './pbes2';

export const KEY_FILE_BYTES_MAX = 16_384;
export const SEED_BYTES = 32;

const ED25519 = new Oid('2b6570'); // 1.3.101.112
// Up to the 32 bytes of the key: RFC 8410, section 7 and section 4.
const SECRET_HEAD = fromHex('302e020100300506032b657004220420')!;
const PUBLIC_HEAD = fromHex('302a300506032b6570032100')!;

const SECRET = 'PRIVATE KEY';
const ENCRYPTED = 'ENCRYPTED PRIVATE KEY';
const PUBLIC = 'PUBLIC KEY';
const LABEL = /^[ -,.-~]{1,40}$/;
const LINE_CHARACTERS = 64;

interface Block {
  readonly label: string;
  readonly der: Bytes;
}

// The first block: from a line that begins it to the line that ends it.
function parseBlock(text: string): Block | KeyFault {
  if (text.length > KEY_FILE_BYTES_MAX || encodeText(text).length > KEY_FILE_BYTES_MAX) return new KeyFault('too_long');
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/).map((line) => line.trimEnd());
  const begin = lines.findIndex((line) => line.startsWith('-----BEGIN '));
  const first = lines[begin];
  if (first === undefined) return new KeyFault(/^ssh-/.test(text) ? 'openssh' : 'not_pem');
  const label = /^-----BEGIN (.*)-----$/.exec(first)?.[1];
  const end = label === undefined ? -1 : lines.indexOf(`-----END ${label}-----`, begin);
  if (label === undefined || !LABEL.test(label) || end < 0) return new KeyFault('not_pem');
  if (lines.slice(end + 1).some((line) => line !== '')) return new KeyFault('text_behind');
  const body = lines.slice(begin + 1, end);
  if (body.some((line) => line.includes(':'))) return new KeyFault('old_form');
  const der = fromBase64(body.map((line) => line.trim()).join(''));
  return der === null || der.length === 0 ? new KeyFault('not_pem') : { label, der };
}

function armour(label: string, bytes: Uint8Array): string {
  const lines = toBase64(bytes).match(new RegExp(`.{1,${LINE_CHARACTERS}}`, 'g'))!;
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

function wrongLabel({ label }: Block, wanted: string): KeyFault {
  if (label === 'OPENSSH PRIVATE KEY') return new KeyFault('openssh');
  if (wanted === SECRET && label === PUBLIC) return new KeyFault('public_given');
  if (wanted === PUBLIC && label.endsWith(SECRET)) return new KeyFault('secret_given');
  return label.endsWith(SECRET) ? new KeyFault('not_ed25519') : new KeyFault('other_label', { label });
}

// ---- what is in the block -----------------------------------------------------------------------

// RFC 5958, version 1 (which is written 0), without attributes: the form that RFC 8410 recommends.
export function seedOf(pkcs8: Uint8Array): Bytes | KeyFault {
  const outer = new DerReader(pkcs8);
  const info = outer.sequence();
  const version = info?.integer() ?? null;
  const algorithm = info?.sequence() ?? null;
  const oid = algorithm?.take(TAG.oid) ?? null;
  if (!info || !outer.isAtEnd || version === null || !algorithm || oid === null) return new KeyFault('damaged');
  if (!ED25519.is(oid)) return new KeyFault('not_ed25519');
  if (version !== 0) return new KeyFault('newer_form');
  const wrapped = info.take(TAG.octets);
  if (wrapped === null || !algorithm.isAtEnd) return new KeyFault('damaged');
  if (!info.isAtEnd) return new KeyFault('newer_form');
  const inner = new DerReader(wrapped);
  const seed = inner.take(TAG.octets);
  return seed?.length === SEED_BYTES && inner.isAtEnd ? seed : new KeyFault('damaged');
}

export const pkcs8Of = (seed: Uint8Array): Bytes => concat(SECRET_HEAD, seed);

// ---- secret keys --------------------------------------------------------------------------------

export class SecretPem {
  private constructor(
    readonly seed: Bytes | null, // null: it is encrypted
    readonly encrypted: EncryptedKey | null,
    readonly der: Bytes,
  ) {}

  static parse(text: string): SecretPem | KeyFault {
    const block = parseBlock(text);
    if (isFault(block)) return block;
    if (block.label === ENCRYPTED) {
      const encrypted = parseEncrypted(block.der);
      return isFault(encrypted) ? encrypted : new SecretPem(null, encrypted, block.der);
    }
    if (block.label !== SECRET) return wrongLabel(block, SECRET);
    const seed = seedOf(block.der);
    return isFault(seed) ? seed : new SecretPem(seed, null, block.der);
  }

  // The passphrase of a key that is not encrypted is ignored.
  async open(passphrase: string, onProgress: Progress = () => {}): Promise<Bytes | KeyFault> {
    if (this.encrypted === null) return this.seed!;
    const pkcs8 = await openEncrypted(this.encrypted, passphrase, onProgress);
    if (isFault(pkcs8)) return pkcs8;
    const seed = seedOf(pkcs8);
    pkcs8.fill(0);
    // Another key's passphrase may leave bytes that look padded, once in 256 times.
    return isFault(seed) && seed.name === 'damaged' ? new KeyFault('passphrase_wrong') : seed;
  }
}

export const toPem = (seed: Uint8Array): string => armour(SECRET, pkcs8Of(seed));

export async function toEncryptedPem(seed: Uint8Array, passphrase: string): Promise<string | KeyFault> {
  const pkcs8 = pkcs8Of(seed);
  const sealed = await seal(pkcs8, passphrase);
  pkcs8.fill(0);
  return isFault(sealed) ? sealed : armour(ENCRYPTED, sealed);
}

// ---- public keys --------------------------------------------------------------------------------

export function parsePublicPem(text: string): Bytes | KeyFault {
  const block = parseBlock(text);
  if (isFault(block)) return block;
  if (block.label !== PUBLIC) return wrongLabel(block, PUBLIC);
  const outer = new DerReader(block.der);
  const info = outer.sequence();
  const algorithm = info?.sequence() ?? null;
  const oid = algorithm?.take(TAG.oid) ?? null;
  const bits = info?.take(TAG.bits) ?? null;
  if (!info || !outer.isAtEnd || oid === null) return new KeyFault('damaged');
  if (!ED25519.is(oid)) return new KeyFault('not_ed25519');
  const isWhole = bits?.length === SEED_BYTES + 1 && bits[0] === 0 && info.isAtEnd && algorithm!.isAtEnd;
  return isWhole ? (bits.slice(1) as Bytes) : new KeyFault('damaged');
}

export const publicPem = (publicKey: Uint8Array): string => armour(PUBLIC, concat(PUBLIC_HEAD, publicKey));
