// SPDX-License-Identifier: Apache-2.0
// BatchView: all statements that the rows make, each with its row, its words and what the ledger says of it; one consent,
// one button, and then what became of each.
import { sentence } from "../form_page/phrases";
import { h, render } from "preact";
import { disclosure, keyDigits, rowsOf } from "../desk/parts";
import type { OfficerPage } from "../desk/officer_page";
import { Consent, theirs } from "../fields/fields";
import { mark } from "../fields/marks";
import { refusalWords, wordsOfStatement, type FlowDraft } from "../signing";
import { BytesView } from "../signing/review_view";
import { html } from "../verifier/dom";
import { Batch, type BatchItem } from "./batch";

export interface RowDraft {
  readonly row: number;
  readonly draft: FlowDraft;
}

export interface BatchViewOptions {
  readonly isFirst: boolean; // organisations, before their pledges
  readonly onGoOn: () => void;
  readonly onRecorded: (index: number) => void;
}

export class BatchView {
  readonly header: HTMLElement;
  readonly element = html("div", { class: "batch" });
  readonly #batch: Batch;
  readonly #progress = html("progress", { max: "1", value: "0" });
  readonly #said = html("p", { role: "status" });
  readonly #signing = html("div", { class: "signing" });
  readonly #list = html("ol", { class: "batch-entries" });
  readonly #entries: HTMLElement[] = [];
  #isBusy = false;

  constructor(
    readonly context: OfficerPage,
    readonly rows: readonly RowDraft[],
    readonly options: BatchViewOptions,
  ) {
    const { catalogue, client, page } = context;
    const [key] = context.keysFor("registrar");
    this.#batch = new Batch({ client, outbox: page.outbox, ledger: page.ledger, key: key!.signing, drafts: rows.map(({ draft }) => draft), page: location.pathname });
    const n = rows.length;
    this.#progress.setAttribute("aria-label", catalogue.text("import.trying", { n }));
    this.#progress.max = n;
    const title = html("h3", { tabindex: "-1" }, catalogue.text(options.isFirst ? "import.sign.members" : "import.sign.pledges", { n }));
    this.header = html("header", {}, title, html("p", { class: "quiet" }, catalogue.text(options.isFirst ? "import.sign.members_note" : "import.sign.pledges_note")));
    this.element.append(
      this.#progress,
      this.#said,
      this.#signing,
      disclosure(catalogue.text("import.sign.texts", { n }), n <= 3, this.#list),
    );
    for (const [i] of rows.entries()) this.#list.append((this.#entries[i] = html("li", { class: "batch-entry" })));
    this.#drawAll();
    this.#batch.onChange(() => this.#drawChanged());
    void this.#try();
  }

  close(): void {
    this.#batch.close();
  }

  async #try(): Promise<void> {
    await this.#batch.tryAll();
    this.#progress.hidden = true;
    this.#drawSigning();
  }

  // ---- one of them -----------------------------------------------------------------------------

  readonly #drawn: (BatchItem | undefined)[] = [];

