// SPDX-License-Identifier: Apache-2.0
// story CONFIG: a ministry's way through the ledger, each statement signed in a browser of whoever signs it, on the
// demonstration that story_test.py has started. In French nobody touches a mouse.
import { config, end, mark, problems, tried } from '../form_page/writer_browser.mjs';
import { admit, determine, examine, judge, recover, reverse } from './desk.mjs';
import { imports200, proves } from './outcome.mjs';
import { makeFirstKey, makeKeyAfterLoss } from './keys.mjs';
import { Person } from './person.mjs';
import { amend, complete, correct, joint, pledge, report, revise } from './member.mjs';

const { language } = config;
const width = language === 'ar' ? 390 : 1280;
if (language === 'fr') Person.useKeyboard();

const ministry = { id: `ministry-${mark}`, name: { en: 'Ministry of Digital Affairs', ar: 'وزارة الشؤون الرقمية', fr: 'Ministère du numérique' }[language], language, width };
const told = { language, width, mark };

// Right after a record the read models may be behind: an upload is asked to wait a second.
const isProblem = (problem) => !/Failed to load resource.* 503 /.test(problem);

// Each step stands on the one before.
const steps = {
  'makes its first key and asks to be registered': () => makeFirstKey(ministry),
  'is admitted by BDT': () => admit(told, ministry),
  pledges: () => pledge(ministry),
  'is returned with a comment': () => judge(told, ministry.pledge, 'return'),
  'revises, the comment beside the field': () => revise(ministry),
  'is published': () => judge(told, ministry.pledge, 'publish'),
  amends: () => amend(ministry),
  'reports with two files, one of them cut on its way': () => report(ministry),
  'is queried by an auditor': () => examine(told, ministry.pledge),
  'corrects the report': () => correct(ministry),
  'claims completion': () => complete(ministry),
  'is determined': () => determine(told, ministry.pledge),
  'is reversed by two auditors': () => reverse(told, ministry.pledge),
  'loses its key and asks for another': () => makeKeyAfterLoss(ministry),
  'gets the other one': () => recover(told, ministry),
  'pledges together with a university': () => joint(ministry),
  'sees 200 pledges of a spreadsheet come in, but for nine': () => imports200(ministry),
  'is proved by audit, export, program and browser': () => proves(ministry),
};

console.log(`in ${language}`);
for (const [name, step] of Object.entries(steps)) {
  await tried(name, step);
  if (problems.some(isProblem)) break;
}
await end(isProblem);
