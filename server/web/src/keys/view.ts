// SPDX-License-Identifier: Apache-2.0
// Views of the page of keys: each is a section with a title in the margin. One is open at a time; the
// address says which (#make, #replace/KEY), so that the browser's Back works and other pages can link.
import { html } from '../verifier/dom';
import type { KeyFault } from './key_fault';
import type { KeptKey, KeyRing } from './key_ring';
import type { KeyWords } from './key_words';
import type { LedgerApi } from './ledger_api';
import { mark } from '../fields/marks';

// What all views work with.
export interface Shared {
  readonly words: KeyWords;
  readonly ring: KeyRing;
  readonly api: LedgerApi;
}

export class View {
  readonly element: HTMLElement;
  readonly body = html('div', { class: 'view' });
  readonly #title: HTMLElement;

  constructor(
    readonly shared: Shared,
    title: string,
    note: string,
    hasBack = true,
  ) {
    this.#title = html('h2', { id: 'keys-title', tabindex: '-1' }, title);
    const back = html('a', { href: '#' }, shared.words.say('back'));
    this.element = html(
      'section',
      { class: 'section first', 'aria-labelledby': 'keys-title' },
      html(
        'header',
        {},
        this.#title,
        html('p', {}, note),
        hasBack ? html('p', { class: 'tools' }, back) : null,
      ),
      this.body,
    );
  }

  get words(): KeyWords {
    return this.shared.words;
  }

  show(...content: (Node | null)[]): void {
    this.body.replaceChildren(...content.filter((each) => each !== null));
  }

  // A step begins at its own title, or at its first field.
  focusBody(): void {
    this.body.querySelector<HTMLElement>('h3[tabindex], form input, form select')?.focus();
  }

  // For a keyboard and a screen reader, the view begins at its title.
  focus(): void {
    this.#title.focus();
  }
}

// ---- parts that several views show --------------------------------------------------------------

// Names that people wrote have a direction of their own.
export const named = (name: string): HTMLElement => html('bdi', { dir: 'auto' }, name);

export const code = (text: string): HTMLElement => html('bdi', { class: 'mono', dir: 'ltr' }, text);

// A key id for people who compare it: sixteen groups of four, as many a line as fit, but whole quarters.
export function fingerprintOf(id: string): HTMLElement {
  const quarters = (id.match(/.{1,16}/g) ?? []).map((quarter) =>
    html('span', {}, (quarter.match(/.{1,4}/g) ?? []).join(' ')),
  );
  const spaced = quarters.flatMap((quarter, i) => (i === 0 ? [quarter] : [' ', quarter]));
  return html('bdi', { class: 'mono fingerprint', dir: 'ltr' }, ...spaced);
}

// Names and what they are.
export function facts(...rows: [name: string, value: Node | string][]): HTMLElement {
  const all = rows.flatMap(([name, value]) => [html('dt', {}, name), html('dd', {}, value)]);
  return html('dl', { class: 'facts' }, ...all);
}

export function stateBlock(title: string, ...content: (Node | string)[]): HTMLElement {
  const paragraphs = content.map((each) => (typeof each === 'string' ? html('p', {}, each) : each));
  return html('div', { class: 'state' }, html('h3', {}, title), ...paragraphs);
}

// What has gone well, or not: the first that a screen reader reads of what is new.
export function outcome(kind: 'good' | 'bad', title: string, ...content: (Node | string)[]): HTMLElement {
  const paragraphs = content.map((each) => (typeof each === 'string' ? html('p', {}, each) : each));
  const head = html('h3', { tabindex: '-1' }, kind === 'good' ? mark.seal() : mark.alert(), html('span', {}, title));
  return html('div', { class: `outcome ${kind}` }, head, ...paragraphs);
}

export const focusOutcome = (element: HTMLElement): void => element.querySelector<HTMLElement>('h3')?.focus();

export function button(text: string, onClick: () => void, isPlain = false): HTMLButtonElement {
  const element = html('button', { type: 'button', class: isPlain ? 'button plain' : 'button' }, text);
  element.addEventListener('click', onClick);
  return element;
}

export const linkButton = (text: string, address: string, isPlain = false): HTMLElement =>
  html('a', { href: `#${address}`, class: isPlain ? 'button plain' : 'button' }, text);

export const actions = (...buttons: HTMLElement[]): HTMLElement => html('div', { class: 'actions' }, ...buttons);

// A file for the person to save, as a link that looks like a button.
export function download(text: string, fileName: string, content: BlobPart, type: string): HTMLAnchorElement {
  const address = URL.createObjectURL(new Blob([content], { type }));
  return html('a', { href: address, download: fileName, class: 'button' }, text);
}

// The steps of a task; on a phone only the one that is open.
export function stepper(words: KeyWords, names: readonly string[], open: number): HTMLElement {
  const items = names.map((name, i) => html('li', i === open ? { 'aria-current': 'step' } : {}, name));
  const current = words.say('step_of', { n: open + 1, all: names.length, name: names[open]! });
  return html(
    'div',
    { class: 'steps-head' },
    html('ol', { class: 'stepper', 'aria-label': words.say('steps') }, ...items),
    html('p', { class: 'step-of' }, current),
  );
}

// What to show where a view can't go on, with the way to try again.
export function failed(words: KeyWords, fault: KeyFault, onAgain: () => void): HTMLElement {
  return stateBlock(words.fault(fault), actions(button(words.say('again'), onAgain, true)));
}

// A view of one key of the ring.
export type KeyView = (shared: Shared, key: KeptKey) => View;