  #drawChanged(): void {
    this.#drawAll();
    this.#progress.value = this.#isBusy ? this.#batch.count("recorded") : this.#batch.settled;
  }

  #drawAll(): void {
    for (const [i, item] of this.#batch.items.entries()) {
      if (this.#drawn[i] === item) continue;
      this.#drawn[i] = item;
      this.#drawEntry(i, item);
    }
  }

  #drawEntry(i: number, item: BatchItem): void {
    const { catalogue } = this.context;
    const { body } = item.draft as unknown as { readonly body: Readonly<Record<string, unknown>> };
    const title = String(body["title"] ?? body["name"] ?? item.draft.stream);
    const member = typeof body["on_behalf_of"] === "string" ? (catalogue.names.party(body["on_behalf_of"]) ?? body["on_behalf_of"]) : null;
    const head = html("p", { class: "batch-head" }, html("b", {}, theirs(title)), html("small", {}, catalogue.text("import.bad.row", { row: String(this.rows[i]!.row) }), ...(member === null ? [] : [" · ", theirs(member)])));
    this.#entries[i]!.replaceChildren(head, html("div", { class: "batch-outcome" }, ...this.#outcome(item)), ...this.#text(item));
    if (item.state.is === "recorded") this.options.onRecorded(item.state.index);
  }

  #outcome({ state }: BatchItem): Node[] {
    const { catalogue } = this.context;
    switch (state.is) {
      case "recorded":
        return [html("p", { class: "sent" }, mark.active(), " ", html("a", { href: `/${catalogue.language}/records/${state.index}` }, catalogue.text("desk.batch.recorded", { n: String(state.index) })))];
      case "refused":
        return state.faults.map((fault) => html("p", { class: "fault" }, mark.alert(), html("span", {}, refusalWords(fault, catalogue).text ?? fault.rule)));
      case "waiting":
        return [html("p", { class: "warning" }, catalogue.text("desk.batch.kept"))];
      case "unknown":
        return [html("p", { class: "warning" }, catalogue.text("desk.batch.unread"))];
      case "there":
        return [html("p", { class: "quiet" }, catalogue.text("import.there"))];
      default:
        return [];
    }
  }

  // The words are made when somebody opens them: there may be thousands.
  #text({ statement, state }: BatchItem): HTMLElement[] {
    if (statement === null || state.is === "recorded") return [];
    const { catalogue } = this.context;
    const content = html("div", {});
    const details = disclosure(catalogue.text("import.sign.text"), false, content);
    details.addEventListener("toggle", () => {
      if (content.childElementCount > 0) return;
      const words = wordsOfStatement(statement.payload, catalogue, { before: null, references: [] });
      if (words === null) return;
      const bytes = html("div", {});
      render(h(BytesView, { review: { statement }, words, options: { catalogue } }), bytes);
      content.append(rowsOf(words.rows, catalogue), bytes);
    });
    return [details];
  }

  // ---- one consent -----------------------------------------------------------------------------

  #drawSigning(): void {
    const { catalogue } = this.context;
    const [ready, refused, there, unknown] = (["accepted", "refused", "there", "unknown"] as const).map((is) => this.#batch.count(is)) as [number, number, number, number];
    const lines = [
      catalogue.text("import.tried", { n: ready, all: catalogue.count(this.rows.length) }),
      ...(refused === 0 ? [] : [catalogue.text("import.refused", { n: refused })]),
      ...(there === 0 ? [] : [catalogue.text("import.there_all", { n: there })]),
      ...(unknown === 0 ? [] : [catalogue.text("desk.batch.unread")]),
    ];
    this.#said.textContent = lines.join(" ");
    // All of them are there: the next step.
    if (ready === 0) return this.#signing.replaceChildren(...(this.options.isFirst && there > 0 ? [this.#goOn()] : []));
    const consent = new Consent(catalogue.text("desk.batch.consent", { n: ready }));
    const sign = html("button", { type: "button", class: "button" }, catalogue.text("desk.batch.sign", { n: ready }));
    sign.addEventListener("click", () => void this.#sign(sign, consent, ready));
    const [key] = this.context.keysFor("registrar");
    const as = sentence(catalogue.message("desk.as"), { role: html("b", {}, catalogue.text("sign.role.registrar")), key: keyDigits(key!.id) });
    this.#signing.replaceChildren(consent.element, html("p", { class: "actions" }, sign), html("p", { class: "small quiet" }, ...as));
  }

  #goOn(): HTMLElement {
    const button = html("button", { type: "button", class: "button" }, this.context.catalogue.text("import.go_on"));
    button.addEventListener("click", () => this.options.onGoOn());
    return html("p", { class: "actions" }, button);
  }

  async #sign(button: HTMLElement, consent: Consent, ready: number): Promise<void> {
    if (this.#isBusy) return;
    const { catalogue } = this.context;
    consent.refuse(consent.isGiven ? null : catalogue.text("sign.sheet.consent_missing"));
    if (!consent.isGiven) return consent.target.focus();
    this.#isBusy = true;
    button.setAttribute("aria-disabled", "true");
    this.#progress.max = ready;
    this.#progress.value = 0;
    this.#progress.setAttribute("aria-label", catalogue.text("desk.batch.signing"));
    this.#progress.hidden = false;
    const end = await this.#batch.sign();
    this.#isBusy = false;
    this.#progress.hidden = true;
    const recorded = this.#batch.count("recorded");
    const said = [catalogue.text("desk.batch.done", { n: recorded, all: catalogue.count(ready) })];
    if (end === "not_signed") said.push(catalogue.text("desk.batch.unsigned"));
    if (end === "not_kept") said.push(catalogue.text("sign.kept.not_kept"));
    const isDone = recorded === ready;
    this.#said.replaceChildren(html("b", {}, said.join(" ")));
    const review = html("a", { href: `/${catalogue.language}/desk#review`, class: "button plain" }, catalogue.text("import.to_review"));
    this.#signing.replaceChildren(...(this.options.isFirst ? [this.#goOn()] : [html("p", { class: "actions" }, review)]), ...(isDone ? [] : [html("p", { class: "hint" }, catalogue.text("import.again"))]));
    this.#said.setAttribute("tabindex", "-1");
    this.#said.focus();
  }
}
