// SPDX-License-Identifier: Apache-2.0
// Forms of the page of keys: their fields and, above them, a summary of what to mend, whose links lead to the fields.
// Nothing is refused before it was sent.
import { html } from '../verifier/dom';
import type { Refusable } from '../fields/fields';
import type { KeyWords } from './key_words';

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
