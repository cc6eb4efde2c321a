// SPDX-License-Identifier: Apache-2.0
// PickedRows: what is chosen from a long list, one after another, each with a text of its own: countries with their
// shares, groups with their counts.
import { asField } from "../form_page/as_field";
import { button, type Choice, Field, select, textInput, watch } from "../fields/fields";
import type { FormField } from "../signing";
import { html } from "../verifier/dom";

export interface PickedRow {
  readonly value: string;
  readonly text: string;
}

export interface PickedOptions {
  readonly choices: readonly Choice[]; // with a first one that stands for none
  readonly label: string;
  readonly hint: string;
  readonly add: string;
  readonly nameOf: (value: string) => string;
  readonly fieldOf: (name: string) => string;
  readonly removeOf: (name: string) => string;
  readonly inputmode: "decimal" | "numeric";
  readonly onChange: (isDone: boolean) => void;
}

export class PickedRows {
  readonly element: HTMLElement;
  readonly #add: Field<HTMLSelectElement>;
  readonly #list = html("ul", { class: "rows" });
  #rows: { readonly value: string; readonly field: Field<HTMLInputElement> }[] = [];

  constructor(readonly options: PickedOptions) {
    this.#add = new Field(select(options.choices), options.label, options.hint);
    this.#add.target.setAttribute("data-field", "");
    const line = html("div", { class: "add-row" }, button(options.add, () => this.#append()));
    this.element = html("div", { class: "form" }, this.#add.element, line, this.#list);
  }

  get rows(): PickedRow[] {
    return this.#rows.map(({ value, field }) => ({ value, text: field.value }));
  }

  fill(rows: readonly PickedRow[]): void {
    this.#rows = [];
    this.#list.replaceChildren();
    for (const row of rows) this.#row(row);
  }

  // Of the row with this index; beyond them where another one is added.
  fieldAt(index: number): FormField {
    const row = this.#rows[index];
    return asField(row === undefined ? this.#add : row.field);
  }

  #append(): void {
    const { target, value } = this.#add;
    if (value === "") return target.focus();
    target.value = "";
    if (!this.#rows.some((row) => row.value === value)) this.#row({ value, text: "" });
    this.options.onChange(true);
    target.focus();
  }

  #row({ value, text }: PickedRow): void {
    const { nameOf, fieldOf, removeOf, inputmode, onChange } = this.options;
    const name = nameOf(value);
    const field = new Field(textInput({ inputmode, dir: "ltr", class: "share" }), fieldOf(name));
    field.target.value = text;
    const row = { value, field };
    const remove = button(removeOf(name), () => {
      this.#rows = this.#rows.filter((each) => each !== row);
      element.remove();
      onChange(true);
      this.#add.target.focus();
    });
    const element = html("li", {}, field.element, remove);
    watch(field.target, onChange);
    this.#rows.push(row);
    this.#list.append(element);
  }
}
