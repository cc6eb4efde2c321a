// SPDX-License-Identifier: Apache-2.0
// RatesView: a table of exchange rates, pasted as it is: what was understood of each currency beside the table in
// force, which lines were refused and why, which currencies are missing; and the void in place of a wrong table.
import { disclosure, fieldFor, warningMark } from "../desk/parts";
import type { OfficerPage } from "../desk/officer_page";
import { choose, Choices, Consent } from "../fields/fields";
import { KeptText } from "../form_page/kept_text";
import type { Fault, FormField } from "../signing";
import { faultAt } from "../signing/fault";
import { html } from "../verifier/dom";
import type { JsonObject } from "../verify/json";
import { missingRates, QUESTIONED_PERCENT, rateChanges, type RateChange } from "./changes";
import { inForce, isVoid, ofDay, type Published, type RateVersion } from "./published";
import { understandRates, type RefusedLine, type UnderstoodRates } from "./rate_table";
import { correctionNote, dayField, PasteField, registrarForm, sourceField, versionsTable } from "./table_parts";

const kept = new KeptText("pledgebook.tables.rates");
const OPEN_MAX = 12; // as many rates are shown without asking

export function ratesView(context: OfficerPage, published: Published): HTMLElement {
  return new RatesView(context, published).element;
}

class RatesView {
  readonly element: HTMLElement;
  readonly #currencies: ReadonlySet<string>;
  readonly #what: Choices;
  readonly #paste: PasteField;
  readonly #leaveOut: Consent;
  readonly #day;
  readonly #source;
  readonly #note = html("div", {});
  #understood: UnderstoodRates | null = null;
  #seen = ""; // the text that was read last

