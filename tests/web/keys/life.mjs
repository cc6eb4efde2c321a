// SPDX-License-Identifier: Apache-2.0
// The life of an organisation's keys: the first one, its registration, a second on another computer, a
// spare one, a replacement, a revocation, and the way back when all are lost. `look` is called in each
// state of the page.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { config, Person } from './keys_browser.mjs';
import { grant, keysOf, makeKeyFile, whoami } from './registrar.mjs';

const PASSPHRASE = 'river fence lantern 40';
const NAMES = { en: 'Ministry of Digital Affairs', ar: 'وزارة الشؤون الرقمية' };

// Makes a key up to its last step, with every refusal on the way if `look` is given. Gives the backup.
export async function makeKey(person, name, look) {
  const { page } = person;
  if (look) {
    await person.press('make.go');
    await person.seesWords('error.name');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'faults');
    await look('make-refused');
    await page.locator('.faults a').first().click();
    assert.equal(await page.evaluate(() => document.activeElement.type), 'text', 'a link of the summary leads to its field');
  }
  await person.fill('make.name', name);
  if (look) {
    await person.fill('make.passphrase', 'passwordpassword');
    await person.seesWords('strength.simple');
    await person.press('make.go');
    await look('make-simple');
  }
  await person.fill('make.passphrase', PASSPHRASE);
  await person.fill('make.again', look ? `${PASSPHRASE}x` : PASSPHRASE);
  if (look) {
    await person.press('make.go');
    await person.seesWords('error.again');
    await person.fill('make.again', PASSPHRASE);
  }
  await person.press('make.go');
  await person.seesWords('save.note');
  if (look) {
    await person.press('save.next');
    await person.seesWords('save.first');
    await look('save');
  }
  const path = await person.save('save.button', config.folder);
  await person.press('save.next');
  await person.seesWords('check.note');
  if (look) await checkBackup(person, path, look);
  else await person.chooseFile('check.file', path);
  await person.press('check.go');
  return path;
}

// In both ways, and wrong before it is right.
async function checkBackup(person, path, look) {
  await person.press('check.go');
  await person.seesWords('error.check');
  const other = join(config.folder, 'not-a-key.pem');
  writeFileSync(other, 'not a key');
  await person.chooseFile('check.file', other);
  await person.press('check.go');
  await person.seesWords('fault.not_pem');
  await person.chooseFile('check.file', []);
  await person.fill('check.words', 'babab babab');
  await person.press('check.go');
  await person.seesWords('error.words');
  await look('check-refused');
  const text = readFileSync(path, 'utf8');
  await person.fill('check.words', /: (\w{5} \w{5})\n/.exec(text)[1]);
}

async function fillOrganisation(person, id, look) {
  const { page } = person;
  await person.seesWords('register.who');
  await person.press('next');
  await person.seesWords('error.who');
  await look('register-refused');
  await person.choose(person.say('register.who_new'));
  await person.fill('register.id', id);
  await person.press('next');
  await person.seesWords('register.name_hint');
  await person.press('next');
  await person.seesWords('error.sector');
  await look('register-details');
  await person.fill('register.name', NAMES[person.language]);
  await page.getByLabel(person.say('register.sector'), { exact: true }).selectOption('government');
  await page.getByLabel(person.say('register.country'), { exact: true }).selectOption('SEN');
  await page.getByLabel(person.say('register.membership'), { exact: true }).selectOption('member-state');
  await person.press('next');
}

async function signSheet(person, name, look, shot) {
  await person.seesWords('sheet.title');
  await person.press(name);
  await person.seesWords('error.consent');
  await person.page.locator('summary').filter({ hasText: /\d/ }).click();
  if (look) await look(shot);
  await person.page.locator('.signature input[type=checkbox]').check();
  await person.press(name);
}

