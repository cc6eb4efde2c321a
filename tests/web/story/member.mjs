// SPDX-License-Identifier: Apache-2.0
// What the ministry does with its pledges, in its browser.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { config, json, mark } from '../form_page/writer_browser.mjs';
import { signSecond } from './desk.mjs';

const WORDS = {
  en: { title: 'Connect schools on the outer islands', more: 'Forty masts and a cable.', reason: 'More is known now.', target: 'Schools connected', unit: 'schools', narrative: 'Twenty schools are connected.', joint: 'Teach network engineers together' },
  ar: { title: 'ربط المدارس في الجزر البعيدة', more: 'أربعون برجًا وكبل.', reason: 'صار المعروف أكثر.', target: 'مدارس موصولة', unit: 'مدرسة', narrative: 'عشرون مدرسة موصولة.', joint: 'تدريب مهندسي الشبكات معًا' },
  fr: { title: 'Connecter les écoles des îles éloignées', more: 'Quarante pylônes et un câble.', reason: 'On en sait davantage.', target: 'Écoles connectées', unit: 'écoles', narrative: 'Vingt écoles sont connectées.', joint: 'Former ensemble des ingénieurs de réseau' },
};
const words = WORDS[config.language];

const year = new Date().getUTCFullYear();
const day = (offset) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

