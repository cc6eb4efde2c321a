// SPDX-License-Identifier: Apache-2.0
// The page /{language}/practice of a ledger for practice: takes the key of a role into this browser, and puts it
// back. Keys of practice ledgers that are gone are of no use, so it offers to remove them. What the page says without
// scripts is in templates/practice.html.
import { button, faultOf } from "../fields/fields";
import { mark } from "../fields/marks";
import { DraftKey, faultOfBrowser } from "../keys/browser_key";
import { keep } from "../keys/keep_key";
import { isFault, KeyFault } from "../keys/key_fault";
import { openKeyRing, type KeptKey, type KeyRing } from "../keys/key_ring";
import { LedgerApi } from "../keys/ledger_api";
import { KEY_FILE_BYTES_MAX } from "../keys/pem";
import { Catalogue, type Dictionary } from "../signing";
import { html } from "../verifier/dom";
import { keysOfGone } from "./gone_keys";

// The addresses of the words of each language, given by tools/build.mjs.
declare const WORDS: Readonly<Record<string, string>>;

// The bytes of the key, or why there are none.
async function pemAt(address: string): Promise<string | null> {
  try {
    const answer = await fetch(address, { credentials: "omit", cache: "no-store" });
    if (!answer.ok) return null;
    const text = await answer.text();
    return text.length > KEY_FILE_BYTES_MAX ? null : text;
  } catch {
    return null;
  }
}

class Role {
  readonly #take: HTMLButtonElement;
  readonly #putBack: HTMLButtonElement;
  readonly #state: HTMLElement;
  #isBusy = false;

  constructor(
    readonly place: HTMLElement,
    readonly ring: KeyRing,
    readonly catalogue: Catalogue,
    isHere: boolean,
  ) {
    this.#state = place.querySelector<HTMLElement>("[data-state]")!;
    this.#take = button(catalogue.text("training.take"), () => void this.take(), "button");
    this.#putBack = button(catalogue.text("training.put_back"), () => void this.putBack(), "button plain");
    place.querySelector("[data-acts]")!.prepend(this.#take, this.#putBack);
    this.#show(isHere);
  }

  get #name(): string {
    return this.place.querySelector("h3")!.textContent ?? "";
  }
  get #party(): string {
    return this.place.dataset["party"] ?? "";
  }

  #show(isHere: boolean): void {
    this.#take.hidden = isHere;
    this.#putBack.hidden = !isHere;
    this.place.classList.toggle("taken", isHere);
    this.#state.replaceChildren(
      ...(isHere ? [html("span", { class: "status good" }, mark.active(), ` ${this.catalogue.text("training.here")}`)] : []),
    );
  }

  async take(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    const fault = await this.#taken();
    this.#isBusy = false;
    if (fault === null) return this.#putBack.focus();
    const words = fault instanceof KeyFault ? this.catalogue.text(`keys.fault.${fault.name}`, fault.values) : fault;
    this.#state.replaceChildren(faultOf(words));
  }

  async #taken(): Promise<KeyFault | string | null> {
    const pem = await pemAt(this.place.dataset["address"] ?? "");
    if (pem === null) return this.catalogue.text("training.no_key");
    const draft = await DraftKey.fromPem(pem, "");
    if (isFault(draft)) return draft;
    const kept = await keep({ ring: this.ring, api: new LedgerApi() }, draft, this.#name, this.#party);
    if (isFault(kept)) return kept;
    this.#show(true);
    return null;
  }

  async putBack(): Promise<void> {
    await this.ring.remove(this.place.dataset["key"] ?? "");
    this.#show(false);
    this.#take.focus();
  }
}

// Keys of practice ledgers that were reset: they sign nothing any more.
function offerToRemove(place: HTMLElement, gone: readonly KeptKey[], ring: KeyRing, catalogue: Catalogue): void {
  if (gone.length === 0) return;
  const note = html("p", {}, catalogue.text("training.gone", { n: gone.length }));
  const remove = button(catalogue.text("training.remove_gone"), () => {
    void Promise.all(gone.map(({ id }) => ring.remove(id))).then(() => {
      note.replaceChildren(catalogue.text("training.removed"));
      remove.remove();
    });
  });
  place.prepend(html("div", { class: "remark", role: "status" }, note, html("p", { class: "actions" }, remove)));
}

async function start(place: HTMLElement): Promise<void> {
  const language = document.documentElement.lang;
  const dictionary = (await (await fetch(WORDS[language]!)).json()) as Dictionary;
  const catalogue = new Catalogue(dictionary, language);
  const ring = (await faultOfBrowser()) ?? (await openKeyRing());
  if (isFault(ring)) {
    place.prepend(faultOf(catalogue.text(`keys.fault.${ring.name}`, ring.values)));
    return;
  }
  const facts = await new LedgerApi().ledger();
  if (isFault(facts)) throw new Error(facts.name);
  const keys = await ring.all();
  offerToRemove(place, keysOfGone(keys, facts.ledger), ring, catalogue);
  for (const each of place.querySelectorAll<HTMLElement>("[data-role]"))
    new Role(each, ring, catalogue, keys.some(({ id }) => id === each.dataset["key"]));
}

const place = document.querySelector<HTMLElement>("[data-practice]");
if (place !== null) {
  start(place).catch((error: unknown) => {
    reportError(error);
    // The template's own sentence for a page whose scripts do not work.
    for (const each of place.querySelectorAll<HTMLElement>("[data-failed]")) each.hidden = false;
  });
}