export async function firstKey(server, language) {
  const person = await Person.at(server, language);
  const look = (name) => person.look(name);
  await person.seesWords('list.empty');
  await look('empty');
  await person.press('list.make');
  await person.seesWords('make.intro');
  const backup = await makeKey(person, 'Office laptop', look);
  await person.seesWords('test.good');
  await look('made');
  assert.equal(await person.page.evaluate(async () => {
    const open = indexedDB.open('pledgebook-keys');
    await new Promise((resolve) => { open.onsuccess = resolve; });
    const all = open.result.transaction('keys').objectStore('keys').getAll();
    await new Promise((resolve) => { all.onsuccess = resolve; });
    return all.result[0].privateKey.extractable;
  }), false);
  await person.press('action.register');
  const id = `ministry-${language}`;
  await fillOrganisation(person, id, look);
  await signSheet(person, 'register.sign', look, 'request-sheet');
  await person.seesWords('send.title');
  server.hasDesk = false;
  await person.press('send.send');
  await person.seesWords('fault.no_desk');
  server.hasDesk = true;
  await person.press('send.send');
  await person.seesWords('send.sent');
  await look('sent');
  const saved = await person.save('send.save', config.folder);
  const [request] = server.requests.splice(0);
  assert.equal(readFileSync(saved, 'utf8'), request);
  await person.press('back');
  await person.seesWords('state.asked');
  await look('list-asked');

  grant(request);
  await person.open();
  await person.sees(NAMES[language]);
  await person.page.waitForSelector('.status.good');
  await person.seesWords('list.only');
  await look('list-active');
  const known = whoami(backup, PASSPHRASE);
  assert.deepEqual([known.party, known.active], [id, true]);
  return { person, id, backup };
}

// On another computer: the first key adds it, with a request.
export async function secondKey(server, { person, id }) {
  const other = await Person.at(server, person.language);
  const look = (name) => other.look(name);
  await other.open('#make');
  await makeKey(other, 'Home office');
  await other.seesWords('test.good');
  await other.press('action.register');
  await other.seesWords('register.who');
  await other.choose(other.say('register.who_known'));
  await other.fill('register.id', 'nobody-here');
  await other.press('next');
  await other.seesWords('error.id_unknown');
  await other.fill('register.id', id);
  await other.press('next');
  await other.seesWords('register.adder');
  await other.press('next');
  await other.seesWords('error.adder');
  await look('adder-refused');
  await other.choose(other.say('register.adder_own'));
  await other.press('next');
  await signSheet(other, 'register.sign', null);
  await other.seesWords('send.own');
  await look('send-own');
  const request = await other.save('send.save', config.folder);

  await person.open('#request');
  await person.seesWords('request.sub');
  await person.chooseFile('request.file', request);
  await person.press('request.go');
  await person.seesWords('request.compare');
  await person.look('request-open');
  await signSheet(person, 'sign.add', null);
  await person.seesWords('request.done');
  await person.look('request-done');
  // A second time it is too late: the keys have changed.
  await person.open('#request');
  await person.chooseFile('request.file', request);
  await person.press('request.go');
  await person.seesWords('fault.request_old');
  await person.look('request-old');
  await other.open();
  await other.page.waitForSelector('.status.good');
  assert.deepEqual(keysOf(id), [['Office laptop', 'active'], ['Home office', 'active']]);
  return other;
}

export async function spareKey({ person, id }) {
  await person.open();
  await person.press('action.second');
  await person.seesWords('second.here');
  await person.look('second');
  await person.press('second.here_go');
  await person.seesWords('spare.intro');
  const backup = await makeKey(person, 'Safe');
  await signSheet(person, 'sign.add', (name) => person.look(name), 'spare-sheet');
  await person.seesWords('spare.done');
  await person.look('spare-done');
  assert.equal(keysOf(id).length, 3);
  assert.equal(whoami(backup, PASSPHRASE).active, true);
  await person.open();
  await person.page.waitForSelector('.key-list');
  assert.equal(await person.page.locator('.key-list > li').count(), 1, 'the spare key is not kept here');
}

