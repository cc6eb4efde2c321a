// SPDX-License-Identifier: Apache-2.0
// Fields: inputs with a label, a hint and a refusal that says what to write instead; and the small things that every
// form needs with them.
import { html } from '../verifier/dom';
import { mark } from './marks';

let made = 0;
const newId = (): string => `field-${++made}`;

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function faultLine(id: string): HTMLElement {
  return html('p', { class: 'fault', id: `${id}-fault`, hidden: true });
}

// A refusal that belongs to no field.
export const faultOf = (fault: string): HTMLElement =>
  html('p', { class: 'fault', role: 'alert' }, mark.alert(), html('span', {}, fault));

function setFaultLine(line: HTMLElement, fault: string | null): void {
  line.hidden = fault === null;
  line.replaceChildren(...(fault === null ? [] : [mark.alert(), html('span', {}, fault)]));
}

// What a form can refuse.
export interface Refusable {
  readonly element: HTMLElement;
  readonly target: HTMLElement; // where a link of the summary leads
  readonly label: string;
  refuse(fault: string | null): void;
}

export class Field<T extends Control> implements Refusable {
  readonly element: HTMLElement;
  readonly #fault: HTMLElement;

  constructor(
    readonly target: T,
    readonly label: string,
    hint: string | Node | null = null,
  ) {
    const id = newId();
    target.id = id;
    this.#fault = faultLine(id);
    const described = [...(hint === null ? [] : [`${id}-hint`]), `${id}-fault`].join(' ');
    target.setAttribute('aria-describedby', described);
    this.element = html(
      'div',
      { class: 'field' },
      html('label', { for: id }, label),
      hint === null ? null : html('p', { class: 'hint', id: `${id}-hint` }, hint),
      this.#fault,
      target,
    );
  }

  get value(): string {
    return this.target.value;
  }

  refuse(fault: string | null): void {
    setFaultLine(this.#fault, fault);
    if (fault === null) this.target.removeAttribute('aria-invalid');
    else this.target.setAttribute('aria-invalid', 'true');
  }
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly note?: string | Node;
  readonly isChosen?: boolean;
}

// One of several, or several of them.
export class Choices implements Refusable {
  readonly element: HTMLFieldSetElement;
  readonly target: HTMLInputElement;
  readonly #fault: HTMLElement;
  readonly #inputs: HTMLInputElement[];

  constructor(
    type: 'radio' | 'checkbox',
    readonly label: string,
    choices: readonly Choice[],
    onChange: () => void = () => {},
  ) {
    const id = newId();
    this.#fault = faultLine(id);
    this.#inputs = choices.map(({ value, isChosen = false }, i) =>
      html('input', { type, name: id, value, id: `${id}-${i}`, checked: isChosen, 'aria-describedby': `${id}-fault` }),
    );
    const rows = choices.map((choice, i) =>
      html(
        'div',
        { class: 'choice' },
        this.#inputs[i]!,
        html(
          'label',
          { for: `${id}-${i}` },
          choice.label,
          choice.note === undefined ? null : html('small', {}, choice.note),
        ),
      ),
    );
    this.element = html('fieldset', { class: 'field' }, html('legend', {}, label), this.#fault, ...rows);
    this.element.addEventListener('change', onChange);
    this.target = this.#inputs[0]!;
  }

  get values(): string[] {
    return this.#inputs.filter((input) => input.checked).map((input) => input.value);
  }

  get value(): string {
    return this.values[0] ?? '';
  }

  refuse(fault: string | null): void {
    setFaultLine(this.#fault, fault);
    this.element.classList.toggle('refused', fault !== null);
  }
}

export class Consent implements Refusable {
  readonly element: HTMLElement;
  readonly label = ''; // its sentence is none
  readonly target = html('input', { type: 'checkbox' });
  readonly #fault: HTMLElement;

  constructor(sentence: string, note?: string) {
    const id = newId();
    this.target.id = id;
    this.#fault = faultLine(id);
    this.target.setAttribute('aria-describedby', `${id}-fault`);
    const choice = html('div', { class: 'choice' }, this.target, html('label', { for: id }, sentence, note === undefined ? null : html('small', {}, note)));
    this.element = html('div', { class: 'field' }, this.#fault, choice);
  }

  get isGiven(): boolean {
    return this.target.checked;
  }

  refuse(fault: string | null): void {
    setFaultLine(this.#fault, fault);
  }
}

export const textInput = (attributes: Record<string, string> = {}): HTMLInputElement =>
  html('input', { type: 'text', spellcheck: 'false', autocomplete: 'off', ...attributes });

export function select(choices: readonly Choice[]): HTMLSelectElement {
  const options = choices.map(({ value, label, isChosen = false }) =>
    html('option', { value, selected: isChosen }, label),
  );
  return html('select', {}, ...options);
}

// The text of a chosen file; null where none is chosen. Of a file beyond the limit, one byte more than it.
export async function chosenBytes(input: HTMLInputElement, limit: number): Promise<Uint8Array | null> {
  const file = input.files?.[0];
  return file === undefined ? null : new Uint8Array(await file.slice(0, limit + 1).arrayBuffer());
}

// A control tells of each change; `isDone`: the person has left it, so it can be checked.
export function watch(control: Control, tell: (isDone: boolean) => void): void {
  control.addEventListener('input', () => tell(false));
  control.addEventListener('change', () => tell(true));
}

// Several radios: the one with this value is chosen.
export function choose(choices: Choices, value: string): void {
  for (const input of choices.element.querySelectorAll('input')) input.checked = input.value === value;
}

// A mark of a choice stands above its first row.
export function markAboveRows<T extends Refusable>(choices: T): T {
  choices.target.parentElement?.setAttribute('data-field', '');
  return choices;
}

export function button(text: string, onClick: () => void, kind = 'button plain'): HTMLButtonElement {
  const element = html('button', { type: 'button', class: kind }, text);
  element.addEventListener('click', onClick);
  return element;
}

// What a person or an organisation wrote, in whatever direction.
export const theirs = (text: string): HTMLElement => html('bdi', { dir: 'auto' }, text);
