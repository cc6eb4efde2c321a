// SPDX-License-Identifier: Apache-2.0
// The words of the page of keys: each language has them all, with the same values, and says each number.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { KeyWords } from '../../../server/web/src/keys/key_words';
import { say } from '../../../server/web/src/words';

const root = process.env['PLEDGEBOOK_ROOT'] ?? process.cwd();
const of = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(join(root, 'server', 'web', 'i18n', `${language}.json`), 'utf8'));
const english = Object.entries(of('en')).filter(([key]) => key.startsWith('keys.'));

// Values of a message, without those inside a choice by number.
const valuesOf = (text: string): string[] => [...text.matchAll(/\{(\w+)[,}]/g)].map(([, name]) => name!).sort();

test('each language has every word, with the same values', () => {
  for (const language of ['fr', 'es', 'ru', 'ar', 'zh']) {
    const words = of(language);
    for (const [key, text] of english) {
      assert.ok(words[key], `${language}: ${key}`);
      assert.deepEqual(valuesOf(words[key]!), valuesOf(text), `${language}: ${key}`);
      if (!text.includes('plural')) continue;
      for (const n of [1, 2, 3, 5, 11, 12, 21, 100]) assert.doesNotMatch(say(words[key]!, { n }, language), /^$|[{}#]/, `${language}: ${key}, ${n}`);
    }
  }
});

test('what no language has is shown as it is', () => {
  const words = new KeyWords({ words: { 'keys.role.member': 'member' }, countries: { FJI: 'Fiji', ALB: 'Albania' } }, 'en');
  assert.deepEqual([words.role('member'), words.role('steward'), words.country('FJI'), words.country('XXX')], ['member', 'steward', 'Fiji', 'XXX']);
  assert.deepEqual(words.countries().map(([iso3]) => iso3), ['ALB', 'FJI']);
  assert.equal(words.day('2026-11-29T10:00:00.000Z'), '29 November 2026');
  assert.equal(words.time('2026-11-29T10:00:00Z'), '29 November 2026 at 10:00 UTC');
});
