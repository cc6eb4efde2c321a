// SPDX-License-Identifier: Apache-2.0
// ImportView: a spreadsheet on its way into the ledger: the file, what its columns mean, what was understood and each
// cell that was not, then the organisations and the pledges that will be signed. The ledger reads the file and keeps
// nothing of it.
import { disclosure, keyNeeded, warningMark } from "../desk/parts";
import type { OfficerPage } from "../desk/officer_page";
import { chosenBytes, Field } from "../fields/fields";
import { FileLink } from "../signing/file_link";
import { h, render } from "preact";
import type { FlowDraft } from "../signing";
import { isolated } from "../form_page/phrases";
import { html } from "../verifier/dom";
import { decodeText } from "../verify/bytes";
import { BatchView } from "./batch_view";
import { MappingForm } from "./mapping_form";
import { FILE_BYTES_MAX, mappingFrom, sheetFile, understand, type BadCell, type Figures, type Mapping, type SheetFile, type Understood } from "./understood";

const MAPPING_BYTES_MAX = 262_144;
const BAD_CELLS_SHOWN = 500;
const REQUIRED = ["title", "type", "focus_area", "start"] as const;

// What each pledge needs, and neither a column nor all rows together say.
function missingFields({ columns, defaults }: Mapping): (typeof REQUIRED)[number][] {
  const said = new Set([...Object.values(columns), ...Object.keys(defaults)]);
  return REQUIRED.filter((field) => !said.has(field));
}

export class ImportView {
  readonly element = html("div", { class: "view wide" });
  readonly #file: Field<HTMLInputElement>;
  readonly #mappingFile: Field<HTMLInputElement>;
  readonly #meaning = html("section", { class: "section", hidden: true });
  readonly #figures = html("section", { class: "section", role: "status" });
  readonly #signing = html("section", { class: "section" });
  #sheet: SheetFile | null = null;
  #read: Understood | null = null;
  #reading = 0; // an answer that comes late must not take the place of a later one
  #batch: BatchView | null = null;

