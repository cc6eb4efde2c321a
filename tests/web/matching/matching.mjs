// SPDX-License-Identifier: Apache-2.0
// matching CONFIG: two members match their pledges in browsers, on the demonstration that matching_test.py has started:
// one reads why another pledge is suggested and proposes, the other accepts; one looks for a pledge by words, and is
// refused beside the field; and one proposes in Arabic, on a phone.
import assert from 'node:assert/strict';
import { end, json, keyFile, mark, run, tried, Writer } from '../form_page/writer_browser.mjs';

const suggestions = (id) => json(`/api/v1/pledges/${id}/suggestions`);

function publish(id, owner, title, ...more) {
  run('pledge', 'submit', id, '--key', keyFile(owner), '--title', title, '--type', 'programme', '--scope', 'countries', '--start', '2026-01-01', ...more);
  run('pledge', 'publish', id, '--key', keyFile('reviewer'));
}

async function isCovered(id) {
  for (let i = 0; i < 50 && !(await json(`/api/v1/pledges/${id}`)).pledge?.published; ++i) await new Promise((resolve) => setTimeout(resolve, 200));
}

const row = (writer, title) => writer.page.locator('.act-list li', { hasText: title });

const sign = (writer, kind, look) => writer.signAndReturn(kind, 'matching', look);

const asks = `islands-${mark}`;
const offers = `ministry-${mark}`;
const askTitle = `Masts for schools of the outer islands ${mark}`;
const offerTitle = `Engineers who mend masts of schools ${mark}`;

async function proposes() {
  publish(asks, 'example-islands', askTitle, '--focus-area', 'access', '--country', 'FJI', '--target', 'masts:Masts:masts:0:4:2028-12-31', '--end', '2028-12-31');
  publish(offers, 'example-ministry', offerTitle, '--focus-area', 'access', '--country', 'FJI');
  await isCovered(offers);
  const writer = await Writer.at('en', 1280);
  const { page } = writer;
  await writer.open(`pledges/${asks}`);
  await writer.press('matching.link');
  await writer.seesWords('matching.both_ways');
  await writer.seesWords('changing.by.owner', { who: 'Example Islands (does not exist)' });
  await writer.sees('same country: Fiji; same focus area: Access');
  assert.equal(await page.locator('a[href^="#propose"]').count(), 0, 'nobody proposes without the key');
  await writer.look('match-no-key');
  await writer.restoreKey(keyFile('example-islands'));
  await writer.open(`my/pledges/${asks}/match`);
  await writer.sees('same country: Fiji; same focus area: Access; both speak of');
  await writer.seesWords('matching.none_received');
  await writer.look('match');

  // Another one, by words: refused beside the field, then found, by its id too.
  const refuses = async (words, key) => {
    await writer.fill('matching.search', words);
    await writer.press('matching.find');
    await page.locator('p.fault', { hasText: writer.say(key) }).locator('visible=true').waitFor({ timeout: 20_000 });
    assert.equal(await writer.field('matching.search').getAttribute('aria-invalid'), 'true');
  };
  await refuses('', 'matching.error.empty');
  await refuses(asks, 'matching.error.own');
  await refuses('zyzzyva', 'matching.error.nothing');
  await writer.look('match-refused');
  await writer.fill('matching.search', 'engineers mend');
  await writer.press('matching.find');
  await writer.sees('One open pledge found');
  await writer.fill('matching.search', offers);
  await writer.press('matching.find');
  await writer.sees('One open pledge found');
  assert.equal(await writer.field('matching.search').getAttribute('aria-invalid'), null);
  await writer.look('match-found');

  await row(writer, offerTitle).first().getByText(writer.say('matching.act.propose')).click();
  await writer.seesWords('matching.meaning.propose');
  await writer.sees('both speak of');
  await writer.look('match-propose');
  await page.goBack();
  await writer.seesWords('matching.suggested');
  await row(writer, offerTitle).first().getByText(writer.say('matching.act.propose')).click();
  await writer.press('pledging.review');
  await sign(writer, 'match.proposed', 'match-propose-sheet');
  await writer.sees('It waits for Example Ministry');
  assert.ok(!(await suggestions(asks)).rows.some(({ id }) => id === offers), 'what is proposed is suggested no more');
  await writer.context.close();
}

async function accepts() {
  const writer = await Writer.at('en', 1280);
  await writer.restoreKey(keyFile('example-ministry'));
  // It waits on the page of the country, too.
  await writer.open('countries/FJI');
  await writer.seesWords('waiting.title');
  await writer.look('waiting');
  await writer.page.locator('#waiting').locator('xpath=ancestor::section').locator('li', { hasText: askTitle }).getByText(writer.say('waiting.answer')).click();
  await writer.seesWords('matching.received');
  await writer.seesWords('matching.proposed_by', { who: 'Example Islands (does not exist)', day: await today(writer) });
  await writer.look('match-received');
  await row(writer, askTitle).first().getByText(writer.say('matching.act.accept')).click();
  await writer.seesWords('matching.meaning.accept');
  await writer.look('match-accept');
  await writer.press('pledging.review');
  await sign(writer, 'match.accepted', 'match-accept-sheet');
  const { matches } = await suggestions(asks);
  assert.equal(matches[0].pledge, offers);
  assert.ok(matches[0].accepted !== null);
  await writer.open(`pledges/${asks}`);
  await writer.sees(offerTitle);
  await writer.context.close();
}

const today = (writer) => writer.page.evaluate(() => new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date()));

async function proposesInArabic() {
  const [one, other] = [`islands-2-${mark}`, `ministry-2-${mark}`];
  publish(one, 'example-islands', `Cables for clinics ${mark}`, '--focus-area', 'adoption', '--country', 'TUV');
  publish(other, 'example-ministry', `Nurses who use clinics online ${mark}`, '--focus-area', 'adoption', '--country', 'TUV');
  await isCovered(other);
  const writer = await Writer.at('ar', 390);
  await writer.restoreKey(keyFile('example-islands'));
  await writer.open(`my/pledges/${one}/match`);
  await writer.sees('البلد نفسه');
  await writer.look('match');
  await row(writer, `Nurses who use clinics online ${mark}`).first().getByText(writer.say('matching.act.propose')).click();
  await writer.seesWords('matching.meaning.propose');
  await writer.press('pledging.review');
  await sign(writer, 'match.proposed', 'match-propose-sheet');
  await writer.context.close();
}

async function isNotOpen() {
  const writer = await Writer.at('en', 1280);
  await writer.restoreKey(keyFile('example-islands'));
  await writer.open('my/pledges/example-06/match#propose-example-14');
  await writer.seesWords('matching.not_open');
  assert.equal(await writer.page.getByText(writer.say('matching.suggested'), { exact: true }).count(), 0);
  await writer.look('match-not-open');
  await writer.open('my/pledges/nothing-here/match');
  await writer.seesWords('changing.unknown');
  await writer.context.close();
}

await tried('reads why, and proposes', proposes);
await tried('accepts', accepts);
await tried('proposes in Arabic, on a phone', proposesInArabic);
await tried('says that a pledge is not open', isNotOpen);
await end();
