// SPDX-License-Identifier: Apache-2.0
// ReportForm: one form; then the sheet that is signed, which the address says too (#review), so that the browser's Back
// works; then the files are sent. What is wrong stands beside its field once the person has left it, or asks to go on.
import { sheetBase } from "../form_page/sheet_base";
import { button } from "../fields/fields";
import { h, render } from "preact";
import { html } from "../verifier/dom";
import { clearRefusals, markRefusals, openSheet, type Fault, type OpenSheet, type Remark } from "../signing";
import { RefusalSummary } from "../signing/refusal_summary";
import type { FormPage } from "../form_page/form_page";
import type { UsableKey } from "../form_page/usable_keys";
import type { Evidence } from "../evidence/evidence";
import type { EvidencePart } from "./evidence_part";
import type { FilesInHand } from "../evidence/files_in_hand";
import { type Changes, type Part } from "./part";
import type { MoneyPart, WhichPart } from "./parts";
import type { ReportBody } from "./past_reports";
import type { PledgeFacts } from "./pledge_facts";
import { memberOf, type Checked, type ReportCheck } from "./report_check";
import { bodyOf, draftOfReport, isSame, newDraft, type ReportDraft, type ReportStore } from "./report_draft";
import type { Uploads } from "../evidence/uploads";

const CHECK_WAIT_MS = 400;
const REVIEW = "review";

export interface FormParts {
  readonly which: WhichPart;
  readonly money: MoneyPart;
  readonly evidence: EvidencePart;
  readonly all: readonly Part[];
}

export interface FormOptions {
  readonly page: FormPage;
  readonly place: HTMLElement;
  readonly facts: PledgeFacts;
  readonly keys: readonly UsableKey[]; // of the pledge's owner
  readonly check: ReportCheck;
  readonly store: ReportStore;
  readonly uploads: Uploads;
  readonly inHand: FilesInHand;
  readonly today: string;
  // What stands above the form, and goes while the sheet is open.
  readonly above: HTMLElement;
}