  constructor(readonly context: OfficerPage) {
    const { catalogue } = context;
    this.#file = new Field(html("input", { type: "file", accept: ".csv,.tsv,.txt,.xlsx" }), catalogue.text("import.file"), catalogue.text("import.file_hint"));
    this.#file.target.addEventListener("change", () => void this.#choose());
    this.#mappingFile = new Field(html("input", { type: "file", accept: ".json" }), catalogue.text("import.mapping_file"), catalogue.text("import.mapping_file_hint"));
    this.#mappingFile.target.addEventListener("change", () => void this.#chooseMapping());
    const title = html("h2", { tabindex: "-1" }, catalogue.text("import.heading"));
    const form = html("div", { class: "form" }, this.#file.element);
    this.element.append(title, html("p", { class: "lead" }, catalogue.text("import.lead")), form, this.#meaning, this.#figures, this.#signing);
  }

  // ---- the file --------------------------------------------------------------------------------

  async #choose(): Promise<void> {
    const { catalogue } = this.context;
    const file = this.#file.target.files?.[0];
    if (file === undefined) return;
    const isTooLarge = file.size > FILE_BYTES_MAX;
    this.#file.refuse(isTooLarge ? catalogue.text("import.trouble.too_large") : null);
    if (isTooLarge) return;
    this.#sheet = await sheetFile(file);
    this.#meaning.hidden = true;
    await this.#ask(null);
  }

  async #chooseMapping(): Promise<void> {
    const bytes = await chosenBytes(this.#mappingFile.target, MAPPING_BYTES_MAX);
    if (bytes === null) return;
    const mapping = bytes.length > MAPPING_BYTES_MAX ? null : mappingFrom(decodeText(bytes.slice()) ?? "");
    this.#mappingFile.refuse(mapping === null ? this.context.catalogue.text("import.mapping_unread") : null);
    if (mapping !== null && (await this.#ask(mapping))) this.#drawMapping(mapping);
  }

  // True where the file was read, with the given mapping or with a draft of one.
  async #ask(mapping: Mapping | null): Promise<boolean> {
    const { catalogue } = this.context;
    const reading = ++this.#reading;
    this.#close();
    this.#figures.replaceChildren(html("p", { class: "quiet" }, catalogue.text("import.reading")));
    const answer = await understand(this.#sheet!, mapping);
    if (reading !== this.#reading) return false;
    if (!answer.ok) {
      this.#figures.replaceChildren();
      const said = [catalogue.optional(`import.trouble.${answer.kind}`) ?? catalogue.text("import.trouble.failed"), answer.detail];
      const field = mapping === null ? this.#file : this.#mappingFile;
      field.refuse(said.filter((each) => each !== "").join(" "));
      return false;
    }
    this.#file.refuse(null);
    this.#read = answer.value;
    if (mapping === null) this.#drawMapping(answer.value.mapping);
    this.#drawFigures(answer.value);
    this.drawSigning();
    return true;
  }

  // ---- what its columns mean -------------------------------------------------------------------

  #drawMapping(mapping: Mapping): void {
    const { catalogue } = this.context;
    let last = mapping;
    const form = new MappingForm(this.context, mapping, (changed) => {
      last = changed;
      drawLink();
      void this.#ask(changed);
    });
    const save = html("span", {});
    const drawLink = (): void => {
      const name = `${this.#sheet!.name}.mapping.json`;
      render(h(FileLink, { name, text: `${JSON.stringify(last, null, 2)}\n`, type: "application/json", children: catalogue.text("import.mapping_save") }), save);
    };
    drawLink();
    const header = html("header", {}, html("h3", {}, catalogue.text("import.meaning")), html("p", { class: "quiet" }, this.#readingLine()));
    const again = disclosure(catalogue.text("import.mapping_again"), false, html("div", { class: "form" }, this.#mappingFile.element, html("p", {}, save)));
    this.#meaning.replaceChildren(header, html("div", {}, form.element, again));
    this.#meaning.hidden = false;
  }

  // How the file itself was read.
  #readingLine(): string {
    const { catalogue } = this.context;
    const { reading } = this.#read!;
    if (typeof reading["sheet"] === "string") {
      const others = Array.isArray(reading["others"]) ? reading["others"].length : 0;
      return catalogue.text("import.workbook", { sheet: reading["sheet"], n: others });
    }
    const signs: Readonly<Record<string, string>> = { ",": "comma", ";": "semicolon", "\t": "tab" };
    const sign = signs[String(reading["delimiter"])] ?? "comma";
    return catalogue.text("import.csv", { encoding: String(reading["encoding"]), sign: catalogue.optional(`import.sign.${sign}`) ?? sign });
  }

  // ---- what was understood ---------------------------------------------------------------------

  #drawFigures({ understood, misread }: Understood): void {
    const { catalogue } = this.context;
    if (understood === null) {
      const missing = missingFields(this.#read!.mapping).map((field) => html("p", {}, catalogue.text("import.missing", { field: catalogue.text(`import.field.${field}`) })));
      const said = missing.length > 0 ? missing : [html("p", { lang: "en" }, misread ?? "")];
      const title = html("h3", {}, catalogue.text("import.misread"));
      return this.#figures.replaceChildren(html("header", {}, title), html("div", { class: "refused-lines" }, ...said));
    }
    const { announced, bad_cells: bad } = understood;
    const money = Object.entries(announced).map(([currency, amount]) => html("li", {}, catalogue.money(amount.replace(/\.\d$/, "$&0"), currency)));
    const areas = Object.entries(understood.focus_areas).map(([area, n]) => html("li", {}, `${catalogue.names.item(["focus-area"], area) ?? area}${catalogue.colon}${catalogue.count(n)}`));
    this.#figures.replaceChildren(
      html("header", {}, html("h3", {}, catalogue.text("import.understood"))),
      html(
        "div",
        { class: "understanding" },
        html("p", {}, html("b", {}, catalogue.text("import.pledges", { n: understood.pledges, rows: catalogue.count(understood.rows) }))),
        html("p", {}, catalogue.text("import.members", { known: catalogue.count(understood.known_members), n: understood.new_members.length })),
        html("ul", {}, ...money),
        html("ul", {}, ...areas),
        ...(bad.length === 0 ? [] : [this.#badCells(bad)]),
      ),
    );
  }

  #badCells(bad: readonly BadCell[]): HTMLElement {
    const { catalogue } = this.context;
    const rows = bad.slice(0, BAD_CELLS_SHOWN).map(({ row, column, heading, code, cell, what }) => {
      const place = column === null ? catalogue.text("import.bad.row", { row: String(row) }) : catalogue.text("import.bad.cell", { row: String(row), column: isolated(column), heading: isolated(heading ?? "") });
      const told = catalogue.optional(`import.fault.${code}`);
      const words = told === null ? html("span", { lang: "en" }, what) : html("span", {}, catalogue.fill(told, { cell: isolated(cell) }));
      return html("li", {}, html("b", {}, place), catalogue.colon, words);
    });
    const more = bad.length - rows.length;
    if (more > 0) rows.push(html("li", {}, catalogue.text("import.bad.more", { n: more })));
    return html("div", { class: "refused-lines" }, html("p", {}, warningMark(), html("b", {}, catalogue.text("import.bad.title", { n: bad.length }))), html("p", {}, catalogue.text("import.bad.note")), html("ul", {}, ...rows));
  }

  // ---- signing ---------------------------------------------------------------------------------

  #close(): void {
    this.#batch?.close();
    this.#batch = null;
    this.#signing.replaceChildren();
  }

  // First the organisations that the ledger does not have: a pledge is entered for one that it has.
  drawSigning(): void {
    const figures = this.#read?.understood ?? null;
    this.#close();
    if (figures === null || figures.statements.length === 0) return;
    const needed = keyNeeded(this.context, "registrar");
    if (needed !== null) return this.#signing.replaceChildren(html("div", {}), needed);
    const isFirst = figures.new_members.length > 0;
    const kind = isFirst ? "party.registered" : "pledge.submitted";
    this.#batch = new BatchView(this.context, this.#drafts(figures, kind), { isFirst, onGoOn: () => void this.#ask(this.#read!.mapping), onRecorded: (index) => this.context.api.cover(index) });
    this.#signing.replaceChildren(this.#batch.header, this.#batch.element);
  }

  #drafts({ statements }: Figures, wanted: string): { row: number; draft: FlowDraft }[] {
    const { operator } = this.context;
    return statements
      .filter(({ statement: { kind } }) => kind === wanted)
      .map(({ row, statement: { kind, stream, at, body } }) => ({ row, draft: { kind, stream, at, body, prev: null, signers: [operator] } as unknown as FlowDraft }));
  }
}
