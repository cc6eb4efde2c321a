// SPDX-License-Identifier: Apache-2.0
// PledgeForm: the steps of a pledge, one shown at a time; the address says which (#what), so that the browser's Back
// works. What is wrong stands beside its field once the person has left it, or has asked for the next step.
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
  type PledgeBody,
} from "../signing";
import { RefusalSummary } from "../signing/refusal_summary";
import { bodyOf, DraftStore, emptyDraft, isEmpty, streamOf, type PledgeDraft } from "./draft";
import { DraftTools } from "./draft_tools";
import { PledgeCheck, type Checked, type Signer } from "./pledge_check";
import type { Changes, Step } from "./step";

const CHECK_WAIT_MS = 400;
const REVIEW = "review";

export interface FormOptions {
  readonly place: HTMLElement;
  readonly catalogue: Catalogue;
  readonly client: LedgerClient;
  readonly outbox: Outbox;
  readonly ledger: string;
  readonly keys: readonly UsableKey[];
  readonly check: PledgeCheck;
  readonly store: DraftStore;
}

interface Actions {
  readonly element: HTMLElement;
  readonly status: HTMLElement;
}

export class PledgeForm {
  draft: PledgeDraft;
  readonly #steps: readonly Step[];
  readonly #stepper = html("div", { class: "steps-head" });
  readonly #sheetPlace = html("div", { class: "sheet-place", hidden: true });
  readonly #after = html("p", { class: "actions", hidden: true });
  readonly #tools: DraftTools;
  readonly #form = html("div", {});
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
    const { place, catalogue, store, keys } = options;
    this.draft = store.read() ?? emptyDraft();
    if (!keys.some(({ id }) => id === this.draft.key)) this.draft = { ...this.draft, key: keys.length === 1 ? keys[0]!.id : "" };
    this.#steps = make((changes, isDone) => this.#changed(changes, isDone));
    this.#tools = new DraftTools(catalogue, this);
    for (const [i, step] of this.#steps.entries()) this.#addActions(step, i);
    this.#form.append(...this.#steps.map(({ element }) => element));
    place.replaceChildren(this.#stepper, this.#form, this.#sheetPlace, this.#after, this.#tools.element);
    this.#fill();
    this.#keep();
    addEventListener("hashchange", () => this.#go(true));
    options.outbox.onChange(() => void this.#seeOutbox());
    this.#go(false);
  }

  #addActions(step: Step, i: number): void {
    const { catalogue } = this.options;
    const isLast = i === this.#steps.length - 1;
    // Without a key the first step leads to the page of keys; one can go on all the same.
    const kind = i === 0 && this.options.keys.length === 0 ? "button plain" : "button";
    const next = html("button", { type: "submit", class: kind }, catalogue.text(isLast ? "pledging.review" : "pledging.next"));
    const back = i === 0 ? null : html("a", { href: `#${this.#steps[i - 1]!.name}`, class: "button plain" }, catalogue.text("pledging.back"));
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

  #fill(): void {
    for (const step of this.#steps) step.fill(this.draft);
  }

  #keep(): void {
    if (isEmpty(this.draft)) {
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
    location.hash = this.#steps[this.draft.key === "" ? 0 : 1]!.name;
  }

  #changed(changes: Changes, isDone: boolean): void {
    this.draft = { ...this.draft, ...changes };
    this.#keep();
    for (const [, { status }] of this.#actions) status.textContent = "";
    if (!isDone) return;
    for (const name of Object.keys(changes)) this.#touched.add(memberOf(name));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#check(), CHECK_WAIT_MS);
  }

  get #signer(): Signer | null {
    const key = this.options.keys.find(({ id }) => id === this.draft.key);
    return key === undefined ? null : { key: key.id, party: key.party };
  }

  // ---- checks ----------------------------------------------------------------------------------

  async #check(): Promise<Checked> {
    const { draft } = this;
    const checked = await this.options.check.of(draft, this.#signer);
    if (draft === this.draft && this.#sheet === null) this.#mark(checked);
    return checked;
  }

  #mark({ faults, trial }: Checked): void {
    const shown = faults.filter((fault) => this.#isShown(fault));
    markRefusals(this.#form, shown, this.fieldOf, this.options.catalogue);
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
    clearRefusals(this.#form);
    this.#clearSummaries();
  }

  readonly fieldOf = (pointer: string) => this.#stepOf(pointer)?.fieldOf(pointer) ?? null;

  #stepOf(pointer: string): Step | null {
    return this.#steps.find((step) => step.fieldOf(pointer) !== null) ?? null;
  }

  async #next(step: Step): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    clearTimeout(this.#timer);
    const isLast = step === this.#steps.at(-1);
    for (const each of isLast ? this.#steps : [step]) this.#tried.add(each);
    const checked = await this.#check();
    this.#isBusy = false;
    // Without any key the text can be written all the same.
    const hasNoKeys = this.options.keys.length === 0;
    const wrong = checked.faults.filter(({ pointer }) => isLast || this.#stepOf(pointer) === step);
    if (wrong.length > 0 && !(hasNoKeys && step.name === "who")) return this.#summarise(step, wrong);
    this.#unmark();
    if (isLast) location.hash = REVIEW;
    else location.hash = this.#steps[this.#steps.indexOf(step) + 1]!.name;
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
    history.pushState(null, "", `#${step.name}`);
    this.#show(step, false);
    void this.#check();
  }

  // ---- steps -----------------------------------------------------------------------------------

  #go(hasFocus: boolean): void {
    const name = location.hash.slice(1);
    if (name === REVIEW) return void this.#review();
    this.#show(this.#steps.find((step) => step.name === name) ?? this.#steps[0]!, hasFocus);
  }

  #show(step: Step, hasFocus: boolean): void {
    this.#closeSheet();
    for (const each of this.#steps) each.element.hidden = each !== step;
    this.options.place.classList.toggle("task", step !== this.#steps[0]);
    this.#tools.element.hidden = false;
    this.#drawStepper(this.#steps.indexOf(step));
    if (!hasFocus) return;
    scrollTo({ top: 0 });
    step.title.focus();
  }

  #drawStepper(open: number): void {
    const { catalogue } = this.options;
    const names = [...this.#steps.map(({ name }) => name), REVIEW] as const;
    const items = names.map((name, i) => {
      const text = catalogue.text(`pledging.step.${name}`);
      const isLink = i !== open && name !== REVIEW;
      return html("li", i === open ? { "aria-current": "step" } : {}, isLink ? html("a", { href: `#${name}` }, text) : text);
    });
    const current = catalogue.text("pledging.step_of", { n: open + 1, all: names.length, name: catalogue.text(`pledging.step.${names[open]!}`) });
    this.#stepper.replaceChildren(
      html("ol", { class: "stepper", "aria-label": catalogue.text("pledging.steps") }, ...items),
      html("p", { class: "step-of" }, current),
    );
  }

  // ---- the sheet -------------------------------------------------------------------------------

  async #review(): Promise<void> {
    const last = this.#steps.at(-1)!;
    for (const step of this.#steps) this.#tried.add(step);
    const { faults } = await this.#check();
    if (faults.length > 0) {
      history.replaceState(null, "", `#${last.name}`);
      this.#show(last, false);
      return this.#summarise(last, faults);
    }
    this.#open(this.#signer!);
  }

  #open(signer: Signer): void {
    const { place, catalogue, client, outbox, ledger, keys } = this.options;
    this.#closeSheet();
    this.#unmark();
    for (const { element } of this.#steps) element.hidden = true;
    place.classList.add("task");
    this.#tools.element.hidden = true;
    this.#sheetPlace.hidden = false;
    this.#drawStepper(this.#steps.length);
    scrollTo({ top: 0 });
    const own = keys.filter(({ party }) => party === signer.party);
    const sorted = [...own.filter(({ id }) => id === signer.key), ...own.filter(({ id }) => id !== signer.key)];
    const { language } = catalogue;
    const stream = streamOf(this.draft);
    const sheet = openSheet(this.#sheetPlace, {
      client,
      outbox,
      catalogue,
      ledger,
      keys: sorted.map(({ signing }) => signing),
      draft: { kind: "pledge.submitted", stream, prev: null, signers: [signer.party], body: bodyOf(this.draft) as PledgeBody },
      form: this.#form,
      fieldOf: this.fieldOf,
      page: location.pathname,
      recordAddress: (index) => `/${language}/records/${index}`,
      onBack: (fault) => this.#backFrom(fault),
      onRecorded: () => this.#recorded(stream),
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
    history.pushState(null, "", `#${step.name}`);
    this.#show(step, fault === undefined);
  }

  // The ledger has it: its draft is not needed any more.
  #recorded(stream: string): void {
    const { catalogue } = this.options;
    this.#forget();
    const another = html("a", { href: "#what", class: "button plain" }, catalogue.text("pledging.done.another"));
    const page = html("a", { href: `/${catalogue.language}/pledges/${stream.replace(/^pledge\//, "")}`, class: "button plain" }, catalogue.text("pledging.done.page"));
    this.#after.replaceChildren(page, another);
    this.#after.hidden = false;
    history.replaceState(null, "", location.pathname);
  }

  #forget(): void {
    this.options.store.clear();
    this.draft = { ...emptyDraft(), key: this.draft.key };
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
    if (entry?.state === "recorded" && this.#kept === sid) this.#forget();
  }
}

// The member of the body that a value of the draft makes.
function memberOf(name: string): string {
  if (name === "area") return "focus_area";
  return name === "money" || name === "amount" || name === "currency" ? "value" : name;
}