export class ReportForm {
  draft: ReportDraft;
  readonly #empty: ReportDraft;
  readonly #parts: FormParts;
  readonly #form = html("form", { novalidate: true });
  readonly #summary = html("div", { hidden: true });
  readonly #status = html("p", { class: "hint", role: "status" });
  readonly #kept = html("p", { class: "hint" });
  readonly #sheetPlace = html("div", { class: "sheet-place", hidden: true });
  readonly #after = html("p", { class: "actions", hidden: true });
  readonly #touched = new Set<string>();
  #hasTried = false;
  #isDone = false;
  #summarised: readonly Fault[] = [];
  #sheet: OpenSheet | null = null;
  #waiting: { readonly sid: string; readonly files: readonly Evidence[] } | null = null;
  #isBusy = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly options: FormOptions,
    make: (onChange: (changes: Changes, isDone: boolean) => void, onChoose: (sid: string) => void) => FormParts,
  ) {
    const { page, facts, keys, store, place, today, uploads } = options;
    const { catalogue } = page;
    this.#empty = { ...newDraft(facts, today), key: keys[0]!.id };
    this.draft = this.#known(store.read() ?? this.#empty);
    this.#parts = make((changes, isDone) => this.#changed(changes, isDone), (sid) => this.correct(sid));
    const review = html("button", { type: "submit", class: "button" }, catalogue.text("reporting.review"));
    const clear = button(catalogue.text("reporting.draft.clear"), () => this.#begin());
    const actions = html("div", { class: "actions" }, review, clear);
    const end = html("section", { class: "section" }, html("header", {}), html("div", { class: "view" }, actions, this.#status, this.#kept));
    this.#form.append(this.#summary, ...this.#parts.all.map(({ element }) => element), end);
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#next();
    });
    place.append(this.#form, this.#sheetPlace, this.#after, uploads.element);
    this.#fill();
    this.#keep();
    if (!isSame(this.draft, this.#empty)) void this.#check();
    addEventListener("hashchange", () => this.#go());
    page.outbox.onChange(() => void this.#seeOutbox());
    if (location.hash === `#${REVIEW}`) history.replaceState(null, "", location.pathname + location.search);
  }

  // A draft that corrects a report which stands no more, or for a key that is gone, goes on without.
  #known(draft: ReportDraft): ReportDraft {
    const { facts, keys } = this.options;
    const stands = facts.reports.some(({ sid, isReplaced }) => sid === draft.corrects && !isReplaced);
    const key = keys.some(({ id }) => id === draft.key) ? draft.key : keys[0]!.id;
    return { ...draft, key, corrects: stands ? draft.corrects : "" };
  }

  // ---- the draft -------------------------------------------------------------------------------

  #fill(): void {
    for (const part of this.#parts.all) part.fill(this.draft);
    this.#show();
  }

  #show(): void {
    const corrected = this.options.facts.reports.find(({ sid }) => sid === this.draft.corrects);
    this.#parts.evidence.setNamed((corrected?.body.evidence ?? []).map(({ sha256 }) => sha256));
    for (const part of this.#parts.all) part.show(this.draft);
  }

  #keep(): void {
    const { store, page } = this.options;
    const isEmpty = isSame(this.draft, this.#empty);
    if (isEmpty) store.clear();
    const isKept = isEmpty || store.write(this.draft);
    const text = page.catalogue.text(isKept ? "reporting.draft.kept" : "reporting.draft.not_kept");
    if (this.#kept.textContent !== text) this.#kept.textContent = text;
  }

  // The form takes another draft, and says so in a place; what it had can be brought back.
  #replaceWith(draft: ReportDraft, place: HTMLElement, said: string): void {
    const before = this.draft;
    const undo = button(this.options.page.catalogue.text("reporting.draft.undo"), () => {
      this.#take(before);
      place.replaceChildren();
    });
    this.#take(draft);
    const hasBefore = !isSame(before, this.#empty) && !isSame(before, draft);
    place.replaceChildren(said, ...(hasBefore ? [" ", undo] : []));
  }

  #begin(): void {
    const { catalogue } = this.options.page;
    this.#replaceWith({ ...this.#empty, key: this.draft.key }, this.#status, catalogue.text("reporting.draft.cleared"));
  }

  #take(draft: ReportDraft): void {
    this.draft = draft;
    this.#touched.clear();
    this.#hasTried = false;
    this.#unmark();
    this.#fill();
    this.#keep();
  }

  // The form is filled from the report that is corrected; "" for a new one.
  correct(sid: string): void {
    const { facts, page } = this.options;
    const report = facts.reports.find((each) => each.sid === sid);
    const empty = { ...this.#empty, key: this.draft.key };
    const draft = report === undefined ? empty : draftOfReport(report, empty);
    this.#replaceWith(draft, this.#parts.which.status, page.catalogue.text(report === undefined ? "reporting.which.is_new" : "reporting.which.is_filled"));
  }

  #changed(changes: Changes, isDone: boolean): void {
    this.draft = { ...this.draft, ...changes };
    this.#keep();
    this.#show();
    this.#status.replaceChildren();
    if (!isDone) return;
    for (const name of Object.keys(changes)) this.#touched.add(fieldMember(name));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#check(), CHECK_WAIT_MS);
  }

  // ---- checks ----------------------------------------------------------------------------------

  async #check(): Promise<Checked> {
    const { draft } = this;
    const checked = await this.options.check.of(draft);
    if (draft === this.draft && this.#sheet === null) this.#mark(checked);
    return checked;
  }

  #mark({ faults, trial }: Checked): void {
    const { catalogue } = this.options.page;
    if (faults.some(({ code }) => code === "figure_falls" || code === "figure_changes_currency")) this.#parts.money.offerFall();
    markRefusals(this.#form, faults.filter((fault) => this.#isShown(fault)), this.fieldOf, catalogue);
    // A summary stays until all of it is mended: it would take the focus if it changed.
    const remains = ({ code, pointer }: Fault): boolean => faults.some((fault) => fault.code === code && fault.pointer === pointer);
    if (!this.#summarised.some(remains)) this.#clearSummary();
    const text = trial === "incomplete" ? "" : catalogue.text(`reporting.trial.${trial}`);
    if (this.#status.textContent !== text) this.#status.textContent = text;
  }

  // What is still empty is no fault before the person goes on.
  #isShown({ code, pointer }: Fault): boolean {
    if (this.#hasTried) return true;
    if (code === "member_missing" || code === "text_empty" || code === "actual_missing") return false;
    return this.#touched.has(memberOf(pointer));
  }

  readonly fieldOf = (pointer: string) => {
    for (const part of this.#parts.all) {
      const field = part.element.hidden ? null : part.fieldOf(pointer, this.draft);
      if (field !== null) return field;
    }
    return null;
  };

  #unmark(): void {
    clearRefusals(this.#form);
    this.#clearSummary();
  }

  #clearSummary(): void {
    this.#summarised = [];
    render(null, this.#summary);
    this.#summary.hidden = true;
  }

  #summarise(faults: readonly Fault[]): void {
    const { catalogue } = this.options.page;
    this.#clearSummary();
    this.#summarised = faults;
    this.#summary.hidden = false;
    render(h(RefusalSummary, { faults, catalogue, fieldOf: this.fieldOf }), this.#summary);
  }

  // ---- the sheet -------------------------------------------------------------------------------

  async #next(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    clearTimeout(this.#timer);
    this.#hasTried = true;
    await this.#parts.evidence.ready();
    const { faults } = await this.#check();
    this.#isBusy = false;
    if (faults.length > 0) return this.#summarise(faults);
    this.#unmark();
    location.hash = REVIEW;
  }

  #go(): void {
    if (location.hash === `#${REVIEW}` && !this.#isDone) this.#open();
    else if (this.#sheet !== null && !this.#isDone) this.#close();
  }

  #shown(isForm: boolean): void {
    this.#form.hidden = !isForm;
    this.options.above.hidden = !isForm;
    this.options.page.place.parentElement?.classList.toggle("task", !isForm);
    this.#sheetPlace.hidden = isForm;
  }

  #open(): void {
    const { page, keys, facts, check } = this.options;
    this.#sheet?.close();
    this.#unmark();
    this.#shown(false);
    scrollTo({ top: 0 });
    const { draft } = this;
    const sorted = [...keys.filter(({ id }) => id === draft.key), ...keys.filter(({ id }) => id !== draft.key)];
    const body = bodyOf(draft, check.targets) as ReportBody;
    const sheet = openSheet(this.#sheetPlace, {
      ...sheetBase(page, sorted),
      draft: { kind: "report.submitted", stream: `pledge/${facts.id}`, prev: facts.head, signers: [facts.owner], body },
      form: this.#form,
      fieldOf: this.fieldOf,
      onBack: (fault) => this.#backFrom(fault),
      onRecorded: () => this.#recorded(draft.evidence),
      remarks: this.#remarks(draft),
    });
    this.#sheet = sheet;
    sheet.flow.onChange(() => {
      const { stage } = sheet.flow;
      if (stage.at === "kept") this.#waiting = { sid: stage.envelope.statement.sid, files: draft.evidence };
    });
  }

  // What becomes of the files; those of the corrected report were asked for before.
  #remarks({ evidence, corrects }: ReportDraft): Remark[] {
    const { page, facts, inHand } = this.options;
    const named = facts.reports.find(({ sid }) => sid === corrects)?.body.evidence ?? [];
    const own = evidence.filter(({ sha256 }) => !named.some((file) => file.sha256 === sha256));
    if (own.length === 0) return [];
    const isWhole = own.every(({ sha256 }) => inHand.of(sha256) !== null);
    const { catalogue } = page;
    return [{ title: catalogue.text("files.remark.title"), text: catalogue.text(isWhole ? "files.remark.in_hand" : "files.remark.away") }];
  }

  #close(): void {
    this.#sheet?.close();
    this.#sheet = null;
    this.#shown(true);
  }

  #backFrom(fault: Fault | undefined): void {
    history.pushState(null, "", location.pathname + location.search);
    this.#close();
    if (fault === undefined) scrollTo({ top: 0 });
    void this.#check();
  }

  // The ledger has it: its files are sent, and its draft is not needed any more. Another report begins with the page
  // anew, since what was said before is other now.
  #recorded(files: readonly Evidence[]): void {
    const { page, store, facts, uploads, inHand } = this.options;
    const { catalogue } = page;
    this.#isDone = true;
    this.#waiting = null;
    store.clear();
    history.replaceState(null, "", location.pathname + location.search);
    for (const file of files) {
      const bytes = inHand.of(file.sha256);
      if (bytes !== null) uploads.add(file, bytes);
    }
    const pledge = html("a", { href: `/${catalogue.language}/pledges/${facts.id}#history`, class: "button plain" }, catalogue.text("reporting.to_pledge"));
    const another = html("a", { href: location.pathname, class: "button plain" }, catalogue.text("reporting.done.another"));
    this.#after.replaceChildren(pledge, another);
    this.#after.hidden = false;
  }

  // What waited may have been recorded after the person has left the sheet.
  async #seeOutbox(): Promise<void> {
    const waiting = this.#waiting;
    if (waiting === null || this.#sheet !== null) return;
    const entry = await this.options.page.outbox.store.get(waiting.sid).catch(() => undefined);
    if (entry?.state !== "recorded" || this.#waiting !== waiting) return;
    this.#form.hidden = true;
    this.#recorded(waiting.files);
  }
}

// The member of the body that a value of the draft makes.
function fieldMember(name: string): string {
  if (name === "from" || name === "to") return "period";
  if (name === "may_fall") return "correction";
  return name.replace(/_currency$/, "");
}
