// SPDX-License-Identifier: Apache-2.0
// Vectors of tests/vectors, and of others where they are beside the source tree.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromBase64, fromHex, type Bytes } from '../../../server/web/src/verify/bytes';

const root = process.env['PLEDGEBOOK_ROOT'] ?? process.cwd();

export const vectors = (name: string): any =>
  JSON.parse(readFileSync(join(root, 'tests', 'vectors', `${name}.json`), 'utf8'));

// Vectors that others have published; null where they are not at hand.
export function publicVectors(name: string): any | null {
  const folder = process.env['PLEDGEBOOK_PUBLIC_VECTORS'] ?? join(root, '..', 'shared', 'vectors');
  const path = join(folder, `${name}.json`);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}

export const hex = (text: string): Bytes => fromHex(text)!;
export const base64 = (text: string): Bytes => fromBase64(text)!;

// Of texts that a vector has in base64, because they need not be UTF-8; null where they are not.
export function textInBase64(base64Text: string): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(base64(base64Text));
  } catch {
    return null;
  }
}
