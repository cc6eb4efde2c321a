// SPDX-License-Identifier: Apache-2.0
// desk CONFIG: officers at BDT's desk, in browsers, on the demonstration that desk_test.py has started: a pledge is
// returned and another published, a ministry is admitted, a report examined, a determination reversed by two
// auditors, notice given; and a second officer sees what the first did.
import assert from 'node:assert/strict';
import { AA, config, end, json, keyFile, mark, run, tried, Writer } from '../form_page/writer_browser.mjs';
import { askForRegistration, submitPledge } from './asking.mjs';
import { becomes, officer, sign } from './officer.mjs';

async function openDesk(writer, hash, text) {
  await writer.page.goto('about:blank');
  await writer.open(`desk${hash}`);
  await writer.sees(text);
  await writer.page.waitForSelector('.desk-item .item-title, .desk-item .quiet:not([role])', { timeout: 20_000 });
}

async function everybodyReads() {
  const writer = await Writer.at('en', 1280);
  await openDesk(writer, '#review/example-11', '4G along a mountain road');
  await writer.seesWords('desk.as.nobody');
  await writer.seesWords('desk.key.needed', { role: writer.say('sign.role.reviewer') });
  await writer.look('no-key');
  await writer.context.close();
}

async function reviews() {
  const [first, second] = [`Connect schools on outer islands ${mark}`, `Connect more schools on outer islands ${mark}`];
  submitPledge(`outer-${mark}`, first);
  submitPledge(`more-${mark}`, second);
  const writer = await officer('en', 1280, 'reviewer');
  const { page } = writer;
  await openDesk(writer, '#review', first);
  await page.locator('.queue-row a', { hasText: first }).click();
  await writer.seesWords('desk.repeat.title');
  await writer.seesWords('desk.repeat.words');
  await writer.look('submission');

  // Nothing chosen, then a return without comments: refused beside the fields.
  await writer.press('desk.review_and_sign');
  await writer.seesWords('sign.refusal.member_missing');
  await writer.choose('desk.return');
  await writer.press('desk.review_and_sign');
  await writer.seesWords('sign.refusal.member_missing');
  await writer.look('submission-refused');
  await page.locator('.item-row', { hasText: writer.say('sign.field.end') }).getByText(writer.say('desk.comment.add')).first().click();
  await writer.fill('desk.comment.on', 'The cable lands in 2030: is this end meant?', { field: writer.say('sign.field.end') });
  await writer.press('desk.review_and_sign');
  await sign(writer, 'sign.act.pledge.returned', 'return-sheet');
  await becomes(`outer-${mark}`, 'state', 'RETURNED');
  await writer.look('returned', AA);
  await writer.press('desk.after.next');
  await page.waitForSelector('.desk-item .item-title');

  // Another officer publishes while this one reads; this one is told.
  await page.locator('.queue-row a', { hasText: second }).click();
  await writer.seesWords('desk.publish');
  const other = await officer('en', 1280, 'reviewer');
  await openDesk(other, `#review/more-${mark}`, second);
  await other.choose('desk.publish');
  await other.page.waitForFunction(() => /^\d{4}-\d{4}$/.test(document.querySelector('.decision input[dir=ltr]')?.value ?? ''));
  await writer.choose('desk.reject');
  await writer.fill('sign.field.reason', 'It repeats another one.');
  await other.press('desk.review_and_sign');
  await sign(other, 'sign.act.pledge.published', 'publish-sheet');
  await writer.sees('Since you opened it');
  await writer.look('told');
  await writer.press('desk.review_and_sign');
  await writer.seesWords('sign.moved.show');
  await writer.look('moved', AA);
  await writer.press('sign.moved.show');
  await writer.sees('It waits no more');
  assert.equal(await page.locator('.decision').count(), 0, 'what was published is not judged again');
  const pledge = await becomes(`more-${mark}`, 'state', 'PUBLISHED');
  assert.match(pledge.number, /^\d{4}-\d{4}$/);

  // Back leads to where one was.
  await page.goBack();
  await page.waitForFunction((text) => document.querySelector('.desk-item .item-title')?.textContent !== text, second);
  await other.context.close();

  // The member revises: what was asked stands beside the field.
  run('pledge', 'revise', `outer-${mark}`, '--end', '2030-12-31', '--key', keyFile('example-islands'));
  await writer.seesWords('desk.live.show');
  await writer.look('live');
  await writer.press('desk.live.show');
  await page.locator('.queue-row a', { hasText: first }).click();
  await writer.sees('The cable lands in 2030');
  await writer.seesWords('desk.comment.asked');
  await writer.look('revised');
  await writer.context.close();
}

