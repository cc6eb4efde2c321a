// SPDX-License-Identifier: Apache-2.0
// PledgeForm: the steps of a pledge, one shown at a time; the address says which (#what), so that the browser's Back
// works. What is wrong stands beside its field once the person has left it, or has asked for the next step. What is
// made of the fields, a new pledge or the change of one, its Making says.
import { sheetBase } from "../form_page/sheet_base";
import { h, render } from "preact";
import type { UsableKey } from "../form_page/usable_keys";
import { html } from "../verifier/dom";
import {
  clearRefusals,
  markRefusals,
  openSheet,
  type Catalogue,
  type Fault,
  type LedgerClient,
  type OpenSheet,
  type Outbox,
} from "../signing";
import { RefusalSummary } from "../signing/refusal_summary";
import { DraftStore, isSame, type PledgeDraft } from "./draft";
import { DraftTools, type DraftWords } from "./draft_tools";
import type { Making, Signer } from "./making";
import { fieldPointer, PledgeCheck, type Checked } from "./pledge_check";
import { REVIEW, type Changes, type Step } from "./step";
import { Stepper } from "./stepper";

const CHECK_WAIT_MS = 400;

export interface FormOptions {
  readonly place: HTMLElement;
  readonly catalogue: Catalogue;
  readonly client: LedgerClient;
  readonly outbox: Outbox;
  readonly ledger: string;
  readonly keys: readonly UsableKey[];
  readonly making: Making;
  readonly store: DraftStore;
  readonly prefix: string; // of the steps' names in the address
  readonly words: DraftWords;
  // Below the proof; its draft is not needed any more.
  readonly doneLinks: (stream: string) => readonly HTMLElement[];
  readonly isOnce?: boolean; // nothing more can be made in this form
  readonly head?: HTMLElement; // above the steps
  readonly onFill?: (form: PledgeForm) => void; // after the fields were drawn again
}

interface Actions {
  readonly element: HTMLElement;
  readonly status: HTMLElement;
}

