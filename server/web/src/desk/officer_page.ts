// SPDX-License-Identifier: Apache-2.0
// OfficerPage: what the pages beside the desk's queues share (reference tables, parties): with which key the officer
// signs, the place that the address names, and the sheet. A view waits unchanged behind its
// sheet; once something was recorded it is read again.
import type { FormPage } from "../form_page/form_page";
import { openFormPage } from "../form_page/form_page";
import { readParties, withParties } from "../form_page/reference";
import { placeOf, TaskSheet } from "../form_page/task_sheet";
import type { Term } from "../form_page/terms";
import type { UsableKey } from "../form_page/usable_keys";
import type { Catalogue, FlowDraft, LedgerClient } from "../signing";
import { html } from "../verifier/dom";
import type { DeskContext, SignRequest } from "./context";
import { DeskApi } from "./desk_api";
import type { OfficerRole } from "./rules";
import { chosenFirst, keysWith, rememberedKey, rememberKey, signingAs } from "./signing_as";

export class OfficerPage implements DeskContext {
  readonly catalogue: Catalogue;
  readonly client: LedgerClient;
  readonly api = new DeskApi();
  #chosen: string;
  #shown: string | null = null; // the place
  #drawing = 0; // a view that is read slowly must not take the place of a later one
  readonly #as = html("div", {});
  readonly #view = html("div", { class: "officer-view" });
  readonly #content: HTMLElement;
  readonly #sheet: TaskSheet;

  // `draw`: the view of a place; null where the ledger does not answer.
  constructor(
    readonly page: FormPage,
    readonly operator: string,
    readonly draw: (context: OfficerPage, place: string) => Promise<HTMLElement | null>,
  ) {
    ({ catalogue: this.catalogue, client: this.client } = page);
    this.#chosen = rememberedKey(page.keys);
    this.#content = html("div", {}, this.#as, this.#view);
    page.place.replaceChildren(this.#content);
    this.#sheet = new TaskSheet(page, this.#content);
    this.#drawKeys();
    addEventListener("hashchange", () => {
      const place = placeOf(location.hash);
      if (!this.#sheet.isOpen && place !== this.#shown) void this.show(true);
    });
    void this.show(false);
  }

  get place(): string {
    return placeOf(location.hash);
  }

  // Reads the view that the address names, and shows it.
  async show(hasFocus: boolean): Promise<void> {
    const drawing = ++this.#drawing;
    const { place } = this;
    this.#view.replaceChildren(html("p", { class: "quiet", role: "status" }, this.catalogue.text("forms.loading")));
    const view = await this.draw(this, place);
    if (drawing !== this.#drawing) return;
    this.#shown = place;
    this.#view.replaceChildren(view ?? this.#unread());
    if (hasFocus) this.#view.querySelector<HTMLElement>("h2[tabindex]")?.focus();
  }

  #unread(): HTMLElement {
    const again = html("button", { type: "button", class: "button" }, this.catalogue.text("forms.again"));
    again.addEventListener("click", () => void this.show(true));
    return html("div", { class: "state" }, html("h2", { tabindex: "-1" }, this.catalogue.text("forms.unread")), html("p", {}, again));
  }

  // ---- keys ------------------------------------------------------------------------------------

  get allKeys(): readonly UsableKey[] {
    return chosenFirst(this.page.keys, this.#chosen);
  }

  get rootKeys(): readonly UsableKey[] {
    return this.page.keys.filter(({ isRoot }) => isRoot);
  }

  keysFor(role: OfficerRole): readonly UsableKey[] {
    return keysWith(role, this.allKeys);
  }

  choose(key: string): void {
    this.#chosen = key;
    rememberKey(key);
    this.#drawKeys();
    void this.show(true);
  }

  #drawKeys(): void {
    this.#as.replaceChildren(signingAs(this.catalogue, this.page.keys, this.#chosen, (key) => this.choose(key)));
  }

  // ---- the sheet -------------------------------------------------------------------------------

  sign({ what, next, onRecorded, ...more }: SignRequest): void {
    const { catalogue, operator } = this;
    const subject = "envelope" in what ? what : { draft: { ...what, signers: [operator] } as unknown as FlowDraft };
    this.#sheet.open({
      ...more,
      what: subject,
      onRecorded: (index) => {
        this.api.cover(index);
        onRecorded?.();
        this.#shown = null; // it shows what is not so any more
      },
      onLeft: () => (this.#shown = null),
      onShowAgain: () => void this.show(true),
      waysOn: () => {
        if (next === undefined) return [html("a", { class: "button plain", href: `#${this.place}` }, catalogue.text("desk.after.back"))];
        const go = html("button", { type: "button", class: "button" }, next.label);
        go.addEventListener("click", next.go);
        return [go];
      },
    });
  }
}

export interface OfficerPageOptions {
  readonly selector: string;
  readonly words: Readonly<Record<string, string>>;
  readonly terms: readonly Term[]; // that the page explains
  readonly draw: OfficerPage["draw"];
}

export function openOfficerPage({ selector, words, terms, draw }: OfficerPageOptions): void {
  const build = async (page: FormPage): Promise<void> => {
    const facts = await page.client.ledger();
    if (!facts.ok) throw new Error("the ledger that has just answered does not answer any more");
    const catalogue = withParties(page.catalogue, await readParties(page.catalogue));
    new OfficerPage({ ...page, catalogue }, facts.value.operator, draw);
  };
  openFormPage({ selector, words, roles: ["registrar", "reviewer", "auditor", "root"], terms, build });
}