  constructor(
    readonly context: OfficerPage,
    readonly published: Published,
  ) {
    const { catalogue, page } = context;
    this.#currencies = new Set(page.reference.currencies.map(({ code }) => String(code)));
    this.#what = new Choices(
      "radio",
      catalogue.text("tables.rates.what"),
      (["table", "void"] as const).map((value) => ({ value, label: catalogue.text(`tables.rates.${value}`), note: catalogue.text(`tables.rates.${value}_note`), isChosen: value === "table" })),
      () => this.#draw(),
    );
    choose(this.#what, "table");
    const words = { label: catalogue.text("tables.rates.paste"), hint: catalogue.text("tables.rates.paste_hint"), file: catalogue.text("tables.file") };
    this.#paste = new PasteField(words, (text) => this.#read(text), () => catalogue.text("tables.file_unread"));
    this.#leaveOut = new Consent(catalogue.text("tables.leave_out"));
    this.#day = dayField(catalogue.text("sign.field.effective"), catalogue.text("tables.rates.day_hint"));
    this.#day.target.addEventListener("change", () => this.#draw());
    this.#source = sourceField(context, catalogue.text("tables.rates.source_hint"));
    const form = registrarForm(context, {
      legend: catalogue.text("tables.rates.title"),
      stream: "governance",
      prev: published.head,
      decision: {
        value: "rates",
        label: catalogue.text("tables.rates.title"),
        fields: [...(published.rates.length === 0 ? [] : [this.#what.element]), this.#paste.element, this.#day.element, this.#note, this.#source.element],
        kind: "rates.published",
        body: () => this.#body(),
        fieldOf: (pointer) => this.#fieldOf(pointer),
        faults: () => this.#faults(),
        onRecorded: () => kept.clear(),
        references: () => (this.#corrected === null ? [] : [this.#corrected.payload]),
      },
    });
    const size = { name: catalogue.text("tables.rates.size"), of: ({ rates }: RateVersion) => rates.size };
    this.element = html("div", { class: "view wide" }, html("h2", { tabindex: "-1" }, catalogue.text("tables.rates.heading")), this.#inForceLine(), form, versionsTable(context, published.rates, size, isVoid));
    const draft = kept.read();
    if (draft !== null) this.#paste.fill(draft);
    this.#draw();
  }

  get #isVoid(): boolean {
    return this.published.rates.length > 0 && this.#what.value === "void";
  }

  // Of the day that is chosen; a new table of that day can only correct it.
  get #corrected(): RateVersion | null {
    return ofDay(this.published.rates, this.#day.value);
  }

  // The table beside which the new one is shown.
  get #before(): RateVersion | null {
    const day = this.#day.value === "" ? "9999-12-31" : this.#day.value;
    return inForce(this.published.rates, day, isVoid);
  }

  #inForceLine(): HTMLElement {
    const { catalogue, client } = this.context;
    const today = new Date(client.clock.time).toISOString().slice(0, 10);
    const table = inForce(this.published.rates, today, isVoid);
    if (table === null) return html("p", { class: "lead" }, catalogue.text("tables.rates.none"));
    return html("p", { class: "lead" }, catalogue.text("tables.rates.in_force", { day: catalogue.day(table.effective), n: table.rates.size }));
  }

  #read(text: string): void {
    this.#understood = text.trim() === "" ? null : understandRates(text, this.#currencies);
    if (text.trim() === "") kept.clear();
    else kept.write(text);
    const newest = this.#understood?.days[0];
    if (newest !== undefined && this.#day.value === "") this.#day.target.value = newest;
    if (text !== this.#seen) this.#leaveOut.target.checked = false;
    this.#seen = text;
    this.#draw();
  }

  // ---- what was understood ---------------------------------------------------------------------

  #draw(): void {
    const { catalogue } = this.context;
    this.#paste.element.hidden = this.#isVoid;
    const note = correctionNote(this.context, this.published.rates, this.#day.value);
    const nothing = this.#isVoid && note === null && this.#day.value !== "" ? html("p", { class: "comment" }, catalogue.text("tables.rates.nothing_void")) : null;
    this.#note.replaceChildren(...[note ?? nothing].filter((each) => each !== null));
    const { understood } = this.#paste;
    if (this.#understood === null) return understood.replaceChildren(...(this.#paste.text.trim() === "" ? [] : [html("p", {}, catalogue.text("tables.too_long"))]));
    const { rates, lines, refused, days } = this.#understood;
    const before = this.#before;
    const changes = rateChanges(before?.rates ?? new Map(), rates);
    const missing = before === null ? [] : missingRates(before.rates, rates);
    understood.replaceChildren(
      html("p", {}, html("b", {}, catalogue.text("tables.rates.understood", { n: rates.size })), " ", catalogue.text("tables.lines", { n: lines })),
      ...(days.length < 2 ? [] : [html("p", {}, catalogue.text("tables.rates.days", { days: days.map((day) => catalogue.day(day)).join(catalogue.semicolon) }))]),
      ...this.#refusedPart(refused),
      ...this.#questionedPart(changes.filter(({ isQuestioned }) => isQuestioned)),
      ...(missing.length === 0 ? [] : [html("p", {}, html("b", {}, catalogue.text("tables.rates.missing", { n: missing.length })), " ", html("bdi", { dir: "ltr" }, missing.join(", ")))]),
      ...this.#changesPart(changes, before),
    );
  }

  #refusedPart(refused: readonly RefusedLine[]): HTMLElement[] {
    const { catalogue } = this.context;
    if (refused.length === 0) return [];
    const rows = refused.map(({ number, said, fault }) => {
      const values = "line" in fault ? { line: catalogue.count(fault.line), text: fault.text } : { text: fault.text };
      const show = html("button", { type: "button", class: "link-button" }, catalogue.text("tables.line", { n: catalogue.count(number) }));
      show.addEventListener("click", () => this.#paste.showLine(number));
      return html("li", {}, show, catalogue.colon, catalogue.text(`tables.rates.fault.${fault.is}`, values), html("small", {}, html("bdi", { dir: "auto" }, said)));
    });
    return [html("div", { class: "refused-lines" }, html("p", {}, warningMark(), html("b", {}, catalogue.text("tables.refused", { n: refused.length }))), html("ul", {}, ...rows), this.#leaveOut.element)];
  }

  #questionedPart(questioned: readonly RateChange[]): HTMLElement[] {
    const { catalogue } = this.context;
    if (questioned.length === 0) return [];
    const rows = questioned.map((change) => html("li", {}, html("bdi", { dir: "ltr" }, change.code), catalogue.colon, this.#percent(change)));
    return [html("div", { class: "comment" }, html("p", {}, html("b", {}, catalogue.text("tables.rates.questioned", { n: questioned.length, percent: String(QUESTIONED_PERCENT) }))), html("p", {}, catalogue.text("tables.rates.questioned_note")), html("ul", {}, ...rows))];
  }

  #percent({ percent }: RateChange): string {
    const { catalogue } = this.context;
    if (percent === null) return catalogue.text("tables.rates.first");
    return `${percent > 0 ? "+" : percent < 0 ? "\u2212" : ""}${catalogue.percent(String(Math.abs(percent)))}`;
  }

  #changesPart(changes: readonly RateChange[], before: RateVersion | null): HTMLElement[] {
    const { catalogue } = this.context;
    if (changes.length === 0) return [];
    const figure = (text: string): HTMLElement => html("bdi", { dir: "ltr" }, text);
    const rows = changes.map((change) =>
      html("tr", {}, html("th", { scope: "row" }, figure(change.code)), html("td", {}, figure(catalogue.decimal(change.now))), html("td", {}, change.before === null ? "–" : figure(catalogue.decimal(change.before))), html("td", {}, figure(this.#percent(change)))),
    );
    const since = before === null ? catalogue.text("desk.figures.before") : catalogue.day(before.effective);
    const head = [catalogue.text("sign.field.currency"), catalogue.text("desk.figures.now"), since, catalogue.text("tables.rates.change")];
    const table = html("table", { class: "figures" }, html("thead", {}, html("tr", {}, ...head.map((name) => html("th", { scope: "col" }, name)))), html("tbody", {}, ...rows));
    return [disclosure(catalogue.text("tables.rates.all", { n: changes.length }), changes.length <= OPEN_MAX, table)];
  }

  // ---- the statement ---------------------------------------------------------------------------

  #body(): JsonObject {
    if (!this.#isVoid) this.#paste.read();
    const corrected = this.#corrected;
    const rates = this.#isVoid ? {} : Object.fromEntries(this.#understood?.rates ?? []);
    return { base: "USD", effective: this.#day.value, rates, source: this.#source.value, ...(corrected === null ? {} : { corrects: corrected.sid }) };
  }

  #faults(): Fault[] {
    if (this.#isVoid) return this.#corrected === null && this.#day.value !== "" ? [faultAt("nothing_to_correct", "/body/corrects")] : [];
    if ((this.#understood?.rates.size ?? 0) === 0) return [faultAt("rates_missing", "/body/rates")];
    const isUnmended = (this.#understood?.refused.length ?? 0) > 0 && !this.#leaveOut.isGiven;
    return isUnmended ? [faultAt("lines_refused", "/body/rates")] : [];
  }

  #fieldOf(pointer: string): FormField | null {
    if (pointer.startsWith("/body/rates")) return this.#isVoid ? null : this.#paste.fieldFor();
    if (pointer === "/body/effective" || pointer === "/body/corrects") return fieldFor(this.#day);
    return pointer === "/body/source" ? fieldFor(this.#source) : null;
  }
}
