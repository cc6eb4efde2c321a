// SPDX-License-Identifier: Apache-2.0
// MappingForm: what the columns mean, how amounts and days are written, what unknown words stand for, and what holds for
// all rows. Nothing is guessed beyond it: what is not said here is refused in its cell.
import { type Choice, Field, select, textInput, theirs } from "../fields/fields";
import { countryChoices, currencyChoices, itemChoices } from "../form_page/reference";
import type { OfficerPage } from "../desk/officer_page";
import { SECTORS } from "../keys/registration";
import { isolated } from "../form_page/phrases";
import { html } from "../verifier/dom";
import type { Mapping } from "./understood";

const COLUMN_FIELDS = ["member", "sector", "country", "title", "description", "type", "focus_area", "amount", "currency", "start", "end", "countries", "stated", "id"] as const;
// Those that can be said for all rows where no column has them.
const COMMON_FIELDS = ["member", "sector", "type", "focus_area", "currency", "start", "countries"] as const;
const WORLD = "World"; // as the draft of a mapping says it
const AMOUNT_STYLES = ["1234,56", "1,234.56", "1.234,56", "1 234.56", "1 234,56", "1'234.56"];
const DAY_STYLES = ["DD/MM/YYYY", "MM/DD/YYYY", "YYYY-MM-DD"];

export class MappingForm {
  readonly element = html("div", { class: "form" });
  #mapping: Mapping;

  constructor(
    readonly context: OfficerPage,
    mapping: Mapping,
    readonly onChange: (mapping: Mapping) => void,
  ) {
    this.#mapping = mapping;
    const { catalogue } = context;
    this.element.append(
      this.#columns(),
      this.#style("amounts", AMOUNT_STYLES, catalogue.text("import.amounts"), catalogue.text("import.amounts_hint")),
      this.#style("days", this.#dayStyles(), catalogue.text("import.days"), catalogue.text("import.days_hint")),
      ...this.#words(),
      this.#common(),
      this.#line("source", catalogue.text("sign.field.source"), catalogue.text("import.source_hint")),
      this.#line("ids", catalogue.text("import.ids"), catalogue.text("import.ids_hint")),
    );
  }

  #tell(changes: Partial<Mapping>): void {
    this.#mapping = { ...this.#mapping, ...changes };
    this.onChange(this.#mapping);
  }

  // ---- columns ---------------------------------------------------------------------------------

