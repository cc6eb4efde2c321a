// SPDX-License-Identifier: Apache-2.0
// Passphrases, and texts that a statement may hold.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultOfLine, faultOfText } from '../../../server/web/src/keys/line_text';
import { strengthOf } from '../../../server/web/src/keys/passphrase';

test('a passphrase is told how hard it is to guess', () => {
  const grades: [string, string][] = [
    ['', 'short'],
    ['Tr0ub4dor&3', 'short'],
    ['aaaaaaaaaaaaaaaa', 'simple'],
    ['abababababababab', 'simple'],
    ['password1234', 'simple'],
    ['qwertyuiop12345', 'simple'],
    ['azertyuiop123456', 'simple'],
    ['йцукенгшщзхъ', 'simple'],
    ['pledgebook pledgebook', 'simple'],
    ['abcdefghijklmnop', 'simple'],
    ['Mot de passe 2026', 'simple'],
    ['river fence 40', 'fair'],
    ['correct horse battery staple', 'good'],
    ['старая лодка у причала зимой', 'good'],
    ['نهر قديم تحت جسر أزرق', 'good'],
    ['旧船停在冬天的码头', 'good'],
  ];
  for (const [passphrase, grade] of grades) assert.equal(strengthOf(passphrase).grade, grade, passphrase);
  assert.deepEqual(strengthOf('seven77'), { grade: 'short', missing: 5 });
});

test('texts that the ledger would refuse', () => {
  const lines: [string, string | null][] = [
    ['Office laptop', null],
    ['مكتب الوزارة', null],
    ['کتاب\u200cخانه', null], // a joiner that Persian needs
    ['👩\u200d💻', null],
    ['', 'blank'],
    [' \u200b\u2800 ', 'blank'],
    ['a\nb', 'character'],
    ['a\tb', 'character'],
    ['a\u202eb', 'character'],
    ['a\u2066b', 'character'],
    ['a\u200bb', 'character'],
    ['a\ud800b', 'character'],
    ['a\u0007b', 'character'],
    [`a${'\u0301'.repeat(9)}`, 'character'],
    ['x'.repeat(301), 'long'],
    ['𝒳'.repeat(300), null],
  ];
  for (const [text, fault] of lines) assert.equal(faultOfLine(text, 300), fault, JSON.stringify(text));
  assert.equal(faultOfText('lost\nin the flood', 2_000), null);
  assert.equal(faultOfText('a\u0000b', 2_000), 'character');
  assert.equal(faultOfText('x'.repeat(2_001), 2_000), 'long');
});