// The read models follow the log.
export async function becomes(id, name, value, read = (pledge) => pledge[name]) {
  let pledge;
  for (let i = 0; i < 50; ++i) {
    ({ pledge } = await json(`/api/v1/pledges/${id}`));
    if (pledge !== undefined && read(pledge) === value) return pledge;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return assert.fail(`${id}: ${name} does not become ${value}: ${JSON.stringify(pledge).slice(0, 2000)}`);
}

async function sign(person, kind) {
  await person.seesWords('sign.trial.title.accepted');
  const { stream } = JSON.parse(await person.page.evaluate(() => document.querySelector('.sheet pre.bytes').textContent));
  await person.tick('.consent input');
  await person.press(`sign.act.${kind}`);
  return stream.replace('pledge/', '');
}

const recorded = (person) => person.page.locator('.sheet h2', { hasText: /\d{3}/ }).waitFor({ timeout: 20_000 });

async function goTo(person, hash) {
  await person.page.evaluate((to) => (location.hash = to), hash);
}

// ---- a pledge ----------------------------------------------------------------------------------

async function fillSteps(person, title, partner) {
  await person.seesWords('pledging.note.what');
  await person.fill('sign.field.title', `${title} (${mark})`);
  await person.choose('type.financial');
  await person.chooseAt(person.page.locator('input[value=access]').locator('visible=true').first());
  await person.press('pledging.next');
  await person.seesWords('pledging.note.where');
  await person.choose('scope.countries');
  await person.pick('pledging.countries.label', 'FJI');
  await person.press('pledging.countries.add');
  await person.press('pledging.next');
  await person.seesWords('pledging.note.when');
  await person.fill('sign.field.start', `${year - 1}-01-01`);
  await person.fill('sign.field.end', `${year + 2}-12-31`);
  await person.press('pledging.next');
  await person.seesWords('pledging.note.money');
  await person.choose('pledging.money.exact');
  await person.fill('sign.field.amount', '12500000');
  await person.press('pledging.next');
  await person.seesWords('pledging.note.people');
  if (partner !== undefined) await addPartner(person, partner);
  await person.press('pledging.next');
  await person.seesWords('pledging.note.related');
  await person.press('pledging.next');
  await person.seesWords('pledging.note.alignment');
  await person.press('pledging.next');
  await person.seesWords('pledging.note.targets');
}

async function addPartner(person, partner) {
  await person.press('pledging.partners.add');
  await person.pick('pledging.partners.which', partner);
  await person.tick('fieldset .field:not([hidden]) > .choice input[type=checkbox]');
  await person.look('story-partner');
}

export async function pledge(ministry) {
  const { person } = ministry;
  await person.open('my/keys');
  await person.press('keys.action.pledge');
  await person.sees(ministry.name);
  await person.press('pledging.next');
  await fillSteps(person, words.title);
  await person.press('pledging.targets.add');
  await person.fill('sign.field.title', words.target);
  await person.fill('sign.field.unit', words.unit);
  await person.fill('sign.field.goal', '40');
  await person.fill('sign.field.due', `${year + 1}-12-31`);
  await person.seesWords('pledging.trial.accepted');
  await person.press('pledging.review');
  ministry.pledge = await sign(person, 'pledge.submitted');
  await recorded(person);
  await becomes(ministry.pledge, 'state', 'SUBMITTED');
}

export async function revise({ person, pledge: id }) {
  await person.open(`pledges/${id}`);
  await person.press('changing.link');
  await person.press('changing.act.revise');
  await goTo(person, '#revise-when');
  await person.sees('2030');
  await person.fill('sign.field.end', `${year + 3}-12-31`);
  await goTo(person, '#revise-targets');
  await person.press('pledging.review');
  await sign(person, 'pledge.revised');
  await recorded(person);
  await becomes(id, 'state', 'SUBMITTED');
}

export async function amend({ person, pledge: id }) {
  await person.open(`my/pledges/${id}/change#amend-what`);
  await person.fill('sign.field.description', words.more);
  await goTo(person, '#amend-why');
  await person.sees(words.more);
  await person.choose('sign.category.scope');
  await person.fill('sign.field.reason', words.reason);
  await person.press('pledging.review');
  await sign(person, 'pledge.amended');
  await recorded(person);
  await becomes(id, 'description', words.more, ({ body }) => body.description);
}

// Two signers: the university signs at its own computer.
export async function joint(ministry) {
  const { person } = ministry;
  await person.open('my/pledges/new');
  await person.press('pledging.next');
  await fillSteps(person, words.joint, 'example-university');
  await person.press('pledging.review');
  ministry.joint = await sign(person, 'pledge.submitted');
  await person.seesWords('sign.half.title');
  await person.press('sign.half.leave');
  await person.seesWords('sign.half.left');
  await person.look('story-half');
  await signSecond({ language: ministry.language, width: ministry.width, key: 'example-university', text: words.joint, kind: 'pledge.submitted', page: 'my/signing' });
  const { body } = await becomes(ministry.joint, 'state', 'SUBMITTED');
  assert.deepEqual(body.partners, [{ party: 'example-university' }]);
  await person.page.goto('about:blank');
  await person.open('my/pledges/new#what');
  assert.equal(await person.field('sign.field.title').inputValue(), '', 'the draft of a recorded pledge is gone');
}

// ---- reports -----------------------------------------------------------------------------------

function file(name, ...bytes) {
  const path = join(config.folder, name);
  writeFileSync(path, Buffer.concat(bytes));
  return path;
}

// The second part of the first long file is lost once.
async function cutOnce(page) {
  let cuts = 0;
  await page.route('**/api/v1/blobs/*', async (route) => {
    const range = route.request().headers()['content-range'] ?? '';
    if (cuts > 0 || !range.startsWith('bytes 65536-')) return route.continue();
    cuts += 1;
    return route.abort();
  });
  return () => cuts;
}

async function signReport(person) {
  await person.press('reporting.review');
  await sign(person, 'report.submitted');
}

const reached = (person, count) => person.fill('reporting.target.value', count, { unit: `\u2068${words.unit}\u2069` });

export async function report({ person, pledge: id }) {
  const { page } = person;
  const photo = file('mast.png', Buffer.from('89504e470d0a1a0a', 'hex'), randomBytes(300_000));
  const list = file('schools.csv', Buffer.from(`school,month\n${randomBytes(40).toString('hex')}\n`));
  await person.open(`pledges/${id}`);
  await person.press('reporting.link');
  await person.seesWords('reporting.part.progress');
  await person.fill('reporting.to', day(-2));
  await person.choose('sign.stage.in-progress');
  await reached(person, '20');
  await person.fill('reporting.text.narrative', words.narrative);
  await person.chooseFiles('files.choose', photo, list);
  await person.seesWords('reporting.trial.accepted');
  const cuts = await cutOnce(page);
  await signReport(person);
  await person.seesWords('files.sending.all');
  assert.equal(cuts(), 1, 'a part was cut on its way');
  await page.unroute('**/api/v1/blobs/*');
  await becomes(id, 'state', 'IN_PROGRESS');
  await person.open(`pledges/${id}`);
  for (const name of ['mast.png', 'schools.csv']) await page.locator('a[href^="/api/v1/blobs/"]', { hasText: name }).waitFor();
}

export async function correct({ person, pledge: id }) {
  await person.open(`my/pledges/${id}/report`);
  await person.press('reporting.before.correct');
  await person.seesWords('reporting.which.is_filled');
  await reached(person, '18');
  await signReport(person);
  await recorded(person);
  await becomes(id, 'assurance', 'DOCUMENTED');
}

export async function complete({ person, pledge: id }) {
  await person.open(`my/pledges/${id}/report`);
  await person.seesWords('reporting.part.progress');
  await person.choose('sign.stage.completed');
  await reached(person, '40');
  await signReport(person);
  await recorded(person);
  await becomes(id, 'state', 'COMPLETION_CLAIMED');
}
