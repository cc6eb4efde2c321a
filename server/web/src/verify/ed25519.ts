// SPDX-License-Identifier: Apache-2.0
// Ed25519 with libsodium's verdict (docs/VERIFYING.md, "Signatures and rights"): S below the group's
// order, no R of small order, and keys that are canonical points of the prime-order group alone.
//
// WebCrypto computes where it is there and passes the probes below; else @noble/ed25519's points do,
// some ten times slower. Its own verify() multiplies by the cofactor, which libsodium does not.
import { Point } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import { concat, encodeText, equal, fromHex, toHex, type Bytes } from './bytes';

export const KEY_BYTES = 32;
export const SIGNATURE_BYTES = 64;

const ORDER = Point.CURVE().n;

// The encodings of the points of small order, with the sign's bit cleared.
const SMALL_ORDER: ReadonlySet<string> = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]);

// A key that a ledger accepts; only parsePublicKey makes one.
export class PublicKey {
  #imported: Promise<CryptoKey> | undefined;

  constructor(
    readonly bytes: Bytes,
    readonly point: Point,
  ) {}

  imported(): Promise<CryptoKey> {
    this.#imported ??= crypto.subtle.importKey('raw', this.bytes, 'Ed25519', false, ['verify']);
    return this.#imported;
  }
}

const parsed = new Map<string, PublicKey | null>();
const PARSED_MAX = 4096;

// The key, or null where no ledger accepts it. Keys are remembered: the check costs a multiplication.
export function parsePublicKey(bytes: Uint8Array): PublicKey | null {
  const name = toHex(bytes);
  let key = parsed.get(name);
  if (key === undefined) {
    if (parsed.size === PARSED_MAX) parsed.clear();
    key = parseNew(bytes.slice());
    parsed.set(name, key);
  }
  return key;
}

function parseNew(bytes: Bytes): PublicKey | null {
  if (bytes.length !== KEY_BYTES) return null;
  let point: Point;
  try {
    point = Point.fromBytes(bytes, false);
  } catch {
    return null;
  }
  const good = equal(point.toBytes(), bytes) && !point.isSmallOrder() && point.isTorsionFree();
  return good ? new PublicKey(bytes, point) : null;
}

function littleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${toHex(bytes.slice().reverse())}`);
}

function isPlausible(signature: Uint8Array): boolean {
  if (signature.length !== SIGNATURE_BYTES || littleEndian(signature.subarray(32)) >= ORDER) return false;
  const r = signature.slice(0, 32);
  r[31]! &= 0x7f;
  return !SMALL_ORDER.has(toHex(r));
}

type Verify = (key: PublicKey, message: Bytes, signature: Bytes) => Promise<boolean>;

const verifyWithWebCrypto: Verify = async (key, message, signature) =>
  crypto.subtle.verify('Ed25519', await key.imported(), signature, message);

// The encoding of [S]B − [k]A is R.
const verifyWithPoints: Verify = async (key, message, signature) => {
  const r = signature.subarray(0, 32);
  const k = littleEndian(sha512(concat(r, key.bytes, message))) % ORDER;
  const s = littleEndian(signature.subarray(32));
  const product = Point.BASE.multiplyUnsafe(s).subtract(key.point.multiplyUnsafe(k));
  return equal(product.toBytes() as Bytes, r);
};

// A valid signature, and one whose R has a part of small order: only who multiplies by the cofactor
// takes it. Both are of tests/vectors/edge_cases.json.
const PROBE_KEY = '0f7608783489684c04726001595638e5258c2ed0bdb3d18d9e3453ea8bb458ad';
const PROBES: readonly { message: string; signature: string; valid: boolean }[] = [
  {
    message: 'pledge 0',
    signature:
      'b093da77148a280447c40f27f98c452d770c73a3bb5b909f0e5ccab9e313faa3' +
      '21b0e35fa6576c26a619c68afb63483c84874e156ad469b00126adab8e788104',
    valid: true,
  },
  {
    message: 'pledge 0',
    signature:
      '16c0c396f5861b7371decb80ac31af50d2aecf62ba42563e3fa44ab3612277c4' +
      '3e1a92230e1ecb4489726b4ff3c8ef8687cd4068342916acc81f823097639a0f',
    valid: false,
  },
];

async function passesProbes(verify: Verify): Promise<boolean> {
  const key = parsePublicKey(fromHex(PROBE_KEY)!)!;
  try {
    for (const probe of PROBES) {
      const verdict = await verify(key, encodeText(probe.message), fromHex(probe.signature)!);
      if (verdict !== probe.valid) return false;
    }
    return true;
  } catch {
    return false;
  }
}

let chosen: Promise<Verify> | undefined;

// `points`: as in a browser without Ed25519 in WebCrypto; for tests.
export function chooseImplementation(which: 'best' | 'points'): void {
  chosen = which === 'best' ? undefined : Promise.resolve(verifyWithPoints);
}

async function best(): Promise<Verify> {
  const hasWebCrypto = globalThis.crypto?.subtle !== undefined;
  return hasWebCrypto && (await passesProbes(verifyWithWebCrypto)) ? verifyWithWebCrypto : verifyWithPoints;
}

export async function verifySignature(key: PublicKey, message: Bytes, signature: Bytes): Promise<boolean> {
  if (!isPlausible(signature)) return false;
  chosen ??= best();
  return (await chosen)(key, message, signature);
}
