// SPDX-License-Identifier: Apache-2.0
// The steps of the form but for the countries and the targets, which are lists (list_steps.ts).
import { asField } from "../form_page/as_field";
import type { UsableKey } from "../form_page/usable_keys";
import { html } from "../verifier/dom";
import { type Choice, Choices, choose, Field, markAboveRows, select, textInput, theirs, watch } from "../fields/fields";
import { KINDS, type Catalogue, type FormField } from "../signing";
import type { PledgeDraft } from "./draft";
import { Step, type OnChange } from "./step";

export class WhoStep extends Step {
  readonly #keys: Choices | null;

  constructor(catalogue: Catalogue, onChange: OnChange, keys: readonly UsableKey[], language: string, isSilent: boolean) {
    super("who", catalogue, onChange);
    const address = `/${language}/my/keys`;
    const choices: Choice[] = keys.map(({ id, name, partyName }) => ({ value: id, label: partyName, note: theirs(name) }));
    this.#keys =
      keys.length === 0
        ? null
        : markAboveRows(new Choices("radio", catalogue.text("pledging.who.label"), choices, () => onChange({ key: this.#keys!.value }, true)));
    const none = html(
      "div",
      { class: "state" },
      html("h3", { id: "pledging-none", tabindex: "-1" }, catalogue.text("pledging.who.none")),
      html("p", {}, catalogue.text("pledging.who.none_note")),
    );
    const link = html("p", {}, html("a", { href: address, class: keys.length === 0 ? "button" : "" }, catalogue.text("pledging.who.keys")));
    const silent = isSilent ? html("p", { class: "warning" }, catalogue.text("pledging.who.silent")) : null;
    this.body.append(...[this.summary, this.#keys?.element ?? none, silent, link].filter((each) => each !== null));
  }

  fill({ key }: PledgeDraft): void {
    if (this.#keys !== null) choose(this.#keys, key);
  }

  // What has to do with the key and its party, and not with the pledge's text.
  fieldOf(pointer: string): FormField | null {
    if (pointer.startsWith("/body/") || this.#keys === null) return null;
    return asField(this.#keys);
  }
}

const TITLE_ROWS = "2";
const DESCRIPTION_ROWS = "7";

export class WhatStep extends Step {
  readonly #title: Field<HTMLTextAreaElement>;
  readonly #description: Field<HTMLTextAreaElement>;
  readonly #type: Choices;
  readonly #area: Choices;
  readonly #additionality: Field<HTMLSelectElement>;

  constructor(catalogue: Catalogue, onChange: OnChange, areas: readonly Choice[]) {
    super("what", catalogue, onChange);
    const title = html("textarea", { rows: TITLE_ROWS, dir: "auto" });
    this.#title = new Field(title, catalogue.text("sign.field.title"), catalogue.text("pledging.hint.title"));
    const description = html("textarea", { rows: DESCRIPTION_ROWS, dir: "auto" });
    this.#description = new Field(description, catalogue.text("sign.field.description"), catalogue.text("pledging.hint.description"));
    const types = KINDS["pledge.submitted"].body.type.values.map((value) => ({
      value,
      label: catalogue.text(`type.${value}`),
      note: catalogue.text(`pledging.type.${value}`),
    }));
    this.#type = markAboveRows(new Choices("radio", catalogue.text("sign.field.type"), types, () => onChange({ type: this.#type.value }, true)));
    this.#area = markAboveRows(new Choices("radio", catalogue.text("sign.field.focus_area"), areas, () => onChange({ area: this.#area.value }, true)));
    const hint = html("p", { class: "hint" }, catalogue.text("pledging.hint.area"));
    this.#area.element.querySelector("legend")!.after(hint);
    const kinds = KINDS["pledge.submitted"].body.additionality.field.values.map((value) => ({ value, label: catalogue.text(`sign.additionality.${value}`) }));
    const unsaid = { value: "", label: catalogue.text("pledging.additionality.unsaid") };
    this.#additionality = new Field(select([unsaid, ...kinds]), catalogue.text("sign.field.additionality"), catalogue.text("pledging.hint.additionality"));
    watch(this.#additionality.target, (isDone) => onChange({ additionality: this.#additionality.value }, isDone));
    // A title is one line: what was pasted with line ends becomes one.
    watch(title, (isDone) => onChange({ title: title.value.replace(/\s*[\r\n]+\s*/g, " ") }, isDone));
    watch(description, (isDone) => onChange({ description: description.value }, isDone));
    this.body.append(this.summary, this.#title.element, this.#description.element, this.#type.element, this.#area.element, this.#additionality.element);
  }

  fill({ title, description, type, area, additionality }: PledgeDraft): void {
    this.#title.target.value = title;
    this.#description.target.value = description;
    choose(this.#type, type);
    choose(this.#area, area);
    this.#additionality.target.value = additionality;
  }

  fieldOf(pointer: string): FormField | null {
    if (pointer === "/body/title") return asField(this.#title);
    if (pointer === "/body/description") return asField(this.#description);
    if (pointer === "/body/type") return asField(this.#type);
    if (pointer === "/body/additionality") return asField(this.#additionality);
    return pointer === "/body/focus_area" ? asField(this.#area) : null;
  }
}

export class WhenStep extends Step {
  readonly #start: Field<HTMLInputElement>;
  readonly #end: Field<HTMLInputElement>;

  constructor(catalogue: Catalogue, onChange: OnChange) {
    super("when", catalogue, onChange);
    const [start, end] = [html("input", { type: "date" }), html("input", { type: "date" })];
    this.#start = new Field(start, catalogue.text("sign.field.start"), catalogue.text("pledging.hint.start"));
    this.#end = new Field(end, catalogue.text("sign.field.end"), catalogue.text("pledging.hint.end"));
    watch(start, (isDone) => onChange({ start: start.value }, isDone));
    watch(end, (isDone) => onChange({ end: end.value }, isDone));
    this.body.append(this.summary, this.#start.element, this.#end.element);
  }

  fill({ start, end }: PledgeDraft): void {
    this.#start.target.value = start;
    this.#end.target.value = end;
  }

  fieldOf(pointer: string): FormField | null {
    if (pointer === "/body/start") return asField(this.#start);
    return pointer === "/body/end" ? asField(this.#end) : null;
  }
}

const PLAIN_AMOUNT = /^(?:0|[1-9][0-9]*)(?:\.[0-9]{1,4})?$/;

export class MoneyStep extends Step {
  readonly #kind: Choices;
  readonly #amount: Field<HTMLInputElement>;
  readonly #currency: Field<HTMLSelectElement>;
  readonly #nature: Field<HTMLSelectElement>;
  readonly #understood = html("p", { class: "understood", role: "status" });
  readonly #fields = html("div", { class: "form" });

  constructor(catalogue: Catalogue, onChange: OnChange, currencies: readonly Choice[]) {
    super("money", catalogue, onChange);
    const kinds = (["exact", "estimate", "none"] as const).map((value) => ({
      value,
      label: catalogue.text(`pledging.money.${value}`),
      note: catalogue.text(`pledging.money.${value}_note`),
    }));
    const choose_kind = (): void => {
      this.#show();
      onChange({ money: this.#kind.value }, true);
    };
    this.#kind = markAboveRows(new Choices("radio", catalogue.text("pledging.money.label"), kinds, choose_kind));
    this.#amount = new Field(textInput({ inputmode: "decimal", dir: "ltr" }), catalogue.text("sign.field.amount"), catalogue.text("pledging.hint.amount"));
    this.#currency = new Field(select(currencies), catalogue.text("sign.field.currency"));
    const natures = KINDS["pledge.submitted"].body.nature.field.values.map((value) => ({ value, label: catalogue.text(`nature.${value}`) }));
    const unsaid = { value: "", label: catalogue.text("pledging.nature.unsaid") };
    this.#nature = new Field(select([unsaid, ...natures]), catalogue.text("sign.field.nature"), catalogue.text("pledging.hint.nature"));
    watch(this.#amount.target, (isDone) => this.#tell({ amount: this.#amount.value }, isDone));
    watch(this.#currency.target, (isDone) => this.#tell({ currency: this.#currency.value }, isDone));
    watch(this.#nature.target, (isDone) => this.#tell({ nature: this.#nature.value }, isDone));
    this.#fields.append(this.#amount.element, this.#currency.element, this.#understood, this.#nature.element);
    this.body.append(this.summary, this.#kind.element, this.#fields);
  }

  #tell(changes: Partial<PledgeDraft>, isDone: boolean): void {
    this.#show();
    this.onChange(changes, isDone);
  }

  // What was understood, in words: a zero too many is seen there.
  #show(): void {
    const isMoney = this.#kind.value === "exact" || this.#kind.value === "estimate";
    this.#fields.hidden = !isMoney;
    const amount = this.#amount.value.trim();
    if (!isMoney || !PLAIN_AMOUNT.test(amount)) {
      this.#understood.textContent = "";
      return;
    }
    const { catalogue } = this;
    const currency = this.#currency.target.selectedOptions[0]?.label ?? "";
    const money = catalogue.money(amount, this.#currency.value);
    const words = catalogue.spelled(amount) ?? catalogue.decimal(amount);
    this.#understood.textContent = catalogue.text("pledging.understood", { money, words, currency: currency.replace(/^[A-Z]{3} /, "") });
  }

  fill({ money, amount, currency, nature }: PledgeDraft): void {
    choose(this.#kind, money);
    this.#amount.target.value = amount;
    this.#currency.target.value = currency;
    this.#nature.target.value = nature;
    this.#show();
  }

  fieldOf(pointer: string): FormField | null {
    const isMoney = !this.#fields.hidden;
    if (pointer === "/body/value/amount") return asField(this.#amount);
    if (pointer === "/body/value/currency") return asField(this.#currency);
    if (pointer === "/body/value") return isMoney ? asField(this.#amount) : asField(this.#kind);
    return pointer === "/body/nature" ? asField(this.#nature) : null;
  }
}
