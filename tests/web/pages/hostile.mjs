// SPDX-License-Identifier: Apache-2.0
// A member whose every text is an attempt to run a script in a reader's browser. On each page that
// shows them they must be text and nothing else.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { address, config, openPage } from './browser.mjs';

const kRuns = 'window.attacked=1;alert(1)';
const kAttacks = [
  `<script>${kRuns}</script>`,
  `"><img src=x onerror="${kRuns}">`,
  `'><svg onload='${kRuns}'>`,
  `</title></bdi><a href="javascript:${kRuns}">x</a>`,
  `{{#x}}[[y]]{0}" autofocus onfocus="${kRuns}`,
];
const kAll = `Attack ${kAttacks.join(' ')}`;

// As a register that somebody else wrote, imported line by line.
function writeAttack() {
  const day = (n) => `2026-0${n}-01T09:00:00Z`;
  const entered = { on_behalf_of: 'attacker', source: kAll };
  const lines = [
    ['party.registered', 'party/attacker', day(1), { name: kAll.slice(0, 190), sector: 'civil-society', roles: ['member'] }],
    ['pledge.submitted', 'pledge/attack', day(2), {
      ...entered, title: kAll, description: kAll, type: 'programme', focus_area: 'access', public: true, start: '2026-01-01',
      scope: 'countries', countries: [{ iso3: 'FJI' }], partners: [{ name: kAttacks[1] }],
      targets: [{ id: 't', title: kAll, unit: kAttacks[1], baseline: '0', goal: '10', due: '2027-12-31' }],
    }],
    ['pledge.published', 'pledge/attack', day(3), { number: kAttacks[0] }],
    ['report.submitted', 'pledge/attack', day(4), {
      ...entered, period: { from: '2026-01-01', to: '2026-03-31' }, stage: 'in-progress', narrative: kAll, lessons: kAll,
      actuals: [{ target: 't', value: '1' }],
    }],
    ['pledge.amended', 'pledge/attack', day(5), { ...entered, category: 'scope', changes: { title: `${kAll} again` }, reason: kAll }],
  ];
  const path = join(config.folder, 'attack.jsonl');
  writeFileSync(path, lines.map(([kind, stream, at, body]) => `${JSON.stringify({ kind, stream, at, body })}\n`).join(''));
  const key = (name) => ['--key', join(config.folder, 'demo', 'demo-keys', name, `${name}.pem`)];
  const done = JSON.parse(execFileSync(config.program, ['import', path, ...key('registrar'), ...key('reviewer'), '--server', address, '--json']));
  assert.deepEqual(done.refused, []);
}

// What the attempts would leave behind if one of them became markup; a policy that stops scripts would not hide it.
async function checkText(page, where, wanted) {
  const found = await page.evaluate(() => ({
    attacked: 'attacked' in window,
    elements: [...document.querySelectorAll('script:not([src]), img[src=x], svg[onload], [onerror], [onfocus], [autofocus], a[href^="javascript:"]')]
      .map((element) => element.outerHTML.slice(0, 80)),
    text: document.body.innerText,
  }));
  assert.equal(found.attacked, false, `${where}: a script ran`);
  assert.deepEqual(found.elements, [], where);
  if (wanted) assert.ok(found.text.includes(wanted), `${where} does not show the text as text`);
}

export const hostile = {
  async 'texts that attack readers are shown as texts'() {
    writeAttack();
    const paths = [['', ''], ['pledges?q=attack', kAttacks[0]], ['pledges/attack', kAttacks[3]], ['members/attacker', kAttacks[0]],
      ['search?q=attack', kAttacks[0]], ['countries/FJI', ''], ['?q=attack&timeline=table&where=table', ''],
      [`search?q=${encodeURIComponent(kAttacks[1])}`, ''], [`pledges?q=${encodeURIComponent(kAttacks[0])}`, ''],
      [`pledges?status=${encodeURIComponent(kAttacks[0])}`, ''], [`${encodeURIComponent(kAttacks[1])}`, ''], ['compare?from=2026-01-01&to=2026-11-29', '']];
    for (const [path, wanted] of paths) {
      const page = await openPage(`/en/${path}`);
      await checkText(page, path, wanted);
      await page.close();
    }
  },

  async 'a suggestion that attacks readers is a text'() {
    const page = await openPage('/en/');
    await page.fill('#q', '');
    await page.type('#q', 'attac');
    await page.waitForFunction(() => document.querySelector('#suggestions option'));
    const titles = await page.$$eval('#suggestions option', (options) => options.map((option) => option.value));
    assert.ok(titles.some((title) => title.includes(kAttacks[0])), titles.join('; '));
    await checkText(page, 'suggestions', '');
    await page.close();
  },
};
