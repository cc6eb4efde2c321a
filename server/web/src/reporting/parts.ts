// SPDX-License-Identifier: Apache-2.0
// The parts of the form but for the progress and the evidence: which report, its period and stage, the money, the words.
import { asField } from "../form_page/as_field";
import type { UsableKey } from "../form_page/usable_keys";
import { html } from "../verifier/dom";
import { button, type Choice, Choices, choose, Consent, Field, markAboveRows, select, textInput, theirs, watch } from "../fields/fields";
import { KINDS, type Catalogue, type FormField } from "../signing";
import { isDay } from "../signing/day";
import { saidBefore, standing, type Money, type PastReport, type ReportBody } from "./past_reports";
import { Part, type OnChange } from "./part";
import { filledBarriers, type ReportDraft } from "./report_draft";

export const periodText = (catalogue: Catalogue, { from, to }: ReportBody["period"]): string =>
  catalogue.text("value.from_to", { from: catalogue.day(from), to: catalogue.day(to) });

// Which report: a new one, or one that stands; and with which key, where there are several.
export class WhichPart extends Part {
  readonly #key: Choices | null;
  readonly #corrects: Field<HTMLSelectElement>;
  readonly status = html("p", { class: "hint", role: "status" });

  constructor(catalogue: Catalogue, onChange: OnChange, keys: readonly UsableKey[], reports: readonly PastReport[], onChoose: (sid: string) => void) {
    super("which", catalogue, onChange);
    const named: Choice[] = keys.map(({ id, name, partyName }) => ({ value: id, label: partyName, note: theirs(name) }));
    this.#key = keys.length < 2 ? null : markAboveRows(new Choices("radio", catalogue.text("reporting.key"), named, () => onChange({ key: this.#key!.value }, true)));
    const earlier = standing(reports)
      .reverse()
      .map(({ sid, index, body }) => ({ value: sid, label: catalogue.text("reporting.which.correct", { period: periodText(catalogue, body.period), n: String(index) }) }));
    const choices = [{ value: "", label: catalogue.text("reporting.which.new") }, ...earlier];
    this.#corrects = new Field(select(choices), catalogue.text("reporting.which.label"), catalogue.text("reporting.which.hint"));
    this.#corrects.target.classList.add("wide");
    this.#corrects.target.addEventListener("change", () => onChoose(this.#corrects.value));
    if (this.#key !== null) this.body.append(this.#key.element);
    if (earlier.length > 0) this.body.append(this.#corrects.element);
    this.body.append(this.status);
    this.element.hidden = this.#key === null && earlier.length === 0;
  }

  fill({ key, corrects }: ReportDraft): void {
    if (this.#key !== null) choose(this.#key, key);
    this.#corrects.target.value = corrects;
  }

  // "/signers" and "/signatures" have to do with the key.
  fieldOf(pointer: string): FormField | null {
    if (pointer === "/body/corrects") return asField(this.#corrects);
    return pointer.startsWith("/sign") && this.#key !== null ? asField(this.#key) : null;
  }
}

export class WhenPart extends Part {
  readonly #from: Field<HTMLInputElement>;
  readonly #to: Field<HTMLInputElement>;
  readonly #stage: Choices;
  readonly #nothing = html("p", { class: "note", hidden: true });

  constructor(
    catalogue: Catalogue,
    onChange: OnChange,
    canPlan: boolean,
    readonly today: string,
    readonly reports: readonly PastReport[],
  ) {
    super("when", catalogue, onChange);
    const [from, to] = [html("input", { type: "date" }), html("input", { type: "date" })];
    this.#from = new Field(from, catalogue.text("reporting.from"));
    this.#to = new Field(to, catalogue.text("reporting.to"), catalogue.text("reporting.hint.to", { day: catalogue.day(today) }));
    watch(from, (isDone) => onChange({ from: from.value }, isDone));
    watch(to, (isDone) => onChange({ to: to.value }, isDone));
    const stages = KINDS["report.submitted"].body.stage.values
      .filter((value) => value !== "planning" || canPlan)
      .map((value) => ({ value, label: catalogue.text(`sign.stage.${value}`), note: catalogue.text(`reporting.stage.${value}`) }));
    this.#stage = markAboveRows(new Choices("radio", catalogue.text("sign.field.stage"), stages, () => onChange({ stage: this.#stage.value }, true)));
    this.body.append(this.#nothing, html("div", { class: "two-fields" }, this.#from.element, this.#to.element), this.#stage.element);
  }

  // A new report has no days left where the last one covers them all.
  override show({ corrects }: ReportDraft): void {
    const last = standing(this.reports).at(-1)?.body.period.to ?? "";
    this.#nothing.hidden = corrects !== "" || last < this.today;
    this.#nothing.textContent = this.#nothing.hidden ? "" : this.catalogue.text("reporting.nothing_left", { day: this.catalogue.day(last) });
  }

  fill({ from, to, stage }: ReportDraft): void {
    this.#from.target.value = from;
    this.#to.target.value = to;
    choose(this.#stage, stage);
  }

  fieldOf(pointer: string): FormField | null {
    if (pointer === "/body/period/to") return asField(this.#to);
    if (pointer === "/body/period" || pointer === "/body/period/from") return asField(this.#from);
    return pointer === "/body/stage" ? asField(this.#stage) : null;
  }
}

const FIGURES = ["committed", "disbursed"] as const;
type Figure = (typeof FIGURES)[number];
const PLAIN_AMOUNT = /^(?:0|[1-9][0-9]*)(?:\.[0-9]{1,4})?$/;

interface MoneyRow {
  readonly amount: Field<HTMLInputElement>;
  readonly currency: Field<HTMLSelectElement>;
  readonly before: HTMLElement;
  readonly understood: HTMLElement;
}

export class MoneyPart extends Part {
  readonly #rows: Readonly<Record<Figure, MoneyRow>>;
  readonly #may_fall: Consent;

  constructor(
    catalogue: Catalogue,
    onChange: OnChange,
    currencies: readonly Choice[],
    readonly reports: readonly PastReport[],
  ) {
    super("money", catalogue, onChange);
    this.#rows = { committed: this.#row("committed", currencies), disbursed: this.#row("disbursed", currencies) };
    this.#may_fall = new Consent(catalogue.text("reporting.may_fall"));
    this.#may_fall.target.addEventListener("change", () => onChange({ may_fall: this.#may_fall.isGiven }, true));
    this.body.append(this.#may_fall.element);
  }

  #row(name: Figure, currencies: readonly Choice[]): MoneyRow {
    const { catalogue } = this;
    const before = html("p", { class: "hint", id: `reporting-before-${name}` });
    const understood = html("p", { class: "understood", role: "status" });
    const amount = new Field(textInput({ inputmode: "decimal", dir: "ltr" }), catalogue.text("sign.field.amount"));
    amount.target.setAttribute("aria-describedby", `${before.id} ${amount.target.getAttribute("aria-describedby")}`);
    const currency = new Field(select(currencies), catalogue.text("sign.field.currency"));
    const legend = html("legend", {}, catalogue.text(`reporting.figure.${name}`));
    const hint = html("p", { class: "hint" }, catalogue.text(`reporting.hint.${name}`));
    watch(amount.target, (isDone) => this.onChange({ [name]: amount.value }, isDone));
    watch(currency.target, (isDone) => this.onChange({ [`${name}_currency`]: currency.value }, isDone));
    const fields = html("div", { class: "two-fields", "data-field": "" }, amount.element, currency.element);
    this.body.append(html("fieldset", { class: "target" }, legend, hint, before, fields, understood));
    return { amount, currency, before, understood };
  }

  fill(draft: ReportDraft): void {
    for (const name of FIGURES) {
      this.#rows[name].amount.target.value = draft[name];
      this.#rows[name].currency.target.value = draft[`${name}_currency`];
    }
    this.#may_fall.target.checked = draft.may_fall;
    this.#may_fall.element.hidden = !draft.may_fall;
  }

  // What was said before, and what was understood, in words: a zero too many is seen there.
  override show(draft: ReportDraft): void {
    const { catalogue } = this;
    for (const name of FIGURES) {
      const { before, understood, currency } = this.#rows[name];
      const said = saidBefore<Money>(this.reports, isDay(draft.from) ? draft.from : "", draft.corrects, (body) => body[name]);
      before.textContent =
        said === null
          ? catalogue.text("reporting.said.nothing")
          : catalogue.text("reporting.said.before", { value: catalogue.money(said.value.amount, said.value.currency), day: catalogue.day(said.to) });
      const amount = draft[name].trim();
      const words = catalogue.spelled(amount) ?? catalogue.decimal(amount);
      const text = currency.target.selectedOptions[0]?.label.replace(/^[A-Z]{3} /, "") ?? "";
      const money = catalogue.money(amount, draft[`${name}_currency`]);
      understood.textContent = PLAIN_AMOUNT.test(amount) ? catalogue.text("reporting.understood", { money, words, currency: text }) : "";
    }
  }

  // A figure was found to fall: the way to say that it may.
  offerFall(): void {
    this.#may_fall.element.hidden = false;
  }

  fieldOf(pointer: string): FormField | null {
    if (pointer === "/body/correction") return { control: this.#may_fall.target, label: this.catalogue.text("sign.field.correction") };
    for (const name of FIGURES) {
      const at = `/body/${name}`;
      const field = pointer === `${at}/currency` ? this.#rows[name].currency : pointer === at || pointer === `${at}/amount` ? this.#rows[name].amount : null;
      if (field !== null) return { control: field.target, label: `${this.catalogue.text(`reporting.figure.${name}`)}${this.catalogue.between}${field.label}` };
    }
    return null;
  }
}

const LONG_TEXTS = ["narrative", "next_steps", "lessons"] as const;
type LongText = (typeof LONG_TEXTS)[number];
const NARRATIVE_ROWS = "7";
const SHORT_ROWS = "3";

export class WordsPart extends Part {
  readonly #texts: Readonly<Record<LongText, Field<HTMLTextAreaElement>>>;
  readonly #list = html("div", { class: "form" });
  readonly #add: HTMLButtonElement;
  #barriers: Field<HTMLTextAreaElement>[] = [];

  constructor(catalogue: Catalogue, onChange: OnChange) {
    super("words", catalogue, onChange);
    const text = (name: LongText): Field<HTMLTextAreaElement> => {
      const area = html("textarea", { rows: name === "narrative" ? NARRATIVE_ROWS : SHORT_ROWS, dir: "auto" });
      watch(area, (isDone) => onChange({ [name]: area.value }, isDone));
      return new Field(area, catalogue.text(`reporting.text.${name}`), catalogue.text(`reporting.hint.${name}`));
    };
    this.#texts = { narrative: text("narrative"), next_steps: text("next_steps"), lessons: text("lessons") };
    this.#add = button(catalogue.text("reporting.barriers.add"), () => {
      const field = this.#row("");
      this.#tell(false);
      field.target.focus();
    });
    const title = html("h3", {}, catalogue.text("sign.field.barriers"));
    const barriers = html("div", { class: "barriers form" }, title, html("p", { class: "hint" }, catalogue.text("reporting.hint.barriers")), this.#list, html("p", {}, this.#add));
    const { narrative, next_steps, lessons } = this.#texts;
    this.body.append(narrative.element, barriers, next_steps.element, lessons.element);
  }

  #row(text: string): Field<HTMLTextAreaElement> {
    const { catalogue } = this;
    const n = this.#barriers.length + 1;
    const area = html("textarea", { rows: "2", dir: "auto" });
    area.value = text;
    const field = new Field(area, catalogue.text("reporting.barriers.one", { n }));
    watch(area, (isDone) => this.#tell(isDone));
    const remove = button(catalogue.text("reporting.barriers.remove", { n }), () => {
      const left = this.#values.filter((_, i) => this.#barriers[i] !== field);
      this.#fill(left);
      this.#tell(true);
      this.#add.focus();
    });
    this.#barriers.push(field);
    this.#list.append(html("div", { class: "form barrier" }, field.element, html("p", {}, remove)));
    return field;
  }

  get #values(): string[] {
    return this.#barriers.map(({ value }) => value);
  }

  #tell(isDone: boolean): void {
    this.onChange({ barriers: this.#values }, isDone);
  }

  #fill(barriers: readonly string[]): void {
    this.#barriers = [];
    this.#list.replaceChildren();
    for (const text of barriers) this.#row(text);
  }

  fill(draft: ReportDraft): void {
    for (const name of LONG_TEXTS) this.#texts[name].target.value = draft[name];
    this.#fill(draft.barriers);
  }

  fieldOf(pointer: string, draft: ReportDraft): FormField | null {
    const text = LONG_TEXTS.find((name) => pointer === `/body/${name}`);
    if (text !== undefined) return asField(this.#texts[text]);
    if (!/^\/body\/barriers(?:\/|$)/.test(pointer)) return null;
    const row = this.#barriers[filledBarriers(draft)[Number(pointer.split("/")[3] ?? "-1")] ?? -1];
    return row === undefined ? { control: this.#add, label: this.catalogue.text("sign.field.barriers") } : asField(row);
  }
}
