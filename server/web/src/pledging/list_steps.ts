// SPDX-License-Identifier: Apache-2.0
// The steps that are lists: the countries with their shares, and the targets.
import { asField } from "../form_page/as_field";
import { html } from "../verifier/dom";
import { button, type Choice, Choices, Field, markAboveRows, textInput, watch } from "../fields/fields";
import { KINDS, type Catalogue, type FormField } from "../signing";
import type { PledgeDraft, TargetDraft } from "./draft";
import { PickedRows } from "./picked_rows";
import { indexIn, Step, type OnChange } from "./step";

export class WhereStep extends Step {
  readonly #scope: Choices;
  readonly #countries: PickedRows;

  constructor(catalogue: Catalogue, onChange: OnChange, countries: readonly Choice[]) {
    super("where", catalogue, onChange);
    const scopes = KINDS["pledge.submitted"].body.scope.values.map((value) => ({
      value,
      label: catalogue.text(`scope.${value}`),
      note: catalogue.text(`pledging.scope.${value}`),
    }));
    this.#scope = markAboveRows(new Choices("radio", catalogue.text("sign.field.scope"), scopes, () => this.#tell(true)));
    this.#countries = new PickedRows({
      choices: [{ value: "", label: catalogue.text("pledging.countries.choose") }, ...countries],
      label: catalogue.text("pledging.countries.label"),
      hint: catalogue.text("pledging.hint.shares"),
      add: catalogue.text("pledging.countries.add"),
      nameOf: (iso3) => catalogue.country(iso3),
      fieldOf: (name) => catalogue.text("pledging.countries.share", { name }),
      removeOf: (name) => catalogue.text("pledging.countries.remove", { name }),
      inputmode: "decimal",
      onChange: (isDone) => this.#tell(isDone),
    });
    this.body.append(this.summary, this.#scope.element, this.#countries.element);
  }

  #tell(isDone: boolean): void {
    this.#show();
    const isGlobal = this.#scope.value === "global";
    const countries = isGlobal ? [] : this.#countries.rows.map(({ value, text }) => ({ iso3: value, share: text }));
    this.onChange({ scope: this.#scope.value, countries }, isDone);
  }

  #show(): void {
    this.#countries.element.hidden = this.#scope.value === "global" || this.#scope.value === "";
  }

  fill({ scope, countries }: PledgeDraft): void {
    for (const input of this.#scope.element.querySelectorAll("input")) input.checked = input.value === scope;
    this.#countries.fill(countries.map(({ iso3, share }) => ({ value: iso3, text: share })));
    this.#show();
  }

  fieldOf(pointer: string): FormField | null {
    if (pointer === "/body/scope") return asField(this.#scope);
    if (!/^\/body\/countries(?:\/|$)/.test(pointer)) return null;
    // What is wrong with all of them together are their shares, or that there are none.
    const index = pointer === "/body/countries" ? 0 : indexIn(pointer);
    const isShown = !this.#countries.element.hidden || this.#countries.rows[index] !== undefined;
    return isShown ? this.#countries.fieldAt(index) : asField(this.#scope);
  }
}

const TARGET_FIELDS = ["title", "unit", "baseline", "goal", "due"] as const;
type TargetField = (typeof TARGET_FIELDS)[number];
interface TargetRow {
  readonly id: string;
  readonly element: HTMLFieldSetElement;
  readonly legend: HTMLElement;
  readonly remove: HTMLButtonElement;
  readonly fields: Readonly<Record<TargetField, Field<HTMLInputElement>>>;
}

export class TargetsStep extends Step {
  readonly #list = html("div", { class: "form" });
  readonly #add: HTMLButtonElement;
  #rows: TargetRow[] = [];

  constructor(catalogue: Catalogue, onChange: OnChange) {
    super("targets", catalogue, onChange);
    this.#add = button(catalogue.text("pledging.targets.add"), () => {
      const ids = this.#rows.map(({ id }) => Number(/^target-(\d{1,6})$/.exec(id)?.[1] ?? 0));
      const row = this.#row({ id: `target-${Math.max(0, ...ids) + 1}`, title: "", unit: "", baseline: "0", goal: "", due: "" });
      this.#tell(false);
      row.fields.title.target.focus();
    });
    this.body.append(this.summary, this.#list, html("p", {}, this.#add));
  }

  #row(target: TargetDraft): TargetRow {
    const { catalogue } = this;
    const field = (name: TargetField, input: HTMLInputElement, hint: string): Field<HTMLInputElement> => {
      const made = new Field(input, catalogue.text(`sign.field.${name}`), hint);
      input.value = target[name];
      watch(input, (isDone) => this.#tell(isDone));
      return made;
    };
    const figure = (): HTMLInputElement => textInput({ inputmode: "decimal", dir: "ltr" });
    const fields = {
      title: field("title", textInput({ dir: "auto" }), catalogue.text("pledging.hint.target")),
      unit: field("unit", textInput({ dir: "auto" }), catalogue.text("pledging.hint.unit")),
      baseline: field("baseline", figure(), catalogue.text("pledging.hint.baseline")),
      goal: field("goal", figure(), catalogue.text("pledging.hint.goal")),
      due: field("due", html("input", { type: "date" }), catalogue.text("pledging.hint.due")),
    };
    const legend = html("legend", {});
    const remove = button("", () => {
      this.#rows = this.#rows.filter((each) => each !== row);
      row.element.remove();
      this.#tell(true);
      this.#add.focus();
    });
    const figures = html("div", { class: "three-fields" }, fields.baseline.element, fields.goal.element, fields.due.element);
    const element = html("fieldset", { class: "target" }, legend, fields.title.element, fields.unit.element, figures, html("p", {}, remove));
    const row = { id: target.id, element, legend, remove, fields };
    this.#rows.push(row);
    this.#list.append(element);
    this.#number();
    return row;
  }

  #number(): void {
    this.#rows.forEach(({ legend, remove }, i) => {
      legend.textContent = this.catalogue.text("pledging.targets.one", { n: i + 1 });
      remove.textContent = this.catalogue.text("pledging.targets.remove", { n: i + 1 });
    });
  }

  #tell(isDone: boolean): void {
    this.#number();
    const targets = this.#rows.map(({ id, fields }) => {
      const values = Object.fromEntries(TARGET_FIELDS.map((name) => [name, fields[name].value]));
      return { id, ...(values as Record<TargetField, string>) };
    });
    this.onChange({ targets }, isDone);
  }

  fill({ targets }: PledgeDraft): void {
    this.#rows = [];
    this.#list.replaceChildren();
    for (const target of targets) this.#row(target);
  }

  fieldOf(pointer: string): FormField | null {
    if (!/^\/body\/targets(?:\/|$)/.test(pointer)) return null;
    const row = this.#rows[indexIn(pointer)];
    if (row === undefined) return { control: this.#add, label: this.catalogue.text("sign.field.targets") };
    const name = TARGET_FIELDS.find((each) => each === pointer.split("/")[4]) ?? "title";
    const field = asField(row.fields[name]);
    return { ...field, label: `${row.legend.textContent}, ${field.label}` };
  }
}
