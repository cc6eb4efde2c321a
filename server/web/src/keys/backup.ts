// SPDX-License-Identifier: Apache-2.0
// The backup of a key: an encrypted key file, with lines before it that tell a person what it is. Two
// check words in them show that somebody has opened the saved file. They are proquints
// (arXiv:0901.4016) of the encrypted bytes' SHA-256: Latin letters that can be said in any language.
import { equal } from '../verify/bytes';
import { sha256 } from '../verify/hash';
import type { DraftKey } from './browser_key';
import { isFault, KeyFault } from './key_fault';
import { SecretPem } from './pem';

const CONSONANTS = 'bdfghjklmnprstvz';
const VOWELS = 'aiou';
const NAME_CHARACTERS_MAX = 60;

export interface Backup {
  readonly fileName: string;
  readonly text: string;
  readonly checkWords: string;
}

// What the lines are called, in the page's language.
export interface BackupWords {
  readonly title: string;
  readonly name: string;
  readonly id: string;
  readonly made: string;
  readonly check: string;
}

function proquint(high: number, low: number): string {
  const bits = high * 256 + low;
  const letter = (letters: string, shift: number): string => letters[(bits >> shift) & (letters.length - 1)]!;
  return `${letter(CONSONANTS, 12)}${letter(VOWELS, 10)}${letter(CONSONANTS, 6)}${letter(VOWELS, 4)}${letter(CONSONANTS, 0)}`;
}

// Of the key file, whatever lines stand before it.
export function checkWordsOf(pem: string): string {
  const parsed = SecretPem.parse(pem);
  if (isFault(parsed)) return '';
  const [a, b, c, d] = sha256(parsed.der);
  return `${proquint(a!, b!)} ${proquint(c!, d!)}`;
}

export async function makeBackup(
  key: DraftKey,
  name: string,
  passphrase: string,
  words: BackupWords,
): Promise<Backup | KeyFault> {
  const pem = await key.toPem(passphrase);
  if (isFault(pem)) return pem;
  const checkWords = checkWordsOf(pem);
  const lines = [
    words.title,
    `${words.name}: ${[...name].slice(0, NAME_CHARACTERS_MAX).join('')}`,
    `${words.id}: ${key.id}`,
    `${words.made}: ${new Date().toISOString().slice(0, 10)}`,
    `${words.check}: ${checkWords}`,
  ];
  return {
    fileName: `pledgebook-key-${key.id.slice(0, 8)}.pem`,
    text: `${lines.join('\n')}\n\n${pem}`,
    checkWords,
  };
}

// Whether these are the backup's check words, however they are written.
export function hasCheckWords(backup: Backup, typed: string): boolean {
  const letters = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/[^a-z]/g, '');
  return letters(typed) === letters(backup.checkWords);
}

// The fault of a file that should be the backup as it was saved, or null.
export function faultOfSaved(backup: Backup, text: string): KeyFault | null {
  const [saved, ours] = [SecretPem.parse(text), SecretPem.parse(backup.text)];
  if (isFault(saved)) return saved;
  return !isFault(ours) && equal(saved.der, ours.der) ? null : new KeyFault('another_backup');
}