export async function replaced({ person, id }) {
  await person.open();
  await person.press('action.replace');
  await person.seesWords('replace.sub');
  await person.look('replace');
  await makeKey(person, 'Laptop of 2027');
  await signSheet(person, 'sign.replace', (name) => person.look(name), 'replace-sheet');
  await person.seesWords('replace.done');
  assert.deepEqual(keysOf(id).map(([, state]) => state), ['replaced', 'active', 'active', 'active']);
  await person.open();
  await person.sees('Laptop of 2027');
  assert.equal(await person.page.locator('.key-list > li').count(), 1);
}

export async function revoked({ person, id }, other) {
  await person.open();
  await person.press('action.revoke');
  await person.seesWords('revoke.which');
  await person.press('next');
  await person.seesWords('error.reason');
  await person.look('revoke-refused');
  await person.choose('Home office');
  await person.fill('revoke.reason', 'the computer was stolen');
  await person.press('next');
  await signSheet(person, 'sign.revoke', (name) => person.look(name), 'revoke-sheet');
  await person.seesWords('revoke.done');
  assert.equal(keysOf(id)[1][1], 'revoked');
  await other.open();
  await other.sees(other.say('state.revoked').split('{record}')[0]);
  await other.look('list-revoked');
  await other.close();
}

// All keys are lost: the registrar adds one that is marked.
export async function lost(server, { id, person }) {
  const again = await Person.at(server, person.language);
  await again.open('#make');
  await makeKey(again, 'Found again');
  await again.press('action.register');
  await again.seesWords('register.who');
  await again.choose(again.say('register.who_known'));
  await again.fill('register.id', id);
  await again.press('next');
  await again.seesWords('register.adder');
  await again.choose(again.say('register.adder_lost'));
  await again.press('next');
  await signSheet(again, 'register.sign', (name) => again.look(name), 'lost-sheet');
  await again.press('send.send');
  await again.seesWords('send.sent');
  grant(server.requests.splice(0)[0]);
  await again.open();
  await again.seesWords('state.recovered');
  await again.look('list-recovered');
  assert.deepEqual(keysOf(id).at(-1), ['Found again', 'recovered']);
  await again.close();
}

// A key of the program; and a backup after its key was removed.
export async function restored({ person, backup }) {
  const file = makeKeyFile(PASSPHRASE);
  await person.open('#restore');
  await person.seesWords('restore.sub');
  await person.press('restore.go');
  await person.seesWords('error.file');
  await person.look('restore-refused');
  await person.chooseFile('restore.file', file);
  await person.fill('make.name', 'From the program');
  await person.press('restore.go');
  await person.seesWords('fault.passphrase_missing');
  await person.fill('restore.passphrase', 'wrong');
  await person.press('restore.go');
  await person.seesWords('fault.passphrase_wrong');
  await person.look('restore-wrong');
  await person.fill('restore.passphrase', PASSPHRASE);
  await person.press('restore.go');
  await person.seesWords('test.good');
  await person.open('#restore');
  await person.chooseFile('restore.file', file);
  await person.fill('restore.passphrase', PASSPHRASE);
  await person.fill('make.name', 'Again');
  await person.press('restore.go');
  await person.seesWords('restore.there');
  await person.open('#restore');
  await person.chooseFile('restore.file', backup);
  await person.fill('restore.passphrase', PASSPHRASE);
  await person.fill('make.name', 'Office laptop');
  await person.press('restore.go');
  await person.seesWords('test.good');
  await person.open();
  await person.page.waitForSelector('.key-list > li:nth-child(3)');
  await person.look('list-three');
  const before = await person.page.locator('.key-list > li').count();
  await person.page.locator('.key-list > li').last().getByText(person.say('action.remove'), { exact: true }).click();
  await person.page.waitForSelector('dialog[open]');
  await person.look('remove');
  await person.page.keyboard.press('Escape');
  assert.equal(await person.page.locator('dialog').count(), 0);
  await person.page.locator('.key-list > li').last().getByText(person.say('action.remove'), { exact: true }).click();
  await person.press('remove.confirm');
  await person.page.waitForFunction((count) => document.querySelectorAll('.key-list > li').length === count, before - 1);
}
