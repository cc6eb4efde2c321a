// SPDX-License-Identifier: Apache-2.0
// DecisionForm: one of several decisions on an item, the fields that it takes, and the way to the sheet. What the
// form itself can refuse is said beside its field before the sheet opens.
import { asField } from "../form_page/as_field";
import type { UsableKey } from "../form_page/usable_keys";
import { h, render } from "preact";
import { Choices, markAboveRows } from "../fields/fields";
import { clearRefusals, faultsOfBody, KINDS, markRefusals, type Fault, type FormField, type Kind } from "../signing";
import { plain } from "../signing/merge_patch";
import { RefusalSummary } from "../signing/refusal_summary";
import { html } from "../verifier/dom";
import type { Json, JsonObject } from "../verify/json";
import type { DeskContext, NewStatement } from "./context";
import type { OfficerRole } from "./rules";

export interface Decision {
  readonly value: string;
  readonly label: string;
  readonly note?: string;
  readonly fields: readonly HTMLElement[]; // that it takes besides
  readonly kind: Kind;
  readonly body: () => JsonObject;
  readonly fieldOf: (pointer: string) => FormField | null;
  readonly faults?: () => Fault[]; // that the body's grammar does not find
  readonly references?: () => readonly Uint8Array[]; // in place of the form's
  readonly onRecorded?: () => void;
  readonly place?: { readonly stream: string; readonly prev: string | null }; // in place of the form's
  readonly keys?: () => readonly UsableKey[]; // in place of the form's
  // What is done where no key here can sign it, in place of the sheet.
  readonly unsigned?: (what: NewStatement) => void;
}

export interface DecisionOptions {
  readonly legend: string;
  readonly role: OfficerRole;
  readonly stream: string;
  readonly prev: string | null;
  readonly decisions: readonly Decision[];
  readonly references?: readonly Uint8Array[];
  readonly keys?: readonly UsableKey[]; // in place of those with the role
}

const DECISION = "/decision";

export class DecisionForm {
  readonly element: HTMLElement;
  readonly #form = html("form", { class: "form", novalidate: true });
  readonly #summary = html("div", { hidden: true });
  readonly #choices: Choices | null;
  readonly #parts: ReadonlyMap<Decision, HTMLElement>;

  // `within`: where fields of the decisions stand besides the form, such as comments beside what they are about.
  constructor(
    readonly context: DeskContext,
    readonly options: DecisionOptions,
    readonly within: HTMLElement,
  ) {
    const { catalogue } = context;
    const { decisions, legend } = options;
    const rows = decisions.map(({ value, label, note }) => (note === undefined ? { value, label } : { value, label, note }));
    this.#choices = decisions.length > 1 ? markAboveRows(new Choices("radio", legend, rows, () => this.#show())) : null;
    this.#parts = new Map(decisions.map((decision) => [decision, html("div", { class: "form" }, ...decision.fields)]));
    const submit = html("button", { type: "submit", class: "button" }, catalogue.text("desk.review_and_sign"));
    const note = html("p", { class: "hint" }, catalogue.text("desk.nothing_sent"));
    this.#form.append(this.#summary, ...(this.#choices === null ? [] : [this.#choices.element]), ...this.#parts.values(), html("div", { class: "actions" }, submit), note);
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.element = html("section", { class: "decision", "aria-label": legend }, this.#form);
    this.#show();
  }

  // Another part of the page has made this the likely one.
  choose(value: string): void {
    const input = this.#choices?.element.querySelector<HTMLInputElement>(`input[value="${value}"]`);
    if (input === null || input === undefined || input.checked) return;
    input.checked = true;
    this.#show();
  }

  get #chosen(): Decision | undefined {
    const { decisions } = this.options;
    return this.#choices === null ? decisions[0] : decisions.find(({ value }) => value === this.#choices!.value);
  }

  #show(): void {
    this.#unmark();
    for (const [decision, part] of this.#parts) part.hidden = decision !== this.#chosen || decision.fields.length === 0;
  }

  #unmark(): void {
    clearRefusals(this.within);
    render(null, this.#summary);
    this.#summary.hidden = true;
  }

  #submit(): void {
    this.#unmark();
    const decision = this.#chosen;
    if (decision === undefined) return this.#refuse([{ code: "member_missing", pointer: DECISION, rule: "", accepted: "" }]);
    const body = withoutEmpty(decision.body());
    const faults = [...faultsOfBody(KINDS[decision.kind].body, body), ...(decision.faults?.() ?? [])];
    if (faults.length > 0) return this.#refuse(faults);
    const { role } = this.options;
    const { stream, prev } = decision.place ?? this.options;
    const references = decision.references?.() ?? this.options.references;
    const what: NewStatement = { kind: decision.kind, stream, prev, body };
    const keys = decision.keys?.() ?? this.options.keys ?? this.context.keysFor(role);
    if (keys.length === 0 && decision.unsigned !== undefined) return decision.unsigned(what);
    this.context.sign({ what, keys, form: this.within, fieldOf: this.#fieldOf, ...(references === undefined ? {} : { references }), ...(decision.onRecorded === undefined ? {} : { onRecorded: decision.onRecorded }) });
  }

  #refuse(faults: readonly Fault[]): void {
    const { catalogue } = this.context;
    markRefusals(this.within, faults, this.#fieldOf, catalogue);
    this.#summary.hidden = false;
    render(h(RefusalSummary, { faults, catalogue, fieldOf: this.#fieldOf, onGo: () => {} }), this.#summary);
  }

  readonly #fieldOf = (pointer: string): FormField | null => {
    if (pointer === DECISION) return this.#choices === null ? null : asField(this.#choices);
    const field = this.#chosen?.fieldOf(pointer) ?? null;
    if (field !== null || this.#choices === null || !pointer.startsWith("/body/comments")) return field;
    // Comments stand beside the text; where there is none, the decision that takes them is marked.
    return { control: this.#choices.target, label: this.context.catalogue.text("sign.field.comments") };
  };
}

// Empty texts and lists are not said at all; an empty text that the kind needs is then missed.
function withoutEmpty(body: JsonObject): JsonObject {
  const isSaid = (value: Json): boolean => value !== "" && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(plain(body)).filter(([, value]) => isSaid(value)));
}
