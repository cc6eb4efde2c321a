// SPDX-License-Identifier: Apache-2.0
// FileHash: the SHA-256 of a chosen file, computed here slice by slice, so that a large file on a phone neither
// fills the memory nor stops the page.
import { sha256 } from "@noble/hashes/sha2.js";
import { toHex } from "../verify/bytes";

export const SLICE_BYTES = 262_144;
const TURN_MS = 12; // then the page has its turn: a key pressed, a bar drawn

// Null where it was given up. A file that can't be read (removed, or changed meanwhile) rejects.
export async function hashOfFile(file: Blob, onProgress: (bytes: number) => void, isWanted: () => boolean = () => true): Promise<string | null> {
  const hash = sha256.create();
  let turn = performance.now();
  for (let from = 0; from < file.size; from += SLICE_BYTES) {
    const slice = new Uint8Array(await file.slice(from, from + SLICE_BYTES).arrayBuffer());
    if (!isWanted()) return null;
    hash.update(slice);
    onProgress(Math.min(from + SLICE_BYTES, file.size));
    if (performance.now() - turn < TURN_MS) continue;
    await new Promise((resolve) => setTimeout(resolve));
    turn = performance.now();
  }
  return toHex(hash.digest());
}
