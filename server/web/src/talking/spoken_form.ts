// SPDX-License-Identifier: Apache-2.0
// SpokenForm: a form of one statement about another's pledge: who signs, its own fields; then the sheet. Whether the
// key may speak at all is said as soon as the form is open.
import { sheetBase } from "../form_page/sheet_base";
import { h, render } from "preact";
import { Field, select } from "../fields/fields";
import { asField } from "../form_page/as_field";
import type { FormPage } from "../form_page/form_page";
import { section } from "../form_page/pledged";
import type { UsableKey } from "../form_page/usable_keys";
import { clearRefusals, markRefusals, openSheet, type Fault, type FlowDraft, type FormField, type OpenSheet, type Remark } from "../signing";
import { RefusalSummary } from "../signing/refusal_summary";
import { html } from "../verifier/dom";
import { faultsOf, isOfSpeaker } from "./spoken_check";

export interface SpokenOptions {
  readonly page: FormPage; // with a catalogue that has the names of organisations and of the pledge
  readonly id: string; // of the heading
  readonly title: string;
  readonly note: string;
  readonly parts: readonly HTMLElement[]; // the form's own fields
  readonly keys: readonly UsableKey[];
  readonly draft: (party: string) => FlowDraft;
  readonly fieldOf: (pointer: string) => FormField | null;
  readonly ready?: () => Promise<void>;
  readonly remarks?: () => readonly Remark[];
  readonly back?: HTMLElement;
  readonly onKey?: (key: UsableKey) => void;
  // What stands around the form goes while the sheet is open.
  readonly onSheet: (isOpen: boolean) => void;
  readonly onRecorded: () => void;
  readonly doneLinks: () => readonly HTMLElement[];
}

const MARK_WAIT_MS = 400;

export class SpokenForm {
  readonly element = html("div", {});
  readonly #form = html("form", { class: "view form", novalidate: true });
  readonly #section: HTMLElement;
  readonly #summary = html("div", { hidden: true });
  readonly #who: Field<HTMLSelectElement>;
  readonly #sheetPlace = html("div", { class: "sheet-place", hidden: true });
  readonly #after = html("p", { class: "actions", hidden: true });
  #sheet: OpenSheet | null = null;
  #hasTried = false;
  #isBusy = false;
  #asked = 0; // an answer that comes late must not take the place of a newer one
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly options: SpokenOptions) {
    const { page, id, title, note, parts, keys, back, onKey } = options;
    const { catalogue } = page;
    const choices = keys.map(({ id: value, name, partyName }) => ({ value, label: `${partyName}${catalogue.between}${name}` }));
    this.#who = new Field(select(choices), catalogue.text("talking.who"));
    this.#who.target.classList.add("wide");
    this.#who.target.dir = "auto"; // of a long name the end is cut, not the beginning
    this.#who.target.addEventListener("change", () => {
      onKey?.(this.key);
      this.changed(true);
    });
    const go = html("button", { type: "submit", class: "button" }, catalogue.text("talking.review"));
    this.#form.append(this.#summary, this.#who.element, ...parts, html("div", { class: "actions" }, go, ...(back === undefined ? [] : [back])));
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#submit();
    });
    this.#section = section(id, title, note, this.#form);
    this.element.append(this.#section, this.#sheetPlace, this.#after);
    void this.#mark();
  }

  get key(): UsableKey {
    const { keys } = this.options;
    return keys.find(({ id }) => id === this.#who.value) ?? keys[0]!;
  }

  get #draft(): FlowDraft {
    return this.options.draft(this.key.party);
  }

  readonly fieldOf = (pointer: string): FormField | null => (pointer.startsWith("/body") ? this.options.fieldOf(pointer) : asField(this.#who));

  focus(): void {
    this.#section.querySelector("h2")?.focus();
  }

  // Not at once: a mark that goes would move the button from under the pointer that left the field.
  changed(isDone: boolean): void {
    clearTimeout(this.#timer);
    if (isDone) this.#timer = setTimeout(() => void this.#mark(), MARK_WAIT_MS);
  }

  // What is wrong, beside its field: of what is not written yet only once the person has tried to go on.
  async #mark(): Promise<Fault[]> {
    const { client, ledger, catalogue } = this.options.page;
    const asked = ++this.#asked;
    const faults = await faultsOf(this.#draft, this.key.id, client, ledger);
    if (asked !== this.#asked || this.#sheet !== null) return faults;
    markRefusals(this.#form, this.#hasTried ? faults : faults.filter(isOfSpeaker), this.fieldOf, catalogue);
    // A summary takes the focus when it appears: it only goes.
    if (faults.length === 0) this.#summarise([]);
    return faults;
  }

  #summarise(faults: readonly Fault[]): void {
    const { catalogue } = this.options.page;
    render(null, this.#summary);
    this.#summary.hidden = faults.length === 0;
    if (faults.length > 0) render(h(RefusalSummary, { faults, catalogue, fieldOf: this.fieldOf }), this.#summary);
  }

  async #submit(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#hasTried = true;
    clearTimeout(this.#timer);
    await this.options.ready?.();
    const faults = await this.#mark();
    this.#isBusy = false;
    this.#summarise(faults);
    if (faults.length === 0) this.#openSheet();
  }

  #openSheet(): void {
    const { page, keys, remarks, onRecorded, doneLinks, onSheet } = this.options;
    const { key } = this;
    clearRefusals(this.#form);
    this.#section.hidden = true;
    this.#sheetPlace.hidden = false;
    onSheet(true);
    scrollTo({ top: 0 });
    const sorted = [key, ...keys.filter((other) => other !== key && other.party === key.party)];
    this.#sheet = openSheet(this.#sheetPlace, {
      ...sheetBase(page, sorted),
      draft: this.#draft,
      form: this.#form,
      fieldOf: this.fieldOf,
      onBack: (fault) => this.#backFrom(fault),
      onRecorded: () => {
        onRecorded();
        this.#after.replaceChildren(...doneLinks());
        this.#after.hidden = false;
      },
      remarks: remarks?.() ?? [],
    });
  }

  #backFrom(fault: Fault | undefined): void {
    this.close();
    this.#section.hidden = false;
    this.options.onSheet(false);
    if (fault === undefined) this.focus();
    void this.#mark();
  }

  close(): void {
    this.#sheet?.close();
    this.#sheet = null;
    this.#sheetPlace.hidden = true;
    this.#after.hidden = true;
  }
}
