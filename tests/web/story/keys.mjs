// SPDX-License-Identifier: Apache-2.0
// The ministry's keys: its first one, with the request for registration; and the one after that was lost.
import { readFileSync } from 'node:fs';
import { Person } from './person.mjs';

const PASSPHRASE = 'river fence lantern 40';
const NAME = { en: 'Office laptop', ar: 'حاسوب المكتب', fr: 'Ordinateur du bureau' };

// The backup is saved, and found again by its check words.
async function makeKey(person) {
  await person.open('my/keys#make');
  await person.seesWords('keys.make.intro');
  await person.fill('keys.make.name', NAME[person.language]);
  await person.fill('keys.make.passphrase', PASSPHRASE);
  await person.fill('keys.make.again', PASSPHRASE);
  await person.press('keys.make.go');
  await person.seesWords('keys.save.note');
  const backup = await person.save('keys.save.button');
  await person.press('keys.save.next');
  await person.seesWords('keys.check.note');
  await person.fill('keys.check.words', /: (\w{5} \w{5})\n/.exec(readFileSync(backup, 'utf8'))[1]);
  await person.press('keys.check.go');
  await person.seesWords('keys.test.good');
  await person.press('keys.action.register');
  await person.seesWords('keys.register.who');
}

async function signAndSend(person) {
  await person.seesWords('keys.sheet.title');
  await person.tick('.signature input[type=checkbox]');
  await person.press('keys.register.sign');
  await person.seesWords('keys.send.title');
  await person.press('keys.send.send');
  await person.seesWords('keys.send.sent');
}

export async function makeFirstKey(ministry) {
  const person = (ministry.person = await Person.at(ministry.language, ministry.width));
  await makeKey(person);
  await person.choose('keys.register.who_new');
  await person.fill('keys.register.id', ministry.id);
  await person.press('keys.next');
  await person.seesWords('keys.register.name_hint');
  await person.fill('keys.register.name', ministry.name);
  await person.pick('keys.register.sector', 'government');
  await person.pick('keys.register.country', 'FJI');
  await person.press('keys.next');
  await signAndSend(person);
  await person.look('story-asked');
}

// The computer is gone, and nobody finds the backup.
export async function makeKeyAfterLoss(ministry) {
  await ministry.person.close();
  const person = (ministry.person = await Person.at(ministry.language, ministry.width));
  await makeKey(person);
  await person.choose('keys.register.who_known');
  await person.fill('keys.register.id', ministry.id);
  await person.press('keys.next');
  await person.seesWords('keys.register.adder');
  await person.choose('keys.register.adder_lost');
  await person.press('keys.next');
  await signAndSend(person);
}
