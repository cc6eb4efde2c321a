// SPDX-License-Identifier: Apache-2.0
// TaskSheet: the sheet in the place of a page's content while something is signed. The address then ends in "/sign",
// so the browser's Back leads to the content. A sheet that was left is gone; the next one is a new one.
import { sheetBase } from "./sheet_base";
import { openSheet, type Envelope, type Fault, type FieldOf, type FlowDraft, type OpenSheet, type Remark, type SheetOptions } from "../signing";
import { html } from "../verifier/dom";
import type { FormPage } from "./form_page";
import type { UsableKey } from "./usable_keys";

const SIGNING = /\/sign$/;

export interface SheetTask {
  readonly what: { readonly draft: FlowDraft } | { readonly envelope: Envelope };
  readonly keys: readonly UsableKey[]; // the likeliest first
  readonly form?: HTMLElement;
  readonly fieldOf?: FieldOf;
  readonly remarks?: readonly Remark[];
  readonly references?: readonly Uint8Array[];
  readonly onRecorded?: (index: number) => void;
  readonly onLeft?: () => void;
  readonly onShowAgain?: () => void;
  // Where to go on, once it is recorded or was left for others.
  readonly waysOn: () => readonly HTMLElement[];
}

// The address without what says that the sheet is open.
export const placeOf = (hash: string): string => hash.replace(/^#/, "").replace(SIGNING, "");

export class TaskSheet {
  #sheet: OpenSheet | null = null;
  readonly #place = html("div", { class: "sheet-place", hidden: true });
  readonly #after = html("p", { class: "actions", hidden: true });

  // `content` is hidden while the sheet is open; the page's own summary may stand in it.
  constructor(
    readonly page: Pick<FormPage, "place" | "catalogue" | "client" | "outbox" | "ledger">,
    readonly content: HTMLElement,
  ) {
    // A sheet that was left is gone, with what it was made of.
    if (SIGNING.test(location.hash)) history.replaceState(null, "", `#${placeOf(location.hash)}`);
    content.after(this.#place, this.#after);
    addEventListener("hashchange", () => {
      if (!SIGNING.test(location.hash)) this.close();
    });
  }

  get isOpen(): boolean {
    return this.#sheet !== null;
  }

  open(task: SheetTask): void {
    const { place } = this.page;
    this.close();
    history.pushState(null, "", `#${placeOf(location.hash)}/sign`);
    this.content.hidden = true;
    this.#place.hidden = false;
    place.closest(".my")?.classList.add("task");
    scrollTo({ top: 0 });
    const { form, fieldOf, remarks, references } = task;
    const options: SheetOptions = {
      ...sheetBase(this.page, task.keys),
      onBack: (fault) => this.#back(fault),
      onShowAgain: () => {
        this.#back(undefined);
        task.onShowAgain?.();
      },
      onRecorded: (index) => {
        task.onRecorded?.(index);
        this.#offer(task.waysOn());
      },
      onLeft: () => {
        task.onLeft?.();
        this.#offer(task.waysOn());
      },
      ...(form === undefined ? {} : { form }),
      ...(fieldOf === undefined ? {} : { fieldOf }),
      ...(remarks === undefined ? {} : { remarks }),
      ...(references === undefined ? {} : { references }),
    };
    this.#sheet = openSheet(this.#place, { ...options, ...task.what });
  }

  close(): void {
    if (this.#sheet === null) return;
    this.#sheet.close();
    this.#sheet = null;
    this.#place.hidden = true;
    this.#after.hidden = true;
    this.content.hidden = false;
    this.page.place.closest(".my")?.classList.remove("task");
  }

  // With a fault, the sheet's own summary then gives the focus to its field.
  #back(fault: Fault | undefined): void {
    this.close();
    history.back();
    if (fault === undefined) this.content.querySelector<HTMLElement>("[tabindex='-1']")?.focus();
  }

  #offer(ways: readonly HTMLElement[]): void {
    this.#after.replaceChildren(...ways);
    this.#after.hidden = ways.length === 0;
  }
}
