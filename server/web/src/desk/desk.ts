// SPDX-License-Identifier: Apache-2.0
// Desk: the three columns (queues, the items of one, the chosen item), the sheet in their place while something is
// signed, and what was recorded since the page was opened.
import { sheetBase } from "../form_page/sheet_base";
import type { FormPage } from "../form_page/form_page";
import type { UsableKey } from "../form_page/usable_keys";
import { openSheet, type Catalogue, type Fault, type LedgerClient, type OpenSheet, type SheetOptions } from "../signing";
import { html } from "../verifier/dom";
import type { DeskContext, ItemView, SignRequest } from "./context";
import { batchView } from "./batch_view";
import type { DeskApi, PledgeRow } from "./desk_api";
import { itemRow, queueList } from "./lists";
import { watchRecords, type LiveRecord } from "./live";
import type { DeskNames } from "./names";
import { openItem } from "./open_item";
import { headlineFor } from "./parts";
import { hashOf, placeIn, type Place } from "./place";
import type { Item, Items } from "./queues";
import { readItems } from "./read_items";
import { Several } from "./several";
import type { OfficerRole } from "./rules";
import { chosenFirst, keysWith, rememberedKey, rememberKey, signingAs } from "./signing_as";

const ROWS_SHOWN = 50;
const BATCH = "#review//batch"; // no item has this address
const DESK_EVERY_MS = 60_000; // requests and half-signed statements are no records: nobody tells of them
const SUBMISSIONS: ReadonlySet<string> = new Set(["pledge.submitted", "pledge.revised"]);

export interface DeskOptions extends Pick<FormPage, "place" | "outbox" | "ledger" | "keys"> {
  readonly catalogue: Catalogue;
  readonly client: LedgerClient;
  readonly api: DeskApi;
  readonly names: DeskNames;
  readonly operator: string;
}

export class Desk implements DeskContext {
  readonly catalogue: Catalogue;
  readonly client: LedgerClient;
  readonly api: DeskApi;
  readonly operator: string;
  #chosen: string;
  #place: Place;
  #items: Items;
  #view: ItemView | null = null;
  #opening = 0; // an item that is read slowly must not take the place of a later one
  #sheet: OpenSheet | null = null;
  #batch: HTMLElement | null = null;
  #isShowingAll = false;
  readonly #several: Several;
  #news = { submissions: 0, others: 0 };
  readonly #own = new Set<number>(); // records that were signed here
  readonly #as = html("div", {});
  readonly #queues = html("nav", { class: "desk-queues", "aria-labelledby": "desk-queues" });
  readonly #heading = html("h2", { id: "desk-items", tabindex: "-1" });
  readonly #live = html("div", { role: "status" });
  readonly #list = html("ul", { class: "queue-rows" });
  readonly #more = html("p", { class: "actions" });
  readonly #item: HTMLElement;
  readonly #itemNews = html("div", { role: "status" });
  readonly #columns: HTMLElement;
  readonly #sheetPlace = html("div", { class: "sheet-place", hidden: true });
  readonly #after = html("p", { class: "actions", hidden: true });

