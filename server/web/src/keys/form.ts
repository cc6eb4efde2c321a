// SPDX-License-Identifier: Apache-2.0
// Forms: fields with a label, a hint and a refusal that says what to write instead; and, above them, a
// summary of what to mend, whose links lead to the fields. Nothing is refused before it was sent.
import { html } from '../verifier/dom';
import type { KeyWords } from './key_words';
import { mark } from './marks';

let made = 0;
const newId = (): string => `keys-${++made}`;

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

  constructor(sentence: string) {
    const id = newId();
    this.target.id = id;
    this.#fault = faultLine(id);
    this.target.setAttribute('aria-describedby', `${id}-fault`);
    const choice = html('div', { class: 'choice' }, this.target, html('label', { for: id }, sentence));
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

// Fields and what is wrong with them, gathered by who checks a form.
export class Faults {
  readonly all: [Refusable, string][] = [];

  add(field: Refusable, fault: string): void {
    this.all.push([field, fault]);
  }
}

export interface FormOptions {
  readonly submit: string; // what the button does
  readonly busy?: string; // what is said while it does
  readonly more?: readonly HTMLElement[]; // beside the button
}

// `check` names the faults; without any, `act` does what the form is for. What `act` gives is wrong with
// the whole.
export class Form {
  readonly element: HTMLFormElement;
  readonly #summary = html('div', { class: 'faults', tabindex: '-1', hidden: true });
  readonly #status = html('p', { class: 'hint', role: 'status' });
  readonly #button: HTMLButtonElement;
  readonly #refused = new Set<Refusable>();
  #isBusy = false;

  constructor(
    readonly words: KeyWords,
    content: readonly (Node | Refusable)[],
    readonly options: FormOptions,
    readonly check: (faults: Faults) => void | Promise<void>,
    readonly act: () => Promise<string | null>,
  ) {
    this.#button = html('button', { type: 'submit', class: 'button' }, options.submit);
    const actions = html('div', { class: 'actions' }, this.#button, ...(options.more ?? []));
    const nodes = content.map((each) => (each instanceof Node ? each : each.element));
    this.element = html('form', { class: 'form', novalidate: true }, this.#summary, ...nodes, actions, this.#status);
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#submit();
    });
  }

  async #submit(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#button.setAttribute('aria-disabled', 'true');
    this.#status.textContent = this.options.busy ?? '';
    try {
      const faults = new Faults();
      await this.check(faults);
      this.#mark(faults);
      if (faults.all.length > 0) return;
      const wrong = await this.act();
      if (wrong !== null) this.#refuse([html('p', {}, wrong)]);
    } catch (error) {
      reportError(error);
      this.#refuse([html('p', {}, this.words.say('fault.unexpected'))]);
    } finally {
      this.#isBusy = false;
      this.#button.removeAttribute('aria-disabled');
      this.#status.textContent = '';
    }
  }

  #mark({ all }: Faults): void {
    for (const field of this.#refused) field.refuse(null);
    this.#refused.clear();
    this.#summary.hidden = true;
    if (all.length === 0) return;
    for (const [field, fault] of all) {
      if (!this.#refused.has(field)) field.refuse(fault);
      this.#refused.add(field);
    }
    this.#refuse([
      html('h3', {}, this.words.say('faults', { n: all.length })),
      html('ul', {}, ...all.map(([field, fault]) => html('li', {}, this.#linkTo(field, fault)))),
    ]);
  }

  #linkTo({ target, label }: Refusable, fault: string): HTMLElement {
    const isNamed = label !== '' && !/[?؟？]$/.test(label);
    const text = isNamed ? this.words.say('fault_of', { field: label, fault }) : fault;
    const link = html('a', { href: `#${target.id}` }, text);
    link.addEventListener('click', (event) => {
      event.preventDefault(); // the address says which view is open
      target.focus();
    });
    return link;
  }

  #refuse(content: Node[]): void {
    this.#summary.replaceChildren(...content);
    this.#summary.hidden = false;
    this.#summary.setAttribute('role', 'alert');
    this.#summary.focus();
  }
}
