// SPDX-License-Identifier: Apache-2.0
// C2SP cosignatures of checkpoints, version 1: eight bytes of POSIX seconds, and an Ed25519 signature.
import { encodeText, type Bytes } from './bytes';
import { SIGNATURE_BYTES, verifySignature } from './ed25519';
import { linesOf, type Note } from './note';
import { COSIGNATURE_KEY, type VerifierKey } from './verifier_key';

const TIME_BYTES = 8;
const TIME_MAX = 253_402_300_799n; // the last second of the year 9999

async function timeOf(text: string, key: VerifierKey, bytes: Bytes): Promise<number | null> {
  if (bytes.length !== TIME_BYTES + SIGNATURE_BYTES) return null;
  const time = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0);
  if (time < 1n || time > TIME_MAX) return null;
  const message = encodeText(`cosignature/v1\ntime ${time}\n${text}`);
  const valid = await verifySignature(key.publicKey, message, bytes.slice(TIME_BYTES));
  return valid ? Number(time) : null;
}

// The earliest time, in POSIX seconds, at which the key has cosigned; `absent` if it has not.
export async function earliestCosignature(
  note: Note,
  key: VerifierKey,
): Promise<number | 'invalid' | 'absent'> {
  if (key.type !== COSIGNATURE_KEY) return 'absent';
  let earliest: number | 'absent' = 'absent';
  for (const line of linesOf(note, key)) {
    const time = await timeOf(note.text, key, line.bytes);
    if (time === null) return 'invalid';
    if (earliest === 'absent' || time < earliest) earliest = time;
  }
  return earliest;
}
