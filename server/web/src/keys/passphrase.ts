// SPDX-License-Identifier: Apache-2.0
// How hard a passphrase is to guess: a sentence for a person, not a number. We ask for length and for
// words that do not follow from each other, and for no special signs: people put them in the same places.

export const LETTERS_MIN = 12;
const SURPRISES_FAIR = 8;
const SURPRISES_GOOD = 14;

// short: `missing` more letters are needed. simple: it can be guessed.
export type Strength =
  | { readonly grade: 'short'; readonly missing: number }
  | { readonly grade: 'simple' | 'fair' | 'good' };

export const isEnough = ({ grade }: Strength): boolean => grade === 'fair' || grade === 'good';

const COMMON =
  /pass ?(?:word|phrase|wort)|mot ?de ?passe|contrase[nñ]a|пароль|كلمة ?السر|密码|letmein|welcome|admin|secret|pledge(?:book)?|p2c|partner2connect|itu|bdt/giu;
const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'azertyuiop', 'qsdfghjklm', 'йцукенгшщзхъ', 'фывапролджэ', 'ячсмитьбю', 'ضصثقفغعهخحج'];
const ROW_NEIGHBOURS = new Set(
  ROWS.flatMap((row) => [...row].slice(1).flatMap((letter, i) => [row[i]! + letter, letter + row[i]!])),
);

// A character of Chinese, Japanese or Korean says as much as two letters.
const weight = (letter: string): number => (letter.codePointAt(0)! >= 0x2e80 ? 2 : 1);

// Letters that do not follow from those before: no repetition, no alphabet, no row of the keyboard.
function surprises(letters: readonly string[]): number {
  const pairs = new Set<string>();
  let count = 0;
  letters.forEach((letter, i) => {
    const before = letters[i - 1] ?? '';
    const pair = before + letter;
    const step = before === '' ? NaN : letter.codePointAt(0)! - before.codePointAt(0)!;
    if (Math.abs(step) > 1 || Number.isNaN(step)) {
      if (!pairs.has(pair) && !ROW_NEIGHBOURS.has(pair)) count += weight(letter);
    }
    pairs.add(pair);
  });
  return count;
}

export function strengthOf(passphrase: string): Strength {
  const text = passphrase.normalize('NFC');
  const missing = LETTERS_MIN - [...text].reduce((sum, letter) => sum + weight(letter), 0);
  if (missing > 0) return { grade: 'short', missing };
  const count = surprises([...text.toLowerCase().replaceAll(COMMON, '*')]);
  return { grade: count < SURPRISES_FAIR ? 'simple' : count < SURPRISES_GOOD ? 'fair' : 'good' };
}
