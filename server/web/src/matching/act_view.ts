// SPDX-License-Identifier: Apache-2.0
// ActView: one match to be proposed or accepted: with which pledge, why, and what it means; then the sheet.
import { sheetBase } from "../form_page/sheet_base";
import type { FormPage } from "../form_page/form_page";
import type { UsableKey } from "../form_page/usable_keys";
import { button, theirs } from "../fields/fields";
import { openSheet, type FlowDraft, type OpenSheet } from "../signing";
import { html } from "../verifier/dom";
import type { Other, Reasons } from "./match_api";
import { reasonsSentence } from "./reasons";

export type Act = "propose" | "accept";

export interface ActOptions {
  readonly page: FormPage; // with a catalogue that has the names of both pledges
  readonly act: Act;
  readonly other: Other;
  readonly reasons: Reasons | null; // where they are known
  readonly keys: readonly UsableKey[];
  readonly draft: FlowDraft;
  readonly onBack: () => void;
  readonly onShowAgain: () => void;
  readonly onRecorded: (index: number) => void;
}

// A pledge by its title, with whose it is.
export function pledgeLine({ id, title, memberName }: Other, language: string): HTMLElement {
  const link = html("a", { href: `/${language}/pledges/${id}` }, theirs(title));
  const whose = memberName === "" ? null : html("bdi", { dir: "auto" }, memberName);
  return html("p", { class: "pledge-name" }, link, html("small", {}, whose, whose === null ? null : " ", html("bdi", { dir: "ltr" }, id)));
}

export class ActView {
  readonly #section: HTMLElement;
  readonly #title: HTMLElement;
  readonly #sheetPlace = html("div", { class: "sheet-place", hidden: true });
  readonly #after: HTMLElement;
  #sheet: OpenSheet | null = null;

  constructor(readonly options: ActOptions) {
    const { page, act, other, reasons, onBack } = options;
    const { catalogue, place } = page;
    this.#title = html("h2", { id: "act", tabindex: "-1" }, catalogue.text(`matching.act.${act}`));
    const header = html("header", {}, this.#title, html("p", {}, catalogue.text("changing.act_note")));
    const why = reasons === null ? null : html("p", {}, catalogue.text("matching.why", { reasons: reasonsSentence(reasons, catalogue) }));
    const go = button(catalogue.text("pledging.review"), () => this.#open(), "button");
    const back = button(catalogue.text("pledging.back"), onBack);
    const view = html("div", { class: "view" }, html("p", { class: "lead" }, catalogue.text(`matching.meaning.${act}`)), pledgeLine(other, catalogue.language), why, html("div", { class: "actions" }, go, back));
    this.#section = html("section", { class: "section first", "aria-labelledby": "act" }, header, view);
    this.#after = html("p", { class: "actions", hidden: true }, button(catalogue.text("matching.all"), onBack));
    place.replaceChildren(this.#section, this.#sheetPlace, this.#after);
    this.#title.focus();
  }

  #open(): void {
    const { page, keys, draft, onShowAgain, onRecorded } = this.options;
    this.close();
    this.#section.hidden = true;
    this.#sheetPlace.hidden = false;
    scrollTo({ top: 0 });
    this.#sheet = openSheet(this.#sheetPlace, {
      ...sheetBase(page, keys),
      draft,
      onShowAgain,
      onBack: () => {
        this.close();
        this.#section.hidden = false;
        this.#title.focus();
      },
      onRecorded: (index) => {
        this.#after.hidden = false;
        history.replaceState(null, "", location.pathname);
        onRecorded(index);
      },
    });
  }

  close(): void {
    this.#sheet?.close();
    this.#sheet = null;
    this.#sheetPlace.hidden = true;
    this.#after.hidden = true;
  }
}