  #columns(): HTMLElement {
    const { catalogue } = this.context;
    const none = { value: "", label: catalogue.text("import.column.none") };
    const rows = Object.entries(this.#mapping.columns).map(([heading, meaning]) => {
      const choices = [none, ...COLUMN_FIELDS.map((field) => ({ value: field, label: catalogue.text(`import.field.${field}`) }))];
      const field = select(choices.map((choice) => ({ ...choice, isChosen: choice.value === (meaning ?? "") })));
      field.setAttribute("aria-label", catalogue.text("import.column.means", { heading: isolated(heading) }));
      field.addEventListener("change", () => this.#tell({ columns: { ...this.#mapping.columns, [heading]: field.value || null } }));
      return html("tr", {}, html("th", { scope: "row" }, theirs(heading)), html("td", {}, field));
    });
    const head = html("tr", {}, html("th", { scope: "col" }, catalogue.text("import.column.heading")), html("th", { scope: "col" }, catalogue.text("import.column.meaning")));
    return html("div", { class: "figures-place" }, html("table", { class: "figures mapping" }, html("caption", {}, catalogue.text("import.columns")), html("thead", {}, head), html("tbody", {}, ...rows)));
  }

  // ---- how they are written --------------------------------------------------------------------

  // The pattern that was drafted may have other signs between its numbers.
  #dayStyles(): string[] {
    const { days } = this.#mapping;
    return days === null || DAY_STYLES.includes(days) ? DAY_STYLES : [days, ...DAY_STYLES];
  }

  #style(name: "amounts" | "days", styles: readonly string[], label: string, hint: string): HTMLElement {
    const { catalogue } = this.context;
    const exact = { value: "", label: catalogue.text(name === "amounts" ? "import.amounts_exact" : "import.days_exact") };
    const chosen = this.#mapping[name] ?? "";
    const control = select([exact, ...styles.map((style) => ({ value: style, label: style }))].map((choice) => ({ ...choice, isChosen: choice.value === chosen })));
    control.addEventListener("change", () => this.#tell({ [name]: control.value || null }));
    return new Field(control, label, hint).element;
  }

  // ---- words that the ledger does not know -----------------------------------------------------

  #choicesOf(field: string): Choice[] | null {
    const { catalogue, page } = this.context;
    switch (field) {
      case "sector":
        return SECTORS.map((value) => ({ value, label: catalogue.text(`sign.sector.${value}`) }));
      case "type":
        return (["financial", "programme", "policy", "advocacy"] as const).map((value) => ({ value, label: catalogue.text(`type.${value}`) }));
      case "focus_area":
        return itemChoices(page.reference, "focus-area", catalogue);
      case "country":
        return countryChoices(page.reference, catalogue);
      case "countries":
        return [{ value: WORLD, label: catalogue.text("scope.global") }, ...countryChoices(page.reference, catalogue)];
      case "currency":
        return currencyChoices(page.reference, catalogue);
      default:
        return null;
    }
  }

  #control(field: string, value: string): HTMLInputElement | HTMLSelectElement {
    const choices = this.#choicesOf(field);
    if (choices === null) {
      const input = field === "start" ? html("input", { type: "date", dir: "ltr" }) : textInput({ dir: "auto" });
      input.value = value;
      return input;
    }
    const none = { value: "", label: this.context.catalogue.text("import.word.none") };
    const isKnown = value === "" || choices.some((choice) => choice.value === value);
    const all = [none, ...(isKnown ? [] : [{ value, label: value }]), ...choices];
    return select(all.map((choice) => ({ ...choice, isChosen: choice.value === value })));
  }

  #words(): HTMLElement[] {
    const { catalogue } = this.context;
    return Object.entries(this.#mapping.values).flatMap(([field, words]) => {
      const fields = Object.entries(words).map(([word, meaning]) => {
        const control = this.#control(field, meaning ?? "");
        control.addEventListener("change", () => {
          const now = this.#mapping.values;
          this.#tell({ values: { ...now, [field]: { ...now[field], [word]: control.value || null } } });
        });
        return new Field(control, catalogue.text("import.word.means", { word: isolated(word) })).element;
      });
      if (fields.length === 0) return [];
      const legend = catalogue.text("import.words", { field: catalogue.optional(`import.field.${field}`) ?? field });
      return [html("fieldset", { class: "target" }, html("legend", {}, legend), ...fields)];
    });
  }

  // ---- for all rows ----------------------------------------------------------------------------

  #common(): HTMLElement {
    const { catalogue } = this.context;
    const mapped = new Set(Object.values(this.#mapping.columns));
    const fields = COMMON_FIELDS.filter((field) => !mapped.has(field)).map((field) => {
      const control = this.#control(field, this.#mapping.defaults[field] ?? "");
      control.addEventListener("change", () => {
        const { [field]: _, ...others } = this.#mapping.defaults;
        this.#tell({ defaults: control.value === "" ? others : { ...others, [field]: control.value } });
      });
      return new Field(control, catalogue.text(`import.field.${field}`)).element;
    });
    if (fields.length === 0) return html("div", { hidden: true });
    return html("fieldset", { class: "target" }, html("legend", {}, catalogue.text("import.common")), html("p", { class: "hint" }, catalogue.text("import.common_hint")), ...fields);
  }

  #line(name: "source" | "ids", label: string, hint: string): HTMLElement {
    const input = textInput({ dir: name === "ids" ? "ltr" : "auto" });
    input.value = this.#mapping[name];
    input.addEventListener("change", () => this.#tell({ [name]: input.value.trim() }));
    return new Field(input, label, hint).element;
  }
}
