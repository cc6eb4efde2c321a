// SPDX-License-Identifier: Apache-2.0
// A C2SP verifier key: <name>+<8 hex digits>+<base64 of type and public key>.
import { encodeText, equal, fromBase64, fromHex, toHex, type Bytes } from './bytes';
import { parsePublicKey, type PublicKey } from './ed25519';
import { sha256 } from './hash';

export const NOTE_KEY = 0x01;
export const COSIGNATURE_KEY = 0x04;
export const NOTE_KEY_ID_BYTES = 4;

export interface VerifierKey {
  readonly text: string;
  readonly name: string;
  readonly id: Bytes;
  readonly type: typeof NOTE_KEY | typeof COSIGNATURE_KEY;
  readonly publicKey: PublicKey;
}

// No white space (Unicode's White_Space), no control character, no plus sign.
const NAME = /^[^\p{White_Space}\u0000-\u001f+]+$/u;

export const isKeyName = (name: string): boolean => NAME.test(name);

// The key, or null where the text is none, or of a type that can't be checked.
export function parseVerifierKey(text: string): VerifierKey | null {
  const first = text.indexOf('+');
  const second = text.indexOf('+', first + 1);
  if (first < 0 || second < 0) return null;
  const name = text.slice(0, first);
  const id = fromHex(text.slice(first + 1, second));
  const typed = fromBase64(text.slice(second + 1));
  if (!isKeyName(name) || id?.length !== NOTE_KEY_ID_BYTES || !typed) return null;
  const type = typed[0];
  if (type !== NOTE_KEY && type !== COSIGNATURE_KEY) return null;
  const publicKey = parsePublicKey(typed.subarray(1));
  const expected = sha256(encodeText(`${name}\n`), typed).subarray(0, NOTE_KEY_ID_BYTES);
  return publicKey && equal(id, expected) ? { text, name, id, type, publicKey } : null;
}

// As a page shows it: the beginning of the public key's SHA-256, in groups of four digits.
export function fingerprint(key: VerifierKey): string {
  return toHex(sha256(key.publicKey.bytes))
    .slice(0, 12)
    .replace(/(.{4})(?=.)/g, '$1 ');
}
