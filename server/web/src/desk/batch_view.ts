// SPDX-License-Identifier: Apache-2.0
// BatchView: one review of several submissions: each with all that will be signed, collapsible, one consent, one
// button; then what became of each. What changed meanwhile is shown again, and takes another consent.
import { sentence } from "../form_page/phrases";
import { h, render } from "preact";
import { Choices, Consent, theirs } from "../fields/fields";
import { mark } from "../fields/marks";
import { foldedBody, refusalWords, wordsOfStatement } from "../signing";
import { BytesView } from "../signing/review_view";
import { html } from "../verifier/dom";
import { Batch, type BatchOptions, type BatchKind, type Standing } from "./batch";
import type { PledgeRow } from "./desk_api";
import { amountOf, disclosure, keyDigits, longText, rowsOf, whereOf } from "./parts";
import type { DeskContext } from "./context";
import { nextNumber } from "./rules";

export interface BatchViewOptions extends Pick<BatchOptions, "outbox" | "ledger"> {
  readonly onRecorded: (index: number) => void;
  readonly onBack: () => void;
}

type Context = Pick<DeskContext, "catalogue" | "client" | "api" | "keysFor">;

export function batchView(context: Context, rows: readonly PledgeRow[], options: BatchViewOptions): HTMLElement {
  return new BatchView(context, rows, options).element;
}

class BatchView {
  readonly element = html("section", { class: "sheet batch", "aria-labelledby": "batch-title" });
  readonly #entries = new Map<string, HTMLElement>();
  readonly #list = html("ol", { class: "batch-entries" });
  readonly #signing = html("div", { class: "signing" });
  readonly #said = html("p", { role: "status" });
  readonly #recorded = new Set<number>();
  #batch: Batch | null = null;
  #consent: Consent | null = null;

  constructor(
    readonly context: Context,
    readonly rows: readonly PledgeRow[],
    readonly options: BatchViewOptions,
  ) {
    const { catalogue } = context;
    const title = html("h2", { id: "batch-title", tabindex: "-1" }, catalogue.text("desk.batch.title", { n: rows.length }));
    this.element.append(title, html("p", { class: "quiet" }, catalogue.text("desk.batch.sub")), this.#choices());
    queueMicrotask(() => title.focus());
  }

  // ---- which decision --------------------------------------------------------------------------

  #choices(): HTMLElement {
    const { catalogue } = this.context;
    const reason = longText(catalogue.text("sign.field.reason"), catalogue.text("desk.reject.reason"));
    reason.element.hidden = true;
    const kinds = (["publish", "reject"] as const).map((value) => ({ value, label: catalogue.text(`desk.batch.${value}`), note: catalogue.text(`desk.${value}.note`), isChosen: value === "publish" }));
    const what = new Choices("radio", catalogue.text("desk.decision"), kinds, () => (reason.element.hidden = what.value !== "reject"));
    const go = html("button", { type: "submit", class: "button" }, catalogue.text("desk.batch.show"));
    const form = html("form", { class: "form", novalidate: true }, what.element, reason.element, html("p", { class: "actions" }, go, this.#backButton()));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const isRejection = what.value === "reject";
      const isMissing = isRejection && reason.value.trim() === "";
      reason.refuse(isMissing ? catalogue.text("sign.refusal.text_empty") : null);
      if (isMissing) return reason.target.focus();
      form.remove();
      void this.#begin(isRejection ? "pledge.rejected" : "pledge.published", reason.value);
    });
    return form;
  }

