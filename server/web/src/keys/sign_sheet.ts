// SPDX-License-Identifier: Apache-2.0
// The sheet to be signed: what the bytes say, the bytes themselves, one consent and one button. What is
// signed are the bytes that were shown; if the ledger has moved on, they are made and shown again.
import { decodeText, toHex, type Bytes } from '../verify/bytes';
import { html } from '../verifier/dom';
import { sha256 } from '../verify/hash';
import type { BrowserKey } from './browser_key';
import { Consent } from '../fields/fields';
import { Form } from './form';
import { isFault, type KeyFault } from './key_fault';
import { signedBy, type Envelope, type Signature } from './key_statements';
import type { KeyWords } from './key_words';
import type { Recorded } from './ledger_api';
import { rowsOf, type Rows } from './statement_rows';
import { facts, failed, focusOutcome, outcome, stateBlock, type View } from './view';

export interface Proposal {
  readonly payload: Bytes;
  readonly more: Rows; // what is not in the bytes, such as the key that signs
  readonly keys: readonly BrowserKey[]; // that sign, here and now
  readonly given: readonly Signature[]; // by others, before
}

function bytesOf(words: KeyWords, payload: Bytes): HTMLElement {
  const hash = html('bdi', { class: 'mono', dir: 'ltr' }, toHex(sha256(payload)));
  const summary = html('summary', {}, words.say('sheet.bytes', { n: payload.length }));
  const text = html('div', { class: 'bytes', tabindex: '0' }, decodeText(payload) ?? '');
  return html('details', { class: 'signed-bytes' }, summary, text, html('p', { class: 'hint' }, 'SHA-256 ', hash));
}

// A sheet with one button. `act` signs, and says what went wrong. `asked`: what somebody else signs if
// this is granted.
export function sheetOf(
  words: KeyWords,
  { payload, more }: Pick<Proposal, 'payload' | 'more'>,
  submit: string,
  act: () => Promise<string | null>,
  asked: Rows = [],
): HTMLElement {
  const consent = new Consent(words.say('sheet.public'));
  const form = new Form(
    words,
    [consent],
    { submit, busy: words.say('busy') },
    (faults) => {
      if (!consent.isGiven) faults.add(consent, words.say('error.consent'));
    },
    act,
  );
  return html(
    'div',
    { class: 'sheet' },
    html('h3', { tabindex: '-1' }, words.say('sheet.title')),
    html('p', { class: 'quiet' }, words.say('sheet.note')),
    facts(...rowsOf(words, payload), ...more),
    bytesOf(words, payload),
    ...(asked.length === 0 ? [] : [html('h4', {}, words.say('sheet.asked')), facts(...asked)]),
    html('div', { class: 'signature' }, form.element),
  );
}

// Has a person review, sign and submit what `prepare` makes; `head` stands above it. Once it is
// recorded, `onRecorded` goes on.
export class Signing {
  #envelope: Envelope | null = null;

  constructor(
    readonly view: View,
    readonly prepare: () => Promise<Proposal | KeyFault>,
    readonly submit: string, // what the button says
    readonly onRecorded: (recorded: Recorded) => Promise<void> | void,
    readonly head: HTMLElement | null = null,
  ) {}

  async show(hasMovedOn = false): Promise<void> {
    const { view, head } = this;
    const { words } = view.shared;
    view.show(head, html('p', { class: 'quiet', role: 'status' }, words.say('busy')));
    const proposal = await this.#proposed();
    if (isFault(proposal)) {
      view.show(head, failed(words, proposal, () => void this.show()));
      return;
    }
    this.#envelope = null;
    const sheet = sheetOf(words, proposal, this.submit, () => this.#act(proposal));
    const moved = hasMovedOn ? stateBlock(words.say('fault.moved_on')) : null;
    view.show(head, moved, sheet);
    sheet.querySelector<HTMLElement>('h3')?.focus();
  }

  // What the ledger would record.
  async #proposed(): Promise<Proposal | KeyFault> {
    const proposal = await this.prepare();
    if (isFault(proposal)) return proposal;
    const { payload, keys, given } = proposal;
    const ids = [...keys.map((key) => key.id), ...given.map(({ keyid }) => keyid)];
    return (await this.view.shared.api.refusalOf(payload, ids)) ?? proposal;
  }

  // Signs once: the same envelope is sent again if the server did not answer.
  async #act({ payload, keys, given }: Proposal): Promise<string | null> {
    const { words, api } = this.view.shared;
    this.#envelope ??= await signedBy(payload, keys, given);
    const recorded = await api.submit(this.#envelope);
    if (!isFault(recorded)) {
      await this.onRecorded(recorded);
      return null;
    }
    if (recorded.name !== 'moved_on') return words.fault(recorded);
    await this.show(true);
    return null;
  }
}

// What has been recorded, with the way to the record.
export function recordedOutcome(words: KeyWords, title: string, { index }: Recorded, ...more: (Node | string)[]): HTMLElement {
  const link = html('a', { href: `/${words.language}/records/${index}` }, words.say('recorded', { record: index }));
  const element = outcome('good', title, html('p', {}, link), ...more);
  queueMicrotask(() => focusOutcome(element));
  return element;
}
