// SPDX-License-Identifier: Apache-2.0
// C2SP signed notes: a text, an empty line, and lines of signatures.
import { encodeText, equal, fromBase64, type Bytes } from './bytes';
import { SIGNATURE_BYTES, verifySignature } from './ed25519';
import { isKeyName, NOTE_KEY, NOTE_KEY_ID_BYTES, type VerifierKey } from './verifier_key';

export const NOTE_BYTES_MAX = 131_072;
export const NOTE_SIGNATURES_MAX = 64;

export interface NoteSignature {
  readonly name: string;
  readonly keyId: Bytes;
  readonly bytes: Bytes;
}

export interface Note {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

const DASH = '\u2014 ';
const CONTROL = /[\u0000-\u0009\u000b-\u001f]/;

function parseLine(line: string): NoteSignature | null {
  if (!line.startsWith(DASH)) return null;
  const space = line.indexOf(' ', DASH.length);
  const name = line.slice(DASH.length, space);
  if (space < 0 || !isKeyName(name)) return null;
  const bytes = fromBase64(line.slice(space + 1));
  if (!bytes || bytes.length <= NOTE_KEY_ID_BYTES) return null;
  return { name, keyId: bytes.slice(0, NOTE_KEY_ID_BYTES), bytes: bytes.slice(NOTE_KEY_ID_BYTES) };
}

export function parseNote(text: string): Note | null {
  const separator = text.lastIndexOf('\n\n');
  if (separator < 0 || encodeText(text).length > NOTE_BYTES_MAX) return null;
  const body = text.slice(0, separator + 1);
  const tail = text.slice(separator + 2);
  if (CONTROL.test(body) || !tail.endsWith('\n')) return null;
  const lines = tail.slice(0, -1).split('\n');
  if (lines.length > NOTE_SIGNATURES_MAX) return null;
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const signature = parseLine(line);
    if (signature === null) return null;
    signatures.push(signature);
  }
  return { text: body, signatures };
}

export const linesOf = (note: Note, key: VerifierKey): NoteSignature[] =>
  note.signatures.filter((line) => line.name === key.name && equal(line.keyId, key.id));

// Whether the key has signed: one invalid line of it makes the whole note invalid.
export async function noteVerdict(note: Note, key: VerifierKey): Promise<'valid' | 'invalid' | 'absent'> {
  const lines = key.type === NOTE_KEY ? linesOf(note, key) : [];
  const message = encodeText(note.text);
  for (const line of lines) {
    const valid =
      line.bytes.length === SIGNATURE_BYTES && (await verifySignature(key.publicKey, message, line.bytes));
    if (!valid) return 'invalid';
  }
  return lines.length > 0 ? 'valid' : 'absent';
}
