// SPDX-License-Identifier: Apache-2.0
// Making a key, in calm steps: a name and a passphrase, the backup saved, the backup shown to be there.
// Only then does the last step begin, which stores or signs. Until then the key lies in memory alone.
import { html } from '../verifier/dom';
import { faultOfSaved, hasCheckWords, makeBackup, type Backup } from './backup';
import { DraftKey } from './browser_key';
import { chosenBytes, faultOf, Field, textInput, type Refusable } from '../fields/fields';
import { Faults, Form } from './form';
import { isFault } from './key_fault';
import type { KeyWords } from './key_words';
import { faultOfLine } from './line_text';
import { isEnough, strengthOf } from './passphrase';
import { KEY_FILE_BYTES_MAX } from './pem';
import { NAME_CHARACTERS_MAX } from './registration';
import { button, code, download, facts, fingerprintOf, stepper, View } from './view';

const utf8 = new TextDecoder();

export interface Ending {
  readonly name: string; // of the last step
  begin(draft: DraftKey, name: string): Promise<void>;
}

// The refusal of a text of one line, as a name is.
export function refuseLine(words: KeyWords, faults: Faults, field: Refusable & { readonly value: string }, blank: string): void {
  const fault = faultOfLine(field.value, NAME_CHARACTERS_MAX);
  if (fault === 'blank') faults.add(field, blank);
  if (fault === 'long') faults.add(field, words.say('error.long', { limit: NAME_CHARACTERS_MAX }));
  if (fault === 'character') faults.add(field, words.say('error.character'));
}

// Warns who leaves while a key is in memory alone.
const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
const release = (): void => removeEventListener('beforeunload', warn);
function hold(): void {
  addEventListener('beforeunload', warn);
  addEventListener('hashchange', release, { once: true }); // another view: the key was given up
}

export class KeyMaking {
  constructor(
    readonly view: View,
    readonly ending: Ending,
    readonly intro: string,
  ) {}

  get #words(): KeyWords {
    return this.view.words;
  }

  head(step: number): HTMLElement {
    const words = this.#words;
    const names = [words.say('step.name'), words.say('step.save'), words.say('step.check'), this.ending.name];
    return stepper(words, names, step);
  }

  // Step 1.
  showName(): void {
    const words = this.#words;
    const name = new Field(textInput(), words.say('make.name'), words.say('make.name_hint'));
    const [first, again] = [1, 2].map(() => textInput({ type: 'password', autocomplete: 'new-password' }));
    const strength = html('p', { class: 'hint', role: 'status' });
    const passphrase = new Field(first!, words.say('make.passphrase'), words.say('make.passphrase_hint'));
    const repeated = new Field(again!, words.say('make.again'));
    passphrase.element.append(strength);
    first!.addEventListener('input', () => {
      strength.textContent = first!.value === '' ? '' : this.#strength(first!.value);
    });
    const check = (faults: Faults): void => {
      refuseLine(words, faults, name, words.say('error.name'));
      if (!isEnough(strengthOf(passphrase.value))) faults.add(passphrase, this.#strength(passphrase.value));
      else if (repeated.value !== passphrase.value) faults.add(repeated, words.say('error.again'));
    };
    const act = async (): Promise<string | null> => {
      const draft = await DraftKey.make();
      if (isFault(draft)) return words.fault(draft);
      const backup = await makeBackup(draft, name.value.trim(), passphrase.value, {
        title: words.say('file.title'),
        name: words.say('file.name'),
        id: words.say('file.id'),
        made: words.say('file.made'),
        check: words.say('file.check'),
      });
      if (isFault(backup)) return words.fault(backup);
      hold();
      this.#showSave(draft, name.value.trim(), backup);
      return null;
    };
    const content = [name, passphrase, repeated, this.#shower([first!, again!])];
    const form = new Form(words, content, { submit: words.say('make.go'), busy: words.say('make.busy') }, check, act);
    this.view.show(this.head(0), html('p', { class: 'lead' }, this.intro), form.element);
  }

  #strength(passphrase: string): string {
    const words = this.#words;
    const strength = strengthOf(passphrase);
    return strength.grade === 'short'
      ? words.say('strength.short', { n: strength.missing })
      : words.say(`strength.${strength.grade}`);
  }

  #shower(inputs: readonly HTMLInputElement[]): HTMLElement {
    const box = html('input', { type: 'checkbox', id: 'show-passphrase' });
    box.addEventListener('change', () => {
      for (const input of inputs) input.type = box.checked ? 'text' : 'password';
    });
    const label = html('label', { for: 'show-passphrase' }, this.#words.say('make.show'));
    return html('div', { class: 'choice' }, box, label);
  }

  // Step 2.
  #showSave(draft: DraftKey, name: string, backup: Backup): void {
    const words = this.#words;
    let isSaved = false;
    const save = download(words.say('save.button'), backup.fileName, backup.text, 'application/x-pem-file');
    save.addEventListener('click', () => {
      isSaved = true;
      save.classList.add('plain');
      next.classList.remove('plain');
    });
    const next = button(
      words.say('save.next'),
      () => {
        if (isSaved) this.#showCheck(draft, name, backup);
        else said.replaceChildren(faultOf(words.say('save.first')));
      },
      true,
    );
    const said = html('div', {});
    const title = html('h3', { tabindex: '-1' }, words.say('save.title'));
    this.view.show(
      this.head(1),
      title,
      html('p', { class: 'lead' }, words.say('save.note')),
      facts([words.say('save.file'), code(backup.fileName)], [words.say('list.id'), fingerprintOf(draft.id)]),
      html('p', { class: 'lead' }, words.say('save.passphrase')),
      said,
      html('div', { class: 'actions' }, save, next),
    );
    title.focus();
  }

  // Step 3.
  #showCheck(draft: DraftKey, name: string, backup: Backup): void {
    const words = this.#words;
    const file = new Field(html('input', { type: 'file', accept: '.pem' }), words.say('check.file'));
    const typed = new Field(textInput(), words.say('check.words'), words.say('check.words_hint'));
    const check = async (faults: Faults): Promise<void> => {
      const bytes = await chosenBytes(file.target, KEY_FILE_BYTES_MAX);
      if (bytes !== null) {
        const fault = faultOfSaved(backup, utf8.decode(bytes));
        if (fault !== null) faults.add(file, words.fault(fault));
      } else if (typed.value.trim() === '') {
        faults.add(file, words.say('error.check'));
      } else if (!hasCheckWords(backup, typed.value)) {
        faults.add(typed, words.say('error.words'));
      }
    };
    const act = async (): Promise<string | null> => {
      release();
      await this.ending.begin(draft, name);
      return null;
    };
    const or = html('p', { class: 'or' }, words.say('check.or'));
    const back = button(words.say('check.save_again'), () => this.#showSave(draft, name, backup), true);
    const form = new Form(words, [file, or, typed], { submit: words.say('check.go'), more: [back] }, check, act);
    const title = html('h3', { tabindex: '-1' }, words.say('check.title'));
    this.view.show(this.head(2), title, html('p', { class: 'lead' }, words.say('check.note')), form.element);
    title.focus();
  }
}
