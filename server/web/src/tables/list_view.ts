// SPDX-License-Identifier: Apache-2.0
// ListView: one of the published lists: its items, a new version from a table or a file, and what that changes. The
// version takes the place of the whole list, so an item that is missing ends.
import { box, disclosure, fieldFor } from "../desk/parts";
import type { OfficerPage } from "../desk/officer_page";
import { Field, select, theirs } from "../fields/fields";
import type { Fault, FormField } from "../signing";
import { faultAt } from "../signing/fault";
import { html } from "../verifier/dom";
import type { JsonObject } from "../verify/json";
import { hasChanges, listChanges, type ItemChange, type ListChanges } from "./changes";
import { tableOf, understandList, type ItemFault, type ListItem, type UnderstoodList } from "./list_table";
import { inForce, ofDay, type ListVersion, type Published } from "./published";
import { correctionNote, dayField, lineField, PasteField, registrarForm, sourceField, versionsTable } from "./table_parts";
import { touchedPledges } from "./touched";

const NEW = "-"; // in the address: a list that the ledger does not have yet
const ID = /^[a-z0-9-]{1,64}$/;

export function listView(context: OfficerPage, published: Published, subject: string): HTMLElement {
  const { catalogue } = context;
  const names = [...new Set(published.lists.map(({ list }) => list))].sort();
  const chosen = names.includes(subject) || subject === NEW ? subject : (names[0] ?? NEW);
  const choices = [...names.map((name) => ({ value: name, label: listName(context, name), isChosen: name === chosen })), { value: NEW, label: catalogue.text("tables.lists.new"), isChosen: chosen === NEW }];
  const which = new Field(select(choices), catalogue.text("sign.field.list"));
  which.target.addEventListener("change", () => (location.hash = `lists/${which.value}`));
  const form = new ListView(context, published, chosen === NEW ? null : chosen).element;
  return html("div", { class: "view wide" }, html("h2", { tabindex: "-1" }, catalogue.text("tables.lists.heading")), html("p", { class: "lead" }, catalogue.text("tables.lists.lead")), which.element, form);
}

// "Country groups", with the id where the catalogue has no name.
function listName({ catalogue }: OfficerPage, list: string): string {
  const name = catalogue.optional(`tables.list.${list}`);
  return name === null ? list : name;
}

class ListView {
  readonly element: HTMLElement;
  readonly #versions: readonly ListVersion[];
  readonly #countries: ReadonlySet<string>;
  readonly #id;
  readonly #paste: PasteField;
  readonly #day;
  readonly #source;
  readonly #note = html("div", {});
  #understood: UnderstoodList | null = null;

