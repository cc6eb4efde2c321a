// SPDX-License-Identifier: Apache-2.0
// Cosigning: the list of what waits, one of them in words, and the sheet. Which one is open is in the address:
// "#<sid>", or "#file" for one that was opened from a file.
import { envelopeView } from "../desk/envelope_view";
import type { DeskApi, EnvelopeRow } from "../desk/desk_api";
import type { SignRequest } from "../desk/context";
import { headlineFor } from "../desk/parts";
import { chosenBytes, Field } from "../fields/fields";
import { readAwaited } from "../form_page/awaited";
import type { FormPage } from "../form_page/form_page";
import { placeOf, TaskSheet } from "../form_page/task_sheet";
import { isFaults, refusalWords, type Envelope } from "../signing";
import { ENVELOPE_BYTES_MAX, newKeyOf } from "../signing/envelope";
import { html } from "../verifier/dom";
import { decodeText } from "../verify/bytes";
import { envelopeIn } from "./opened_file";
import { concerns, sortedOut, type Waiting, type WaitingRow } from "./waiting";

const FILE = "file";
const ROWS_MAX = 100;
const AGAIN_MS = 60_000; // what is left on the desk is no record: nobody tells of it

export class Cosigning {
  readonly #list = html("div", {});
  readonly #item = html("section", { class: "cosign-item", hidden: true });
  readonly #content = html("div", {});
  readonly #sheet: TaskSheet;
  readonly #file: Field<HTMLInputElement>;
  #waiting: Waiting = { mine: [], others: [], behind: [] };
  #rows: readonly EnvelopeRow[] = [];
  #opened: Envelope | null = null; // from a file
  #opening = 0;

