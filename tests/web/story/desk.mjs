// SPDX-License-Identifier: Apache-2.0
// BDT's officers, each at a computer of their own: what they do with what the ministry sends.
import { keyFile } from '../form_page/writer_browser.mjs';
import { becomes } from './member.mjs';
import { Person } from './person.mjs';

const COMMENT = { en: 'The cable lands in 2030: is this end meant?', ar: 'يصل الكبل إلى اليابسة في عام 2030: فهل هذه النهاية مقصودة؟', fr: 'Le câble arrive en 2030 : cette fin est-elle voulue ?' };
const QUESTION = { en: 'Which two schools?', ar: 'أيّ مدرستين؟', fr: 'Quelles sont les deux écoles ?' };
const WRONG = { en: 'The list counts two schools twice.', ar: 'تعدّ القائمة مدرستين مرتين.', fr: 'La liste compte deux écoles deux fois.' };

async function officer({ language, width }, key, hash, text) {
  const person = await Person.withKey(language, width, keyFile(key));
  await openDesk(person, hash, text);
  return person;
}

async function openDesk(person, hash, text) {
  await person.open(`desk${hash}`);
  await person.sees(text ?? '');
  await person.page.waitForSelector('.desk-item .item-title, .desk-item .quiet:not([role])', { timeout: 20_000 });
}

// From the sheet to the record.
async function sign(person, kind) {
  await person.seesWords('sign.trial.title.accepted');
  await person.tick('.consent input');
  await person.press(`sign.act.${kind}`);
}

async function signToRecord(person, kind) {
  await sign(person, kind);
  await person.page.waitForFunction(() => document.querySelector('.sheet-place ~ .actions:not([hidden])') !== null, undefined, { timeout: 20_000 });
}

// The item of the queue whose row has this text.
async function openRow(person, text) {
  await person.pressAt(person.page.locator('.queue-row a', { hasText: text }).first());
  await person.page.waitForSelector('.desk-item .item-title');
}

async function admitRequest(told, { name, id }, queue) {
  const person = await officer(told, 'registrar', `#${queue}`, name);
  await openRow(person, name);
  await person.seesWords('desk.admit.proven');
  await person.sees(id);
  return person;
}

export async function admit(told, ministry) {
  const person = await admitRequest(told, ministry, 'admit');
  await person.press('desk.admit.go');
  await signToRecord(person, 'party.registered');
  await person.press('desk.admit.go_on');
  await signToRecord(person, 'key.added');
  await person.close();
}

export async function recover(told, ministry) {
  const person = await admitRequest(told, ministry, 'recover');
  await person.look('story-recover');
  await person.press('desk.admit.add_key');
  await signToRecord(person, 'key.added');
  await person.close();
  await ministry.person.open('my/keys');
  await ministry.person.seesWords('keys.state.recovered');
}

export async function judge(told, id, judgement) {
  const person = await officer(told, 'reviewer', `#review/${id}`);
  await person.seesWords(`desk.${judgement}`);
  await person.choose(`desk.${judgement}`);
  if (judgement === 'publish') await person.page.waitForFunction(() => /^\d{4}-\d{4}$/.test(document.querySelector('.decision input[dir=ltr]')?.value ?? ''));
  else {
    const row = person.page.locator('.item-row', { has: person.page.getByText(person.say('sign.field.end'), { exact: true }) });
    await person.pressAt(row.getByText(person.say('desk.comment.add')).first());
    await person.fill('desk.comment.on', COMMENT[told.language], { field: person.say('sign.field.end') });
  }
  await person.press('desk.review_and_sign');
  await signToRecord(person, judgement === 'publish' ? 'pledge.published' : 'pledge.returned');
  await becomes(id, 'state', judgement === 'publish' ? 'PUBLISHED' : 'RETURNED');
  await person.close();
}

export async function examine(told, id) {
  const person = await officer(told, 'auditor-1', `#reports/${id}`);
  await person.choose('desk.report.query');
  await person.fill('sign.field.comments', QUESTION[told.language]);
  await person.press('desk.review_and_sign');
  await signToRecord(person, 'report.reviewed');
  await becomes(id, 'assurance', 'DISPUTED');
  await person.close();
}

export async function determine(told, id) {
  const person = await officer(told, 'auditor-1', `#fulfilment/${id}`);
  await person.choose('sign.result.fulfilled');
  await person.look('story-fulfilment');
  await person.press('desk.review_and_sign');
  await signToRecord(person, 'fulfilment.determined');
  await becomes(id, 'state', 'FULFILLED');
  await person.close();
}

// One signs and leaves it on the desk; the other finds it there.
export async function reverse(told, id) {
  const first = await officer(told, 'auditor-1', `#determined/${id}`);
  await first.fill('sign.field.reason', WRONG[told.language]);
  await first.press('desk.review_and_sign');
  await sign(first, 'fulfilment.reversed');
  await first.seesWords('sign.half.others');
  await first.press('sign.half.leave');
  await first.seesWords('sign.half.left');
  await first.close();
  await signSecond({ ...told, key: 'auditor-2', text: WRONG[told.language], kind: 'fulfilment.reversed' });
  await becomes(id, 'state', 'COMPLETION_CLAIMED');
}

// What waits for a second signature, found by its words: officers find it on the desk, members on a page of their own.
export async function signSecond({ key, text, kind, page = 'desk#second', ...told }) {
  const person = await Person.withKey(told.language, told.width, keyFile(key));
  await person.open(page);
  await person.pressAt(person.page.locator('.queue-row a').first());
  await person.sees(text);
  await person.press('desk.review_and_sign');
  await signToRecord(person, kind);
  await person.close();
}