async function admits() {
  const asked = await askForRegistration(`ministry-${mark}`, `Ministry of Examples ${mark}`);
  const writer = await officer('en', 1280, 'registrar');
  await openDesk(writer, '#admit', `Ministry of Examples ${mark}`);
  await writer.page.locator('.queue-row a', { hasText: mark }).click();
  await writer.seesWords('desk.admit.proven');
  await writer.seesWords('desk.admit.two');
  await writer.look('admit');
  await writer.press('desk.admit.go');
  await sign(writer, 'sign.act.party.registered', 'register-sheet');
  await writer.press('desk.admit.go_on');
  await sign(writer, 'sign.act.key.added', 'key-sheet');
  const facts = await json(`/api/v1/keys/${asked.key}`);
  assert.deepEqual([facts.party, facts.active, facts.roles], [asked.id, true, ['member']]);
  await writer.press('desk.after.queue');
  await writer.seesWords('desk.empty.admit');
  await writer.look('admit-empty');

  // Notice to one that falls behind; lapsing is not offered before its time.
  await openDesk(writer, '#inactive/2022-0006', writer.say('desk.standing.give_note'));
  await writer.look('notice');
  await writer.press('desk.review_and_sign');
  await writer.seesWords('sign.refusal.member_missing');
  await writer.fill('desk.standing.text', 'No report has come for two years. It can come within 60 days.');
  await writer.press('desk.review_and_sign');
  await sign(writer, 'sign.act.notice.given');
  await writer.press('desk.after.queue');
  await openDesk(writer, '#inactive/2022-0006', 'No report has come for two years');
  assert.equal(await writer.page.getByText(writer.say('desk.standing.lapse'), { exact: true }).count(), 0);
  await writer.context.close();
}

async function examines() {
  const writer = await officer('en', 1280, 'auditor-1');
  const { page } = writer;
  await openDesk(writer, '#reports/2019-0002', 'tuvalu-progress.pdf');
  await writer.seesWords('desk.evidence.absent');
  await writer.seesWords('desk.figures.before');
  await writer.look('report');
  await writer.choose('desk.report.query');
  await writer.press('desk.review_and_sign');
  await writer.seesWords('sign.refusal.text_empty');
  await writer.choose('desk.report.accept');
  await writer.look('report-accept');
  await writer.fill('sign.field.comments', 'The figures agree with the bank’s own pages.');
  await writer.press('desk.review_and_sign');
  await sign(writer, 'sign.act.report.reviewed', 'report-sheet');
  await becomes('2019-0002', 'assurance', 'REVIEWED');

  // Fulfilment is determined, and the determination of another pledge reversed by two.
  await openDesk(writer, '#fulfilment/2022-0004', writer.say('sign.result.partly-fulfilled'));
  await writer.choose('sign.result.partly-fulfilled');
  await writer.look('fulfilment');
  await writer.press('desk.review_and_sign');
  await sign(writer, 'sign.act.fulfilment.determined', 'fulfilment-sheet');
  await becomes('2022-0004', 'state', 'PARTLY_FULFILLED');

  await openDesk(writer, '#determined/2022-0004', writer.say('desk.reversal.note'));
  await writer.look('reversal');
  await writer.fill('sign.field.reason', 'The last report counts people twice.');
  await writer.press('desk.review_and_sign');
  await writer.seesWords('sign.trial.title.accepted');
  await page.check('.consent input');
  await writer.press('sign.act.fulfilment.reversed');
  await writer.seesWords('sign.half.others');
  await writer.look('half', AA);
  await writer.press('sign.half.leave');
  await writer.seesWords('sign.half.left');
  await openDesk(writer, '#second', writer.say('desk.queue.second'));
  await page.locator('.queue-row a').first().click();
  await writer.seesWords('desk.second.no_key');
  await writer.look('second-own');
  await writer.context.close();

  const second = await officer('ar', 390, 'auditor-2');
  await openDesk(second, '#second', second.say('desk.queue.second'));
  await second.page.locator('.queue-row a').first().click();
  await second.sees('The last report counts people twice.');
  await second.seesWords('desk.second.signed');
  await second.look('second');
  await second.press('desk.review_and_sign');
  await sign(second, 'sign.act.fulfilment.reversed', 'second-sheet');
  await becomes('2022-0004', 'state', 'COMPLETION_CLAIMED');
  await second.press('desk.after.queue');
  await second.seesWords('desk.empty.second');
  await second.context.close();
}

// A correction of an amount is accepted, by the other of two keys of one browser.
async function answersCorrection() {
  const id = `more-${mark}`;
  run('pledge', 'amend', id, '--category', 'correction', '--value', '8500000 AUD', '--reason', 'A typing error.', '--key', keyFile('example-islands'));
  const writer = await officer('en', 1280, 'auditor-1', 'reviewer');
  const { page } = writer;
  await openDesk(writer, `#corrections/${id}`, 'A typing error.');
  const auditor = await writer.field('desk.as.choose').locator('option', { hasText: 'auditor' }).getAttribute('value');
  await writer.field('desk.as.choose').selectOption(auditor);
  await writer.seesWords('desk.key.other', { role: writer.say('sign.role.reviewer') });
  await writer.look('other-key');
  await page.locator('.box .actions button').click();
  await writer.choose('desk.correction.accept');
  await writer.look('correction');
  await writer.press('desk.review_and_sign');
  await sign(writer, 'sign.act.correction.accepted');
  // Back from the receipt shows the item as it is now.
  await page.goBack();
  await writer.seesWords('desk.correction.none');
  const { announced } = await becomes(id, 'version', 4);
  assert.equal(announced.amount, '8500000.00');
  await writer.context.close();
}

await tried('everybody reads', everybodyReads);
await tried('pledges are returned and published', reviews);
await tried('a correction is accepted', answersCorrection);
await tried('a ministry is admitted, and notice given', admits);
await tried('a report is examined, a determination reversed by two, one of them in Arabic on a phone', examines);
await end();