  #backButton(): HTMLElement {
    const back = html("button", { type: "button", class: "button plain" }, this.context.catalogue.text("desk.after.queue"));
    back.addEventListener("click", () => this.options.onBack());
    return back;
  }

  async #begin(kind: BatchKind, reason: string): Promise<void> {
    const { client } = this.context;
    const [key] = this.context.keysFor("reviewer");
    if (key === undefined) return;
    this.element.append(this.#list, this.#signing);
    const numbers = kind === "pledge.published" ? await this.#numbers() : new Map<string, string>();
    const say = ({ id }: PledgeRow) => (kind === "pledge.rejected" ? { reason } : { number: numbers.get(id) ?? "" });
    this.#batch = new Batch({ client, outbox: this.options.outbox, ledger: this.options.ledger, key, kind, say }, this.rows, (row) => this.#drawEntry(row));
    for (const row of this.rows) this.#drawEntry(row);
    await this.#batch.prepare();
    this.#drawSigning();
  }

  // The next numbers of the year, in the order of the list.
  async #numbers(): Promise<ReadonlyMap<string, string>> {
    const { api, client } = this.context;
    const year = new Date(client.clock.time).getUTCFullYear();
    const taken: (string | null)[] = ((await api.pledges(`from=${year}-01-01`)) ?? []).map(({ number }) => number);
    return new Map(
      this.rows.map(({ id }) => {
        const number = nextNumber(taken, year);
        taken.push(number);
        return [id, number];
      }),
    );
  }

  // ---- one of them -----------------------------------------------------------------------------

  #drawEntry(row: PledgeRow): void {
    const batch = this.#batch;
    if (batch === null) return;
    const standing = batch.standing(row);
    if (standing.at === "recorded" && !this.#recorded.has(standing.index)) {
      this.#recorded.add(standing.index);
      this.options.onRecorded(standing.index);
    }
    const { catalogue } = this.context;
    const head = html("p", { class: "batch-head" }, html("b", {}, theirs(row.title)), html("small", {}, theirs(row.memberName), " · ", amountOf(row, catalogue), " · ", whereOf(row, catalogue)));
    const entry = html("li", { class: `batch-entry ${standing.at}` }, head, html("div", { class: "batch-outcome" }, ...this.#outcome(standing)), ...this.#text(standing));
    this.#entries.get(row.id)?.replaceWith(entry);
    if (!this.#entries.has(row.id)) this.#list.append(entry);
    this.#entries.set(row.id, entry);
  }

  #outcome(standing: Standing): (Node | string)[] {
    const { catalogue } = this.context;
    switch (standing.at) {
      case "reading":
        return [html("p", { class: "quiet" }, catalogue.text("forms.loading"))];
      case "shown": {
        const faults = standing.faults.map((fault) => html("p", { class: "fault" }, mark.alert(), html("span", {}, refusalWords(fault, catalogue).text ?? fault.rule)));
        return [...(standing.hasChanged ? [html("p", { class: "warning" }, catalogue.text("desk.batch.changed"))] : []), ...faults];
      }
      case "recorded":
        return [html("p", { class: "sent" }, mark.active(), " ", html("a", { href: `/${catalogue.language}/records/${standing.index}` }, catalogue.text("desk.batch.recorded", { n: String(standing.index) })))];
      case "refused":
        return [html("p", { class: "fault" }, mark.alert(), html("span", {}, refusalWords(standing.fault, catalogue).text ?? standing.fault.rule))];
      default:
        return [html("p", { class: standing.at === "signing" ? "quiet" : "warning" }, catalogue.text(`desk.batch.${standing.at}`))];
    }
  }

  // All that will be signed, and the submission that is judged; open, so that it is seen.
  #text(standing: Standing): HTMLElement[] {
    if (standing.at !== "shown") return [];
    const { catalogue } = this.context;
    const { statement, stream } = standing;
    const before = foldedBody(stream.map((each) => each.statement)).body;
    const words = wordsOfStatement(statement.payload, catalogue, { before, references: stream.map(({ payload }) => payload) });
    if (words === null) return [];
    const bytes = html("div", {});
    render(h(BytesView, { review: { statement }, words, options: { catalogue } }), bytes);
    const quotes = words.quotes.map(({ rows }) => html("div", { class: "box" }, html("h4", {}, catalogue.text("desk.second.about")), rowsOf(rows, catalogue)));
    return [disclosure(catalogue.text("desk.batch.text"), true, rowsOf(words.rows, catalogue), ...quotes, bytes)];
  }

  // ---- one consent -----------------------------------------------------------------------------

  #drawSigning(): void {
    const batch = this.#batch!;
    const { catalogue } = this.context;
    const n = batch.ready.length;
    const [key] = this.context.keysFor("reviewer");
    if (n === 0) return this.#signing.replaceChildren(this.#said, html("p", { class: "actions" }, this.#backButton()));
    this.#consent = new Consent(catalogue.text("desk.batch.consent", { n }));
    const sign = html("button", { type: "button", class: "button" }, catalogue.text("desk.batch.sign", { n }));
    sign.addEventListener("click", () => void this.#sign(sign));
    const as = sentence(catalogue.message("desk.as"), { role: html("b", {}, catalogue.text("sign.role.reviewer")), key: keyDigits(key!.id) });
    this.#signing.replaceChildren(this.#said, this.#consent.element, html("p", { class: "actions" }, sign, this.#backButton()), html("p", { class: "small quiet" }, ...as));
  }

  async #sign(button: HTMLElement): Promise<void> {
    const batch = this.#batch!;
    const { catalogue } = this.context;
    const consent = this.#consent!;
    if (batch.isBusy) return;
    consent.refuse(consent.isGiven ? null : catalogue.text("sign.sheet.consent_missing"));
    if (!consent.isGiven) return consent.target.focus();
    button.setAttribute("aria-disabled", "true");
    const asked = batch.ready;
    await batch.sign();
    const recorded = asked.filter((row) => batch.standing(row).at === "recorded").length;
    this.#said.replaceChildren(html("b", {}, catalogue.text("desk.batch.done", { n: recorded, all: catalogue.count(asked.length) })));
    this.#drawSigning();
    const again = asked.find((row) => batch.standing(row).at === "shown");
    const place = again === undefined ? this.#said : this.#entries.get(again.id)!;
    place.setAttribute("tabindex", "-1");
    place.focus();
  }
}
