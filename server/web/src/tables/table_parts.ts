// SPDX-License-Identifier: Apache-2.0
// TableParts: what the forms of reference tables share: the field for a pasted table or a file, the effective day with
// what follows from it, the source, and the versions that were published before.
import { dataField, disclosure, fieldFor, keyNeeded, longText } from "../desk/parts";
import { recordLink } from "../desk/context";
import { DecisionForm, type Decision } from "../desk/decision_form";
import type { OfficerPage } from "../desk/officer_page";
import { chosenBytes, Field, textInput, theirs } from "../fields/fields";
import type { FormField } from "../signing";
import { html } from "../verifier/dom";
import { decodeText } from "../verify/bytes";
import { rangeOfLine, TABLE_CHARACTERS_MAX } from "./cells";
import { ofDay, type Version } from "./published";

const ROWS = 10;
const PAUSE_MS = 250;

export interface PasteWords {
  readonly label: string;
  readonly hint: string;
  readonly file: string;
}

// A table that is pasted, or read from a file into the same field.
export class PasteField {
  readonly field: Field<HTMLTextAreaElement>;
  readonly file: Field<HTMLInputElement>;
  readonly understood = html("div", { class: "understanding", role: "status" });
  readonly element: HTMLElement;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    { label, hint, file }: PasteWords,
    readonly onChange: (text: string) => void,
    readonly onUnread: () => string,
  ) {
    this.field = dataField(new Field(html("textarea", { rows: String(ROWS), spellcheck: "false", dir: "auto", class: "pasted", wrap: "off" }), label, hint));
    this.file = new Field(html("input", { type: "file", accept: ".csv,.tsv,.txt,.json,text/csv,application/json" }), file);
    this.field.target.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.read(), PAUSE_MS);
    });
    this.field.target.addEventListener("change", () => this.read());
    this.file.target.addEventListener("change", () => void this.#readFile());
    this.element = html("div", { class: "form" }, this.field.element, this.file.element, this.understood);
  }

  get text(): string {
    return this.field.value;
  }

  // What was typed last is read at once.
  read(): void {
    clearTimeout(this.#timer);
    this.onChange(this.field.value);
  }

  fill(text: string): void {
    this.field.target.value = text;
    this.read();
  }

  async #readFile(): Promise<void> {
    const bytes = await chosenBytes(this.file.target, TABLE_CHARACTERS_MAX);
    this.file.refuse(null);
    if (bytes === null) return;
    const text = bytes.length > TABLE_CHARACTERS_MAX ? null : decodeText(bytes.slice());
    if (text === null) return this.file.refuse(this.onUnread());
    this.fill(text);
  }

  showLine(number: number): void {
    const [begin, end] = rangeOfLine(this.text, number);
    this.field.target.focus();
    this.field.target.setSelectionRange(begin, end);
  }

  fieldFor(): FormField {
    return fieldFor(this.field);
  }
}

export const dayField = (label: string, hint: string, value = ""): Field<HTMLInputElement> => {
  const field = dataField(new Field(html("input", { type: "date", dir: "ltr" }), label, hint));
  field.target.value = value;
  return field;
};

export const lineField = (label: string, hint: string | null = null, value = "", more: Record<string, string> = {}): Field<HTMLInputElement> => {
  const field = dataField(new Field(textInput({ dir: "auto", ...more }), label, hint));
  field.target.value = value;
  return field;
};

export const sourceField = ({ catalogue }: OfficerPage, hint: string): Field<HTMLTextAreaElement> => {
  const field = longText(catalogue.text("sign.field.source"), hint);
  field.target.rows = 2;
  return field;
};

// That a version of this day is there, so that this one corrects it: an auditor signs too.
export function correctionNote({ catalogue }: OfficerPage, versions: readonly Version[], day: string): HTMLElement | null {
  const there = ofDay(versions, day);
  if (there === null) return null;
  const record = html("a", { href: `/${catalogue.language}/records/${there.index}` }, catalogue.text("desk.record", { n: String(there.index) }));
  return html("div", { class: "comment" }, html("p", {}, html("b", {}, catalogue.text("tables.corrects")), " ", record), html("p", {}, catalogue.text("tables.corrects_note")));
}

export interface TableForm {
  readonly legend: string;
  readonly stream: string;
  readonly prev: string | null;
  readonly decision: Decision;
}

// The form, or why there is none: only a registrar publishes.
export function registrarForm(context: OfficerPage, { legend, stream, prev, decision }: TableForm): HTMLElement {
  const within = html("div", { class: "item-body" });
  const needed = keyNeeded(context, "registrar");
  within.append(needed ?? new DecisionForm(context, { legend, role: "registrar", stream, prev, decisions: [decision] }, within).element);
  return within;
}

const VERSIONS_SHOWN = 12;

// What was published before, the newest first.
export function versionsTable<T extends Version>(context: OfficerPage, versions: readonly T[], size: { readonly name: string; readonly of: (version: T) => number }, isVoid: (version: T) => boolean): HTMLElement {
  const { catalogue } = context;
  const state = (version: T): (Node | string)[] => {
    if (version.correctedBy !== null) return [html("a", { href: recordLink(context, version.correctedBy) }, catalogue.text("tables.corrected_by", { n: String(version.correctedBy) }))];
    return [isVoid(version) ? catalogue.text("tables.void") : ""];
  };
  const rows = [...versions].reverse().map((version) =>
    html(
      "tr",
      {},
      html("th", { scope: "row" }, catalogue.day(version.effective), html("small", {}, theirs(version.source))),
      html("td", {}, catalogue.count(size.of(version))),
      html("td", {}, html("a", { href: recordLink(context, version.index) }, catalogue.text("desk.record", { n: String(version.index) })), html("small", {}, ...state(version))),
    ),
  );
  const head = [catalogue.text("sign.field.effective"), size.name, catalogue.text("tables.recorded")].map((name) => html("th", { scope: "col" }, name));
  const table = (shown: readonly HTMLElement[]): HTMLElement => html("table", { class: "figures" }, html("thead", {}, html("tr", {}, ...head)), html("tbody", {}, ...shown));
  const title = html("h3", {}, catalogue.text("tables.versions", { n: rows.length }));
  if (rows.length === 0) return html("section", { class: "section" }, title, html("p", { class: "quiet" }, catalogue.text("tables.no_version")));
  const more = rows.slice(VERSIONS_SHOWN);
  const rest = more.length === 0 ? null : disclosure(catalogue.text("tables.earlier", { n: more.length }), false, table(more));
  return html("section", { class: "section versions" }, title, html("div", {}, table(rows.slice(0, VERSIONS_SHOWN)), rest));
}
