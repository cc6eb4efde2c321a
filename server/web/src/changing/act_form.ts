// SPDX-License-Identifier: Apache-2.0
// ActForm: a small form of one act: what it means, what it is about, the reason where there is one; then the sheet.
import { sheetBase } from "../form_page/sheet_base";
import { asField } from "../form_page/as_field";
import { h, render } from "preact";
import { Field, watch } from "../fields/fields";
import { clearRefusals, faultsOfBody, KINDS, markRefusals, openSheet, type Fault, type FlowDraft, type FormField, type OpenSheet } from "../signing";
import { plain } from "../signing/merge_patch";
import { RefusalSummary } from "../signing/refusal_summary";
import { html } from "../verifier/dom";
import type { FormPage } from "../form_page/form_page";
import type { Act, Offer } from "./offers";

export type SmallAct = Exclude<Act, "revise" | "amend" | "correct">;

export interface ActOptions {
  readonly page: FormPage; // with a catalogue that has the names of the pledge and its member
  readonly place: HTMLElement;
  readonly act: SmallAct;
  readonly keys: Offer["keys"];
  readonly subject: HTMLElement | null; // what it is about
  readonly reason: "needed" | "free" | "none";
  readonly draft: (reason: string, party: string) => FlowDraft;
  readonly onBack: () => void;
  readonly onShowAgain: () => void;
  readonly doneLinks: () => readonly HTMLElement[];
}

const REASON_ROWS = "5";
const MARK_WAIT_MS = 400;

export class ActForm {
  readonly #section: HTMLElement;
  readonly #title: HTMLElement;
  readonly #form = html("form", { class: "view form", novalidate: true });
  readonly #summary = html("div", { hidden: true });
  readonly #sheetPlace = html("div", { class: "sheet-place", hidden: true });
  readonly #after = html("p", { class: "actions", hidden: true });
  readonly #reason: Field<HTMLTextAreaElement> | null;
  #sheet: OpenSheet | null = null;
  #isOver = false; // the ledger has it

  constructor(readonly options: ActOptions) {
    const { page, place, act, subject, reason, onBack } = options;
    const { catalogue } = page;
    this.#title = html("h2", { id: "act", tabindex: "-1" }, catalogue.text(`changing.act.${act}`));
    const header = html("header", {}, this.#title, html("p", {}, catalogue.text("changing.act_note")));
    this.#reason = reason === "none" ? null : this.#reasonField();
    const go = html("button", { type: "submit", class: "button" }, catalogue.text("pledging.review"));
    const back = html("button", { type: "button", class: "button plain" }, catalogue.text("pledging.back"));
    back.addEventListener("click", onBack);
    const parts = [this.#summary, html("p", { class: "lead" }, catalogue.text(`changing.meaning.${act}`)), subject, this.#reason?.element ?? null];
    this.#form.append(...parts.filter((part) => part !== null), html("div", { class: "actions" }, go, back));
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#section = html("section", { class: "section first", "aria-labelledby": "act" }, header, this.#form);
    place.replaceChildren(this.#section, this.#sheetPlace, this.#after);
    this.#title.focus();
  }

  #reasonField(): Field<HTMLTextAreaElement> {
    const { page, act } = this.options;
    const { catalogue } = page;
    const area = html("textarea", { rows: REASON_ROWS, dir: "auto" });
    const label = this.options.reason === "free" ? catalogue.text("changing.reason_free") : catalogue.text("sign.field.reason");
    const hint = catalogue.text(act === "decline" || act === "accept" ? "changing.hint.answer" : "changing.hint.reason");
    const field = new Field(area, label, hint);
    // Not at once: a mark that goes would move the button from under the pointer that left the field.
    watch(area, (isDone) => {
      if (isDone && this.#form.querySelector("[data-refusal]") !== null) setTimeout(() => this.#sheet === null && this.#remark(), MARK_WAIT_MS);
    });
    return field;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  readonly fieldOf = (pointer: string): FormField | null => (pointer === "/body/reason" && this.#reason !== null ? asField(this.#reason) : null);

  get #draft(): FlowDraft {
    const reason = (this.#reason?.value ?? "").replaceAll("\r\n", "\n").trim();
    return this.options.draft(reason, this.options.keys[0]!.party);
  }

  // What is wrong with it, beside the field.
  #mark(): Fault[] {
    const { kind, body } = this.#draft;
    const faults = faultsOfBody(KINDS[kind].body, plain(body));
    markRefusals(this.#form, faults, this.fieldOf, this.options.page.catalogue);
    return faults;
  }

  // A summary takes the focus when it appears: it only goes.
  #remark(): void {
    if (this.#mark().length > 0) return;
    render(null, this.#summary);
    this.#summary.hidden = true;
  }

  #submit(): void {
    const { catalogue } = this.options.page;
    const faults = this.#mark();
    render(null, this.#summary);
    this.#summary.hidden = faults.length === 0;
    if (faults.length > 0) return render(h(RefusalSummary, { faults, catalogue, fieldOf: this.fieldOf }), this.#summary);
    this.#openSheet();
  }

  #openSheet(): void {
    const { page, keys, onShowAgain, doneLinks } = this.options;
    this.close();
    this.#section.hidden = true;
    this.#sheetPlace.hidden = false;
    scrollTo({ top: 0 });
    this.#sheet = openSheet(this.#sheetPlace, {
      ...sheetBase(page, keys),
      draft: this.#draft,
      form: this.#form,
      fieldOf: this.fieldOf,
      onBack: (fault) => this.#backFrom(fault),
      onShowAgain,
      onRecorded: () => {
        this.#isOver = true;
        this.#after.replaceChildren(...doneLinks());
        this.#after.hidden = false;
        history.replaceState(null, "", location.pathname);
      },
    });
  }

  #backFrom(fault: Fault | undefined): void {
    this.close();
    this.#section.hidden = false;
    if (fault === undefined) this.#title.focus();
  }

  close(): void {
    this.#sheet?.close();
    this.#sheet = null;
    this.#sheetPlace.hidden = true;
    this.#after.hidden = true;
    clearRefusals(this.#form);
  }
}