export class PledgeForm {
  draft: PledgeDraft;
  readonly #steps: readonly Step[];
  readonly #stepper: Stepper;
  readonly #sheetPlace = html("div", { class: "sheet-place", hidden: true });
  readonly #after = html("p", { class: "actions", hidden: true });
  readonly #tools: DraftTools;
  readonly element = html("div", {}); // the steps
  readonly #check: PledgeCheck;
  readonly #closing = new AbortController();
  readonly #actions = new Map<Step, Actions>();
  readonly #tried = new Set<Step>();
  readonly #touched = new Set<string>();
  #summarised: readonly Fault[] = [];
  #sheet: OpenSheet | null = null;
  #kept: string | null = null; // the sid of what was signed from this draft and waits to be sent
  #isBusy = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  // `make`: the steps, which tell their changes to the function that they get.
  constructor(
    readonly options: FormOptions,
    make: (onChange: (changes: Changes, isDone: boolean) => void) => readonly Step[],
  ) {
    const { place, catalogue, client, ledger, store, making, head } = options;
    this.#check = new PledgeCheck(client, ledger, making);
    this.#steps = make((changes, isDone) => this.#changed(changes, isDone));
    this.#stepper = new Stepper(catalogue, this.#steps.map(({ name }) => name), (name) => this.#address(name));
    const draft = store.read() ?? making.first();
    this.draft = { ...draft, key: this.#likelyKey(draft.key) };
    this.#tools = new DraftTools(catalogue, this, options.words);
    for (const [i, step] of this.#steps.entries()) this.#addActions(step, i);
    this.element.append(...this.#steps.map(({ element }) => element));
    place.replaceChildren(...(head ? [head] : []), this.#stepper.element, this.element, this.#sheetPlace, this.#after, this.#tools.element);
    this.#fill();
    this.#keep();
    const { signal } = this.#closing;
    addEventListener("hashchange", () => this.#go(true), { signal });
    signal.addEventListener("abort", options.outbox.onChange(() => void this.#seeOutbox()));
    this.#go(false);
  }

  // Another form, or none, takes its place on the page.
  close(): void {
    clearTimeout(this.#timer);
    this.#closing.abort();
    this.#closeSheet();
  }

  // Without a step that asks for it any key of the browser signs; the sheet offers the others.
  #likelyKey(known: string): string {
    const { keys } = this.options;
    if (keys.some(({ id }) => id === known)) return known;
    const isAsked = this.#steps.some(({ name }) => name === "who");
    return keys.length === 1 || !isAsked ? (keys[0]?.id ?? "") : "";
  }

  #addActions(step: Step, i: number): void {
    const { catalogue } = this.options;
    const isLast = i === this.#steps.length - 1;
    // Without a key the first step leads to the page of keys; one can go on all the same.
    const kind = i === 0 && this.options.keys.length === 0 ? "button plain" : "button";
    const next = html("button", { type: "submit", class: kind }, catalogue.text(isLast ? "pledging.review" : "pledging.next"));
    const back = i === 0 ? null : html("a", { href: this.#address(this.#steps[i - 1]!.name), class: "button plain" }, catalogue.text("pledging.back"));
    const status = html("p", { class: "hint", role: "status" });
    const element = html("div", { class: "actions" }, next, back);
    step.body.append(element, status);
    this.#actions.set(step, { element, status });
    step.body.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#next(step);
    });
  }

  // ---- the draft -------------------------------------------------------------------------------

  first(): PledgeDraft {
    return this.options.making.first();
  }

  get fileName(): string {
    return this.options.making.fileName(this.draft);
  }

  #fill(): void {
    for (const step of this.#steps) step.fill(this.draft);
    this.options.onFill?.(this);
  }

  #keep(): void {
    if (isSame(this.draft, this.first())) {
      this.options.store.clear();
      this.#tools.setKept(true);
    } else {
      this.#tools.setKept(this.options.store.write(this.draft));
    }
  }

  replace(draft: PledgeDraft): void {
    this.draft = draft;
    this.#fill();
    this.#keep();
    this.#tried.clear();
    this.#touched.clear();
    this.#unmark();
    const step = this.#steps.find(({ name }) => name !== "who" || this.draft.key === "")!;
    location.hash = this.#address(step.name);
    if (!step.element.hidden) step.open(draft);
  }

  #changed(changes: Changes, isDone: boolean): void {
    this.draft = { ...this.draft, ...changes };
    this.#keep();
    for (const [, { status }] of this.#actions) status.textContent = "";
    if (!isDone) return;
    for (const name of Object.keys(changes)) this.#touched.add(memberOf(name));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#checked(), CHECK_WAIT_MS);
  }

  get #signer(): Signer | null {
    const key = this.options.keys.find(({ id }) => id === this.draft.key);
    return key === undefined ? null : { key: key.id, party: key.party };
  }

  // ---- checks ----------------------------------------------------------------------------------

  async #checked(): Promise<Checked> {
    const { draft } = this;
    const checked = await this.#check.of(draft, this.#signer);
    if (draft === this.draft && this.#sheet === null) this.#mark(checked);
    return checked;
  }

  #mark({ faults, trial }: Checked): void {
    const shown = faults.filter((fault) => this.#isShown(fault));
    markRefusals(this.element, shown, this.fieldOf, this.options.catalogue);
    // A summary stays until all of it is mended: it would take the focus if it changed.
    const remains = ({ code, pointer }: Fault): boolean => faults.some((fault) => fault.code === code && fault.pointer === pointer);
    if (!this.#summarised.some(remains)) this.#clearSummaries();
    for (const [, { status }] of this.#actions) {
      const text = trial === "incomplete" ? "" : this.options.catalogue.text(`pledging.trial.${trial}`);
      if (status.textContent !== text) status.textContent = text;
    }
  }

  // What is still empty is no fault before the person goes on.
  #isShown({ code, pointer }: Fault): boolean {
    const step = this.#stepOf(pointer);
    if (step !== null && this.#tried.has(step)) return true;
    if (code === "member_missing" || code === "text_empty" || code === "countries_missing") return false;
    return pointer.startsWith("/body/") ? this.#touched.has(pointer.split("/")[2]!) : this.#touched.has("key");
  }

  #unmark(): void {
    clearRefusals(this.element);
    this.#clearSummaries();
  }

  readonly fieldOf = (pointer: string) => this.#stepOf(pointer)?.fieldOf(fieldPointer(pointer)) ?? null;

  // Of the step that has the field.
  addressOf(pointer: string): string {
    return this.#address(this.#stepOf(pointer)?.name ?? "");
  }

  #stepOf(pointer: string): Step | null {
    const wanted = fieldPointer(pointer);
    return this.#steps.find((step) => step.fieldOf(wanted) !== null) ?? null;
  }

  #address(name: string): string {
    return `#${this.options.prefix}${name}`;
  }

  async #next(step: Step): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    clearTimeout(this.#timer);
    const isLast = step === this.#steps.at(-1);
    for (const each of isLast ? this.#steps : [step]) this.#tried.add(each);
    const checked = await this.#checked();
    this.#isBusy = false;
    // Without any key the text can be written all the same.
    const hasNoKeys = this.options.keys.length === 0;
    const wrong = checked.faults.filter(({ pointer }) => isLast || this.#stepOf(pointer) === step);
    if (wrong.length > 0 && !(hasNoKeys && step.name === "who")) return this.#summarise(step, wrong);
    this.#unmark();
    location.hash = this.#address(isLast ? REVIEW : this.#steps[this.#steps.indexOf(step) + 1]!.name);
  }

  #summarise(step: Step, faults: readonly Fault[]): void {
    const { catalogue } = this.options;
    this.#clearSummaries();
    this.#summarised = faults;
    step.summary.hidden = false;
    render(h(RefusalSummary, { faults, catalogue, fieldOf: this.fieldOf, onGo: (fault: Fault) => this.#showFaulty(fault) }), step.summary);
  }

  #clearSummaries(): void {
    this.#summarised = [];
    for (const { summary } of this.#steps) {
      render(null, summary);
      summary.hidden = true;
    }
  }

  // The step that can mend it; the summary then gives the field the focus.
  #showFaulty(fault: Fault): void {
    const step = this.#stepOf(fault.pointer);
    if (step === null || !step.element.hidden) return;
    history.pushState(null, "", this.#address(step.name));
    this.#show(step, false);
    void this.#checked();
  }

  // ---- steps -----------------------------------------------------------------------------------

  #go(hasFocus: boolean): void {
    const { prefix } = this.options;
    const hash = location.hash.slice(1);
    const name = hash.startsWith(prefix) ? hash.slice(prefix.length) : "";
    if (name === REVIEW) return void this.#review();
    this.#show(this.#steps.find((step) => step.name === name) ?? this.#steps[0]!, hasFocus);
  }

  #show(step: Step, hasFocus: boolean): void {
    this.#closeSheet();
    for (const each of this.#steps) each.element.hidden = each !== step;
    step.open(this.draft);
    this.options.place.classList.toggle("task", step !== this.#steps[0]);
    this.#tools.element.hidden = false;
    this.#stepper.draw(this.#steps.indexOf(step));
    if (!hasFocus) return;
    scrollTo({ top: 0 });
    step.title.focus();
  }

  // ---- the sheet -------------------------------------------------------------------------------

  async #review(): Promise<void> {
    const last = this.#steps.at(-1)!;
    for (const step of this.#steps) this.#tried.add(step);
    const { faults } = await this.#checked();
    if (faults.length > 0) {
      history.replaceState(null, "", this.#address(last.name));
      this.#show(last, false);
      return this.#summarise(last, faults);
    }
    this.#open(this.#signer!);
  }

  #open(signer: Signer): void {
    const { place, keys, making } = this.options;
    this.#closeSheet();
    this.#unmark();
    for (const { element } of this.#steps) element.hidden = true;
    place.classList.add("task");
    this.#tools.element.hidden = true;
    this.#sheetPlace.hidden = false;
    this.#stepper.draw(this.#steps.length);
    scrollTo({ top: 0 });
    const own = keys.filter(({ party }) => party === signer.party);
    const sorted = own.sort((a, b) => Number(b.id === signer.key) - Number(a.id === signer.key));
    const { draft } = this;
    const made = making.made(draft, signer.party);
    const sheet = openSheet(this.#sheetPlace, {
      ...sheetBase(this.options, sorted),
      draft: made,
      ...(making.onTop === undefined ? {} : { onTop: (now) => making.onTop!(draft, now) }),
      form: this.element,
      fieldOf: this.fieldOf,
      onBack: (fault) => this.#backFrom(fault),
      onRecorded: () => this.#recorded(made.stream),
    });
    this.#sheet = sheet;
    sheet.flow.onChange(() => {
      const { stage } = sheet.flow;
      if (stage.at === "kept") this.#kept = stage.envelope.statement.sid;
    });
  }

  #closeSheet(): void {
    this.#sheet?.close();
    this.#sheet = null;
    this.#sheetPlace.hidden = true;
    this.#after.hidden = true;
  }

  #backFrom(fault: Fault | undefined): void {
    const step = (fault === undefined ? null : this.#stepOf(fault.pointer)) ?? this.#steps.at(-1)!;
    history.pushState(null, "", this.#address(step.name));
    this.#show(step, fault === undefined);
  }

  // The ledger has it: its draft is not needed any more.
  #recorded(stream: string): void {
    const { isOnce = false, doneLinks } = this.options;
    if (isOnce) this.#end();
    else this.#forget();
    this.#after.replaceChildren(...doneLinks(stream));
    this.#after.hidden = false;
    history.replaceState(null, "", location.pathname);
  }

  // The page decides what comes then.
  #end(): void {
    this.options.store.clear();
    this.#closing.abort();
    this.#stepper.element.hidden = true;
    if (this.options.head) this.options.head.hidden = true;
  }

  get isOver(): boolean {
    return this.#closing.signal.aborted;
  }

  #forget(): void {
    this.options.store.clear();
    this.draft = { ...this.first(), key: this.draft.key };
    this.#kept = null;
    this.#fill();
    this.#tried.clear();
    this.#touched.clear();
    this.#unmark();
    for (const [, { status }] of this.#actions) status.textContent = "";
  }

  // What waited may have been recorded after the person has left the sheet.
  async #seeOutbox(): Promise<void> {
    const sid = this.#kept;
    if (sid === null || this.#sheet !== null) return;
    const entry = await this.options.outbox.store.get(sid).catch(() => undefined);
    if (entry?.state !== "recorded" || this.#kept !== sid) return;
    if (this.options.isOnce) location.hash = "";
    else this.#forget();
  }
}

// The member of the body that a value of the draft makes.
function memberOf(name: string): string {
  if (name === "area") return "focus_area";
  return name === "money" || name === "amount" || name === "currency" ? "value" : name;
}