  constructor(
    readonly options: DeskOptions,
    items: Items,
  ) {
    ({ catalogue: this.catalogue, client: this.client, api: this.api, operator: this.operator } = options);
    this.#items = items;
    this.#item = html("section", { class: "desk-item", "aria-label": this.catalogue.text("desk.item") });
    this.#chosen = rememberedKey(options.keys);
    this.#place = { ...placeIn(location.hash), isSigning: false };
    this.#several = new Several(this.catalogue, () => this.keysFor("reviewer").length > 0, () => this.#draw(), (chosen) => this.#openBatch(chosen));
    const list = html("section", { class: "desk-items", "aria-labelledby": "desk-items" }, this.#heading, this.#several.element, this.#live, this.#list, this.#more);
    this.#columns = html("div", { class: "desk" }, this.#queues, list, this.#item);
    options.place.replaceChildren(this.#as, this.#columns, this.#sheetPlace, this.#after);
    history.replaceState(null, "", hashOf(this.#place));
    this.#drawKeys();
    this.#draw();
    void this.#openItem(false);
    addEventListener("hashchange", () => this.#go());
    watchRecords((record) => this.#hear(record));
    setInterval(() => void this.#refresh(), DESK_EVERY_MS);
  }

  // ---- keys ------------------------------------------------------------------------------------

  get allKeys(): readonly UsableKey[] {
    return chosenFirst(this.options.keys, this.#chosen);
  }

  keysFor(role: OfficerRole): readonly UsableKey[] {
    return keysWith(role, this.allKeys);
  }

  choose(key: string): void {
    this.#chosen = key;
    rememberKey(key);
    this.#drawKeys();
    void this.#openItem(true);
  }

  #drawKeys(): void {
    this.#as.replaceChildren(signingAs(this.catalogue, this.options.keys, this.#chosen, (key) => this.choose(key)));
  }

  // ---- queues and items ------------------------------------------------------------------------

  get #open(): readonly Item[] {
    return this.#items[this.#place.queue];
  }

  #draw(): void {
    const { catalogue, client } = this;
    const { queue } = this.#place;
    const title = html("h2", { id: "desk-queues" }, catalogue.text("desk.queues"));
    this.#queues.replaceChildren(title, ...queueList(catalogue, this.#items, queue));
    const rows = this.#open;
    this.#heading.textContent = catalogue.text(queue === "said" ? "desk.said.items" : "desk.items", { queue: catalogue.text(`desk.queue.${queue}`), n: rows.length });
    const shown = this.#isShowingAll ? rows : rows.slice(0, ROWS_SHOWN);
    const empty = html("li", { class: "queue-empty" }, catalogue.text(`desk.empty.${queue}`));
    const several = this.#several.redraw(queue, rows);
    this.#list.replaceChildren(...(rows.length === 0 ? [empty] : shown.map((item) => itemRow(item, this.#place, catalogue, client.clock.time, several(item)))));
    this.#more.replaceChildren();
    this.#more.hidden = shown.length === rows.length;
    if (this.#more.hidden) return;
    const more = html("button", { type: "button", class: "button plain" }, catalogue.text("desk.show_all", { n: rows.length }));
    more.addEventListener("click", () => {
      this.#isShowingAll = true;
      this.#draw();
      this.#list.querySelectorAll<HTMLElement>("a")[ROWS_SHOWN]?.focus();
    });
    this.#more.append(more);
  }

  async #refresh(): Promise<void> {
    const items = await readItems(this.api);
    if (items === null) return;
    this.#items = items;
    this.options.names.learn(items);
    // What has the focus is not taken away from under it.
    if (!this.#columns.contains(document.activeElement) || this.#item.contains(document.activeElement)) this.#draw();
  }

  async #openItem(hasFocus: boolean): Promise<void> {
    const opening = ++this.#opening;
    const { catalogue } = this;
    const id = this.#place.item;
    this.#itemNews.replaceChildren();
    this.#view = null;
    if (id === null) return this.#item.replaceChildren(html("p", { class: "quiet" }, catalogue.text("desk.item.none")));
    this.#item.replaceChildren(html("p", { class: "quiet", role: "status" }, catalogue.text("forms.loading")));
    const found = this.#open.find((each) => each.id === id);
    const view = await openItem(this, this.#place.queue, id, found);
    if (opening !== this.#opening) return;
    if (view === null) return this.#showUnread();
    this.#view = view;
    this.#item.replaceChildren(this.#itemNews, view.element);
    if (hasFocus) view.element.querySelector<HTMLElement>(".item-title")?.focus();
  }

  #showUnread(): void {
    const { catalogue } = this;
    const again = html("button", { type: "button", class: "button plain" }, catalogue.text("forms.again"));
    again.addEventListener("click", () => void this.#refresh().then(() => this.#openItem(true)));
    this.#item.replaceChildren(html("p", {}, catalogue.text("desk.item.gone")), html("p", {}, again));
  }

  #go(): void {
    if (this.#batch !== null && location.hash !== BATCH) return this.#leaveBatch();
    const before = this.#place;
    const now = placeIn(location.hash);
    // A sheet that was left is gone, with the form that it was made of.
    const isGone = now.isSigning && this.#sheet === null;
    this.#place = isGone ? { ...now, isSigning: false } : now;
    if (isGone) history.replaceState(null, "", hashOf(this.#place));
    const isSame = before.queue === now.queue && before.item === now.item;
    if (this.#place.isSigning || (isSame && this.#sheet === null)) return;
    this.#closeSheet();
    if (before.queue !== now.queue) this.#isShowingAll = false;
    this.#draw();
    if (isSame && this.#view !== null) return this.#view.element.querySelector<HTMLElement>(".item-title")?.focus();
    if (now.item === null) this.#heading.focus();
    void this.#openItem(true);
  }

  // ---- the sheet -------------------------------------------------------------------------------

  sign(request: SignRequest): void {
    const { catalogue, client, options } = this;
    this.#closeSheet();
    this.#place = { ...this.#place, isSigning: true };
    if (location.hash !== hashOf(this.#place)) history.pushState(null, "", hashOf(this.#place));
    this.#showSheetPlace();
    const { what, keys, form, fieldOf, remarks, references } = request;
    const shared: SheetOptions = {
      ...sheetBase({ client, catalogue, outbox: options.outbox, ledger: options.ledger }, keys),
      onBack: (fault) => this.#back(fault),
      onShowAgain: () => this.#showAgain(),
      onRecorded: (index) => void this.#recorded(index, request),
      onLeft: () => void this.#left(),
      ...(form === undefined ? {} : { form }),
      ...(fieldOf === undefined ? {} : { fieldOf }),
      ...(remarks === undefined ? {} : { remarks }),
      ...(references === undefined ? {} : { references }),
    };
    const made = "envelope" in what ? { envelope: what.envelope } : { draft: { ...what, signers: [keys[0]!.party] } as unknown as NonNullable<SheetOptions["draft"]> };
    this.#sheet = openSheet(this.#sheetPlace, { ...shared, ...made });
  }

  // Several submissions at once; the address says that they are open, and Back leads to the queue.
  #openBatch(chosen: readonly PledgeRow[]): void {
    const { outbox, ledger } = this.options;
    this.#closeSheet();
    history.pushState(null, "", BATCH);
    this.#showSheetPlace();
    const onRecorded = (index: number): void => {
      this.api.cover(index);
      this.#own.add(index);
    };
    this.#batch = batchView(this, chosen, { outbox, ledger, onRecorded, onBack: () => history.back() });
    this.#sheetPlace.replaceChildren(this.#batch);
  }

  #leaveBatch(): void {
    this.#closeSheet();
    this.#several.end();
    this.#heading.focus();
    void this.#refresh().then(() => this.#draw());
  }

  #showSheetPlace(): void {
    this.#columns.hidden = true;
    this.#as.hidden = true;
    this.#sheetPlace.hidden = false;
    this.options.place.closest(".my")?.classList.add("task");
    scrollTo({ top: 0 });
  }

  #closeSheet(): void {
    this.#sheet?.close();
    this.#sheet = null;
    this.#batch?.remove();
    this.#batch = null;
    this.#sheetPlace.hidden = true;
    this.#after.hidden = true;
    this.#columns.hidden = false;
    this.#as.hidden = false;
    this.options.place.closest(".my")?.classList.remove("task");
  }

  // With a fault, the sheet's own summary then gives the focus to its field.
  #back(fault: Fault | undefined): void {
    this.#closeSheet();
    this.#place = { ...this.#place, isSigning: false };
    history.back(); // to the item, from where the sheet was opened
    if (fault === undefined) this.#view?.element.querySelector<HTMLElement>(".item-title")?.focus();
  }

  #showAgain(): void {
    this.#back(undefined);
    void this.#refresh().then(() => this.#openItem(true));
  }

  // What was recorded has left its queue: the next one is offered.
  async #recorded(index: number, request: SignRequest): Promise<void> {
    this.api.cover(index);
    request.onRecorded?.();
    this.#own.add(index);
    this.#view = null; // what it shows is not so any more
    const { next } = request;
    const waiting = this.#open;
    const at = waiting.findIndex(({ id }) => id === this.#place.item);
    const following = (at < 0 ? waiting : [...waiting.slice(at + 1), ...waiting.slice(0, at)])[0];
    if (next !== undefined) {
      const go = html("button", { type: "button", class: "button" }, next.label);
      go.addEventListener("click", next.go);
      this.#offer(go);
    } else {
      this.#offer(...this.#waysOn(following));
    }
    await this.#refresh();
    this.#draw();
  }

  #waysOn(following: Item | undefined): HTMLElement[] {
    const { queue } = this.#place;
    const link = (text: string, item: string | null, kind: string): HTMLElement => html("a", { class: kind, href: hashOf({ queue, item, isSigning: false }) }, text);
    const back = link(this.catalogue.text("desk.after.queue"), null, "button plain");
    return following === undefined ? [back] : [link(this.catalogue.text("desk.after.next"), following.id, "button"), back];
  }

  #offer(...ways: HTMLElement[]): void {
    this.#after.replaceChildren(...ways);
    this.#after.hidden = false;
  }

  async #left(): Promise<void> {
    this.#offer(...this.#waysOn(undefined));
    await this.#refresh();
  }

  // ---- what others do meanwhile ----------------------------------------------------------------

  #hear({ index, kind, stream }: LiveRecord): void {
    this.api.cover(index);
    if (this.#own.delete(index)) return;
    // An own statement's event may come before its answer: then the sheet is still sending.
    const isOwn = this.#sheet?.flow.stage.at === "sending" && this.#view?.streams.includes(stream) === true;
    if (isOwn) return;
    if (this.#view?.streams.includes(stream) === true) return void this.#tellOfItem(stream, index);
    if (SUBMISSIONS.has(kind)) ++this.#news.submissions;
    else ++this.#news.others;
    const { submissions, others } = this.#news;
    const text = submissions > 0 ? this.catalogue.text("desk.live.submissions", { n: submissions }) : this.catalogue.text("desk.live.others", { n: others });
    this.#live.replaceChildren(this.#liveLine(text, () => void this.#showNews()));
  }

  async #showNews(): Promise<void> {
    this.#news = { submissions: 0, others: 0 };
    this.#live.replaceChildren();
    this.#heading.focus();
    await this.#refresh();
    this.#draw();
  }

  async #tellOfItem(stream: string, index: number): Promise<void> {
    const view = this.#view;
    const read = await this.client.stream(stream, index - 1);
    if (view !== this.#view) return;
    const said = read.ok ? read.value.map(({ payload }) => headlineFor(payload, this.catalogue)) : [];
    const line = this.#liveLine(this.catalogue.text("desk.live.item", { n: String(index) }), () => void this.#showItemAgain(), said);
    this.#itemNews.append(line);
  }

  async #showItemAgain(): Promise<void> {
    await this.#refresh();
    this.#draw();
    await this.#openItem(true);
  }

  #liveLine(text: string, show: () => void, more: readonly Node[] = []): HTMLElement {
    const button = html("button", { type: "button", class: "link-button" }, this.catalogue.text("desk.live.show"));
    button.addEventListener("click", show);
    return html("p", { class: "live" }, html("span", {}, text, ...more.flatMap((each) => [" ", each])), button);
  }
}
