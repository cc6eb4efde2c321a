// SPDX-License-Identifier: Apache-2.0
// A key in a browser. It is a draft first: its seed lies in the page's memory, so that a backup can be
// made. Then WebCrypto gets it, and gives it to nobody again: a BrowserKey signs, and can't be read.
import { equal, fromBase64, toHex, type Bytes } from '../verify/bytes';
import { sha256 } from '../verify/hash';
import { isFault, KeyFault } from './key_fault';
import { pkcs8Of, SEED_BYTES, SecretPem, toEncryptedPem } from './pem';
import type { Progress } from './pbes2';

const ED25519 = 'Ed25519';
const PUBLIC_KEY_BYTES = 32;

// The fault of a browser that can make no key, or null.
export async function faultOfBrowser(): Promise<KeyFault | null> {
  if (!globalThis.isSecureContext || globalThis.crypto?.subtle === undefined) return new KeyFault('insecure');
  try {
    await crypto.subtle.generateKey(ED25519, false, ['sign', 'verify']);
    return null;
  } catch {
    return new KeyFault('no_ed25519');
  }
}

// As the ledger has it: the hex SHA-256 of the public key.
export const keyIdOf = (publicKey: Uint8Array): string => toHex(sha256(publicKey));

function fromBase64Url(text: string | undefined): Bytes | null {
  const plain = (text ?? '').replaceAll('-', '+').replaceAll('_', '/');
  return fromBase64(plain.padEnd(Math.ceil(plain.length / 4) * 4, '='));
}

export class BrowserKey {
  readonly id: string;

  constructor(
    readonly publicKey: Bytes,
    readonly privateKey: CryptoKey,
  ) {
    this.id = keyIdOf(publicKey);
  }

  async sign(message: Bytes): Promise<Bytes> {
    return new Uint8Array(await crypto.subtle.sign(ED25519, this.privateKey, message));
  }

  // Whether a signature of this key can be verified with its public key, right now.
  async canSign(): Promise<boolean> {
    try {
      const message = crypto.getRandomValues(new Uint8Array(32));
      const verifier = await crypto.subtle.importKey('raw', this.publicKey, ED25519, false, ['verify']);
      return await crypto.subtle.verify(ED25519, verifier, await this.sign(message), message);
    } catch {
      return false;
    }
  }
}

export class DraftKey {
  readonly id: string;

  private constructor(
    readonly publicKey: Bytes,
    readonly seed: Bytes, // secret; `forget` wipes it
  ) {
    this.id = keyIdOf(publicKey);
  }

  static async make(): Promise<DraftKey | KeyFault> {
    return DraftKey.ofSeed(crypto.getRandomValues(new Uint8Array(SEED_BYTES)));
  }

  // WebCrypto computes the public key: it belongs to the private one in JWK (RFC 8037).
  static async ofSeed(seed: Bytes): Promise<DraftKey | KeyFault> {
    const pkcs8 = pkcs8Of(seed);
    try {
      const extractable = await crypto.subtle.importKey('pkcs8', pkcs8, ED25519, true, ['sign']);
      const { x } = await crypto.subtle.exportKey('jwk', extractable);
      const publicKey = fromBase64Url(x);
      return publicKey?.length === PUBLIC_KEY_BYTES ? new DraftKey(publicKey, seed) : new KeyFault('no_ed25519');
    } catch {
      return new KeyFault('no_ed25519');
    } finally {
      pkcs8.fill(0);
    }
  }

  // From a backup, or from what the command line or openssl wrote.
  static async fromPem(text: string, passphrase: string, onProgress?: Progress): Promise<DraftKey | KeyFault> {
    const pem = SecretPem.parse(text);
    if (isFault(pem)) return pem;
    const seed = await pem.open(passphrase, onProgress);
    return isFault(seed) ? seed : DraftKey.ofSeed(seed);
  }

  // Encrypted, and opened again before anybody relies on it.
  async toPem(passphrase: string): Promise<string | KeyFault> {
    const pem = await toEncryptedPem(this.seed, passphrase);
    if (isFault(pem)) return pem;
    const again = await DraftKey.fromPem(pem, passphrase);
    if (isFault(again)) return again;
    const isSame = equal(again.seed, this.seed);
    again.forget();
    return isSame ? pem : new KeyFault('damaged');
  }

  // The key that signs and can't be read.
  async sealed(): Promise<BrowserKey> {
    const pkcs8 = pkcs8Of(this.seed);
    const privateKey = await crypto.subtle.importKey('pkcs8', pkcs8, ED25519, false, ['sign']);
    pkcs8.fill(0);
    return new BrowserKey(this.publicKey, privateKey);
  }

  forget(): void {
    this.seed.fill(0);
  }
}