  constructor(
    readonly context: OfficerPage,
    readonly published: Published,
    readonly list: string | null,
  ) {
    const { catalogue, page } = context;
    this.#versions = published.lists.filter((version) => version.list === list);
    this.#countries = new Set(page.reference.countries.map(({ iso3 }) => String(iso3)));
    this.#id = lineField(catalogue.text("tables.lists.id"), catalogue.text("tables.lists.id_hint"), "", { dir: "ltr", autocapitalize: "none" });
    const words = { label: catalogue.text("tables.lists.paste"), hint: catalogue.text("tables.lists.paste_hint"), file: catalogue.text("tables.file") };
    this.#paste = new PasteField(words, (text) => this.#read(text), () => catalogue.text("tables.file_unread"));
    this.#day = dayField(catalogue.text("sign.field.effective"), catalogue.text("tables.lists.day_hint"));
    this.#day.target.addEventListener("change", () => this.#draw());
    this.#source = sourceField(context, catalogue.text("tables.lists.source_hint"));
    const form = registrarForm(context, {
      legend: catalogue.text("tables.lists.title"),
      stream: "governance",
      prev: published.head,
      decision: {
        value: "list",
        label: catalogue.text("tables.lists.title"),
        fields: [...(list === null ? [this.#id.element] : []), this.#startButton(), this.#paste.element, this.#day.element, this.#note, this.#source.element],
        kind: "list.published",
        body: () => this.#body(),
        fieldOf: (pointer) => this.#fieldOf(pointer),
        faults: () => this.#faults(),
        references: () => (this.#corrected === null ? [] : [this.#corrected.payload]),
      },
    });
    const size = { name: catalogue.text("tables.lists.size"), of: ({ items }: ListVersion) => items.length };
    this.element = html("div", { class: "item-body" }, this.#itemsPart(), form, list === null ? "" : versionsTable(context, this.#versions, size, () => false));
  }

  get #now(): ListVersion | null {
    const today = new Date(this.context.client.clock.time).toISOString().slice(0, 10);
    return inForce(this.#versions, today);
  }
  get #before(): ListVersion | null {
    return inForce(this.#versions, this.#day.value === "" ? "9999-12-31" : this.#day.value);
  }
  get #corrected(): ListVersion | null {
    return ofDay(this.#versions, this.#day.value);
  }

  #titleOf({ title, id }: ListItem): string {
    return title[this.context.catalogue.language] ?? title["en"] ?? id;
  }

  // The items in force.
  #itemsPart(): HTMLElement {
    const { catalogue } = this.context;
    const version = this.#now;
    if (version === null) return html("p", {}, catalogue.text(this.list === null ? "tables.lists.new_note" : "tables.lists.none"));
    const rows = version.items.map((item) => html("li", {}, theirs(this.#titleOf(item)), " ", html("small", {}, html("bdi", { class: "mono", dir: "ltr" }, item.id))));
    return disclosure(catalogue.text("tables.lists.in_force", { n: version.items.length, day: catalogue.day(version.effective) }), false, html("ul", {}, ...rows));
  }

  // A change begins from what is in force; the table can be copied into a spreadsheet and back.
  #startButton(): HTMLElement {
    const from = this.#before;
    if (from === null) return html("div", {});
    const button = html("button", { type: "button", class: "button plain" }, this.context.catalogue.text("tables.lists.start"));
    button.addEventListener("click", () => this.#paste.fill(tableOf((this.#before ?? from).items)));
    return html("p", { class: "actions" }, button);
  }

  #read(text: string): void {
    this.#understood = text.trim() === "" ? null : understandList(text, this.#countries);
    const { effective = null, source = null } = this.#understood ?? {};
    if (effective !== null && this.#day.value === "") this.#day.target.value = effective;
    if (source !== null && this.#source.value === "") this.#source.target.value = source;
    this.#draw();
  }

  // ---- what it changes -------------------------------------------------------------------------

  #draw(): void {
    const { catalogue } = this.context;
    const note = correctionNote(this.context, this.#versions, this.#day.value);
    this.#note.replaceChildren(...(note === null ? [] : [note]));
    const { understood } = this.#paste;
    if (this.#understood === null) return understood.replaceChildren(...(this.#paste.text.trim() === "" ? [] : [html("p", {}, catalogue.text("tables.too_long"))]));
    const { items, faults } = this.#understood;
    const before = this.#before;
    const parts = before === null ? [html("p", {}, catalogue.text("tables.lists.first"))] : this.#changesPart(listChanges(before.items, items), before);
    understood.replaceChildren(html("p", {}, html("b", {}, catalogue.text("tables.lists.understood", { n: items.length }))), ...this.#faultsPart(faults), ...parts);
  }

  #faultsPart(faults: readonly ItemFault[]): HTMLElement[] {
    const { catalogue } = this.context;
    if (faults.length === 0) return [];
    const rows = faults.map(({ line, is, text }) => {
      const show = html("button", { type: "button", class: "link-button" }, catalogue.text("tables.line", { n: catalogue.count(line) }));
      show.addEventListener("click", () => this.#paste.showLine(line));
      return html("li", {}, show, catalogue.colon, catalogue.text(`tables.lists.fault.${is}`, { text }));
    });
    return [html("div", { class: "refused-lines" }, html("p", {}, html("b", {}, catalogue.text("tables.refused", { n: faults.length }))), html("ul", {}, ...rows))];
  }

  #changesPart(changes: ListChanges, before: ListVersion): HTMLElement[] {
    const { catalogue } = this.context;
    if (!hasChanges(changes)) return [html("p", {}, catalogue.text("tables.lists.same"))];
    const { added, gone, changed, isReordered } = changes;
    const item = (each: ListItem): HTMLElement => html("li", {}, theirs(this.#titleOf(each)), " ", html("small", {}, html("bdi", { class: "mono", dir: "ltr" }, each.id)));
    const part = (key: "added" | "gone" | "changed", rows: readonly HTMLElement[]): HTMLElement[] => (rows.length === 0 ? [] : [html("h4", {}, catalogue.text(`tables.lists.${key}`, { n: rows.length })), html("ul", { class: `changes ${key}` }, ...rows)]);
    const subjects = [...gone, ...changed.filter(({ added: come, gone: went }) => come.length + went.length > 0).map(({ before: was }) => was)].map((each) => ({ id: each.id, title: this.#titleOf(each) }));
    const day = this.#day.value === "" ? "" : catalogue.day(this.#day.value);
    return [
      box(
        catalogue.text("tables.lists.beside", { day: catalogue.day(before.effective) }),
        ...part("added", added.map(item)),
        ...part("gone", gone.map(item)),
        gone.length === 0 ? null : html("p", { class: "warning" }, day === "" ? catalogue.text("tables.lists.gone_note") : catalogue.text("tables.lists.gone_from", { day })),
        ...part("changed", changed.map((change) => this.#change(change))),
        isReordered ? html("p", {}, catalogue.text("tables.lists.reordered")) : null,
      ),
      touchedPledges(this.context, before.list, subjects),
    ];
  }

  #change({ before, now, titles, added, gone, isOfLeads }: ItemChange): HTMLElement {
    const { catalogue } = this.context;
    const texts = titles.map((language) =>
      html("span", { class: "block" }, `${catalogue.languageName(language)}${catalogue.colon}`, html("del", {}, theirs(before.title[language] ?? catalogue.text("sign.value.absent"))), " ", html("ins", {}, theirs(now.title[language] ?? catalogue.text("sign.value.removed")))),
    );
    const countries = (key: "tables.lists.countries_added" | "tables.lists.countries_gone", codes: readonly string[]): HTMLElement[] =>
      codes.length === 0 ? [] : [html("span", { class: "block" }, catalogue.text(key), catalogue.colon, codes.map((iso3) => catalogue.country(iso3)).join(catalogue.between))];
    const leads = isOfLeads ? [html("span", { class: "block" }, catalogue.text("sign.field.leads"), catalogue.colon, html("del", {}, theirs((before.leads ?? []).join("; "))), " ", html("ins", {}, theirs((now.leads ?? []).join("; "))))] : [];
    return html("li", {}, theirs(this.#titleOf(now)), ...texts, ...countries("tables.lists.countries_added", added), ...countries("tables.lists.countries_gone", gone), ...leads);
  }

  // ---- the statement ---------------------------------------------------------------------------

  #body(): JsonObject {
    this.#paste.read();
    const corrected = this.#corrected;
    const items = (this.#understood?.items ?? []) as unknown as JsonObject[];
    return { list: this.list ?? this.#id.value, effective: this.#day.value, items, source: this.#source.value, ...(corrected === null ? {} : { corrects: corrected.sid }) };
  }

  #faults(): Fault[] {
    const faults: Fault[] = [];
    const isKnown = this.list === null && this.published.lists.some(({ list }) => list === this.#id.value);
    if (isKnown && ID.test(this.#id.value)) faults.push(faultAt("list_known", "/body/list"));
    if ((this.#understood?.items.length ?? 0) === 0) return [...faults, faultAt("items_missing", "/body/items")];
    if (this.#understood!.faults.length > 0) faults.push(faultAt("lines_refused", "/body/items"));
    const before = this.#before;
    if (before !== null && !hasChanges(listChanges(before.items, this.#understood!.items))) faults.push(faultAt("nothing_changed", "/body/items"));
    return faults;
  }

  #fieldOf(pointer: string): FormField | null {
    if (pointer.startsWith("/body/items")) return this.#paste.fieldFor();
    if (pointer === "/body/list") return this.list === null ? fieldFor(this.#id) : null;
    if (pointer === "/body/effective" || pointer === "/body/corrects") return fieldFor(this.#day);
    return pointer === "/body/source" ? fieldFor(this.#source) : null;
  }
}
