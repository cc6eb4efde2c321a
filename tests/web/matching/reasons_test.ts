// SPDX-License-Identifier: Apache-2.0
// Why two pledges might be matched, in words; and what stands between two pledges.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { standing, type Match, type Reasons } from '../../../server/web/src/matching/match_api';
import { reasonsSentence, reasonWords } from '../../../server/web/src/matching/reasons';
import { Catalogue, NO_NAMES, type Dictionary } from '../../../server/web/src/signing/catalogue';
import { dictionaryOf, LANGUAGES, type Language } from '../signing/catalogues';

const root = process.env['PLEDGEBOOK_ROOT'] ?? process.cwd();
const words = (language: Language): Dictionary => ({ ...(JSON.parse(readFileSync(join(root, `server/web/i18n/${language}.json`), 'utf8')) as Dictionary), ...dictionaryOf(language) });
const TITLES = new Map([
  ['access', 'Access'],
  ['4', '4. Quality Education'],
  ['youth', 'Youth'],
]);
const catalogueOf = (language: Language): Catalogue => new Catalogue(words(language), language, { ...NO_NAMES, item: (_, id) => TITLES.get(id) ?? null });

const nothing: Reasons = { countries: [], focusArea: null, relatedArea: null, units: [], sdgs: [], beneficiaries: [], words: [] };

const TABLE: readonly [Partial<Reasons>, string][] = [
  [{}, ''],
  [{ countries: ['FJI'] }, 'same country: Fiji'],
  [{ countries: ['FJI', 'TON'] }, 'same countries: Fiji and Tonga'],
  [{ focusArea: 'access' }, 'same focus area: Access'],
  [{ focusArea: 'unheard-of' }, 'same focus area: unheard-of'],
  [{ relatedArea: 'access' }, 'one is about Access, which the other names too'],
  [{ units: ['schools'] }, 'both count “schools”'],
  [{ sdgs: ['4'] }, 'same SDG: 4. Quality Education'],
  [{ beneficiaries: ['youth'] }, 'both are for Youth'],
  [{ words: ['schools', 'masts'] }, 'both speak of “schools” and “masts”'],
  [{ words: ['a', 'b', 'c', 'd', 'e'] }, 'both speak of “a”, “b”, “c” and “d”'],
  [{ countries: ['FJI'], focusArea: 'access', words: ['schools'] }, 'same country: Fiji; same focus area: Access; both speak of “schools”'],
];

test('reasons are said in words', () => {
  for (const [reasons, sentence] of TABLE) assert.equal(reasonsSentence({ ...nothing, ...reasons }, catalogueOf('en')).replaceAll(', and ', ' and '), sentence);
});

test('each reason has words in each language', () => {
  const all: Reasons = { countries: ['FJI'], focusArea: 'access', relatedArea: 'access', units: ['schools'], sdgs: ['4'], beneficiaries: ['youth'], words: ['masts'] };
  for (const language of LANGUAGES) {
    const said = reasonWords(all, catalogueOf(language));
    assert.equal(said.length, 7, language);
    for (const part of said) assert.ok(!part.includes('matching.') && !part.includes('{'), `${language}: ${part}`);
  }
});

const match = (other: string, isReceived: boolean, acceptedOn: string | null): Match => ({
  other: { id: other, title: other, member: 'm', memberName: 'M' },
  ...{ state: null, isReceived, acceptedOn, proposal: `${other}-${isReceived}`, proposedOn: '2026-01-01' },
});

test('what was accepted stands before what was proposed, and what waits for us before what waits for others', () => {
  const all = [match('a', false, null), match('a', true, null), match('b', true, null), match('b', false, '2026-02-01')];
  assert.equal(standing(all, 'a')?.isReceived, true);
  assert.equal(standing(all, 'b')?.acceptedOn, '2026-02-01');
  assert.equal(standing(all, 'c'), null);
});