  constructor(
    readonly page: FormPage,
    readonly api: DeskApi,
  ) {
    const { catalogue } = page;
    const input = html("input", { type: "file", accept: ".json,application/json" });
    this.#file = new Field(input, catalogue.text("cosign.file"), catalogue.text("cosign.file_hint"));
    input.addEventListener("change", () => void this.#openFile());
    this.#content.append(this.#list, this.#item);
    page.place.replaceChildren(this.#content);
    this.#sheet = new TaskSheet(page, this.#content);
  }

  async begin(): Promise<void> {
    await this.#read();
    addEventListener("hashchange", () => void this.#show(true));
    await this.#show(false);
    setInterval(() => void this.#readAgain(), AGAIN_MS);
  }

  // ---- what waits ------------------------------------------------------------------------------

  async #read(): Promise<void> {
    const { client, keys } = this.page;
    this.#rows = (await this.api.envelopes()).filter((row) => concerns(row, keys, newKeyOf(row.envelope.statement)));
    const rows = await Promise.all(
      this.#rows.slice(0, ROWS_MAX).map(async (row): Promise<WaitingRow | null> => {
        const awaited = await readAwaited(client, row.envelope);
        return awaited === null ? null : { ...row, awaited };
      }),
    );
    this.#waiting = sortedOut(rows.filter((row) => row !== null), keys);
    this.#draw();
  }

  // What has the focus is not taken away from under it.
  async #readAgain(): Promise<void> {
    if (this.#sheet.isOpen || this.#list.hidden || this.#list.contains(document.activeElement)) return;
    await this.#read();
  }

  #draw(): void {
    const { catalogue, keys } = this.page;
    const { mine, others, behind } = this.#waiting;
    const title = html("h2", { tabindex: "-1" }, catalogue.text("cosign.mine", { n: mine.length }));
    const none = keys.length === 0 ? this.#keyless() : html("p", { class: "quiet" }, catalogue.text("cosign.none"));
    const rest = ([["cosign.others", others], ["cosign.behind", behind]] as const).filter(([, rows]) => rows.length > 0);
    this.#list.replaceChildren(
      html("section", { class: "view" }, title, mine.length === 0 ? none : this.#listOf(mine), ...rest.flatMap(([key, rows]) => [html("h3", {}, catalogue.text(key, { n: rows.length })), this.#listOf(rows)])),
      html("section", { class: "view section" }, html("h2", {}, catalogue.text("cosign.from_file")), html("p", { class: "lead" }, catalogue.text("cosign.from_file_note")), html("div", { class: "form" }, this.#file.element)),
    );
  }

  #keyless(): HTMLElement {
    const { catalogue } = this.page;
    const link = html("a", { href: `/${catalogue.language}/my/keys`, class: "button" }, catalogue.text("desk.key.go"));
    return html("div", { class: "state" }, html("h3", {}, catalogue.text("cosign.keyless")), html("p", {}, catalogue.text("cosign.keyless_note")), html("p", { class: "actions" }, link));
  }

  #listOf(rows: readonly WaitingRow[]): HTMLElement {
    return html("ul", { class: "queue-rows" }, ...rows.map((row) => this.#row(row)));
  }

  #row({ sid, received, envelope }: WaitingRow): HTMLElement {
    const { catalogue } = this.page;
    const link = html("a", { href: `#${sid}` }, headlineFor(envelope.statement.payload, catalogue));
    const line = [catalogue.text("desk.second.count", { n: envelope.signatures.length }), " · ", catalogue.text("desk.second.received", { time: catalogue.time(received) })];
    return html("li", { class: "queue-row" }, html("div", {}, html("h3", {}, link), html("p", {}, ...line)));
  }

  // ---- a file ----------------------------------------------------------------------------------

  async #openFile(): Promise<void> {
    const { catalogue, ledger } = this.page;
    const bytes = await chosenBytes(this.#file.target, ENVELOPE_BYTES_MAX);
    this.#file.refuse(null);
    if (bytes === null) return;
    const envelope = bytes.length > ENVELOPE_BYTES_MAX ? null : envelopeIn(decodeText(bytes.slice()) ?? "");
    if (envelope === null || isFaults(envelope)) {
      const words = envelope === null ? null : refusalWords(envelope[0]!, catalogue).text;
      return this.#file.refuse(`${catalogue.text("cosign.file_unread")}${words === null ? "" : ` ${words}`}`);
    }
    if (envelope.statement.read.ledger !== ledger) return this.#file.refuse(catalogue.text("cosign.file_foreign"));
    // The desk may have signatures that the file has not.
    const kept = this.#rows.find(({ sid }) => sid === envelope.statement.sid);
    this.#opened = kept?.envelope.joined(envelope) ?? envelope;
    if (placeOf(location.hash) === FILE) await this.#show(true);
    else location.hash = FILE;
  }

  // ---- one of them -----------------------------------------------------------------------------

  async #show(hasFocus: boolean): Promise<void> {
    if (this.#sheet.isOpen) return;
    const place = placeOf(location.hash);
    const row = this.#rows.find(({ sid }) => sid === place);
    const shown = place === FILE && this.#opened !== null ? { envelope: this.#opened, received: null } : row;
    const opening = ++this.#opening;
    this.#list.hidden = place !== "";
    this.#item.hidden = place === "";
    const { catalogue } = this.page;
    if (place === "") return hasFocus ? this.#list.querySelector("h2")?.focus() : undefined;
    const back = html("p", {}, html("a", { href: "#" }, catalogue.text("cosign.back")));
    this.#item.replaceChildren(back, html("p", { class: "quiet", role: "status" }, catalogue.text("forms.loading")));
    const view = shown === undefined ? null : await envelopeView({ catalogue, client: this.page.client, allKeys: this.page.keys, sign: (request) => this.#sign(request) }, shown);
    if (opening !== this.#opening) return;
    this.#item.replaceChildren(back, view?.element ?? html("p", {}, catalogue.text("desk.item.gone")));
    if (hasFocus) this.#item.querySelector<HTMLElement>(".item-title")?.focus();
  }

  #sign({ what, keys }: SignRequest): void {
    if (!("envelope" in what)) return;
    const { catalogue } = this.page;
    this.#sheet.open({
      what: { envelope: what.envelope },
      keys,
      onRecorded: (index) => this.api.cover(index),
      waysOn: () => {
        const list = html("a", { href: "#", class: "button plain" }, catalogue.text("cosign.back"));
        list.addEventListener("click", () => void this.#read());
        return [list];
      },
    });
  }
}
