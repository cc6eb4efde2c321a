// SPDX-License-Identifier: Apache-2.0
// ceremony.html: makes the root keys and the officers' keys of a new ledger, in a file that works without a network. Its
// policy lets nothing out: no address can be asked. The public halves stay on the page, as a record for paper.
import { Field, select } from "../fields/fields";
import { faultOfBrowser } from "../keys/browser_key";
import { html } from "../verifier/dom";
import { KeyCard, type MadeKey } from "./key_card";
import { grouped, plannedKeys, ROOTS_MAX, ROOTS_USUAL, usualQuorum } from "./plan";
import { CeremonyWords, type Dictionary } from "./words";

// By language; given by tools/build_ceremony.mjs.
declare const WORDS: Readonly<Record<string, Dictionary>>;

const OWN_NAMES: Readonly<Record<string, string>> = { ar: "العربية", zh: "中文", en: "English", fr: "Français", ru: "Русский", es: "Español" };

class Ceremony {
  readonly #main = document.querySelector("main")!;
  readonly #cards = html("ol", { class: "cards" });
  readonly #record = html("section", { class: "record" });
  readonly #languages: Field<HTMLSelectElement>;
  #keys: KeyCard[] = [];
  #roots = ROOTS_USUAL;

  constructor(readonly words: CeremonyWords) {
    const { language } = words;
    document.documentElement.lang = language;
    document.documentElement.dir = language === "ar" ? "rtl" : "ltr";
    document.title = `${words.text("ceremony.title")} · Pledgebook`;
    this.#languages = new Field(select(Object.keys(WORDS).map((each) => ({ value: each, label: OWN_NAMES[each] ?? each, isChosen: each === language }))), words.text("ceremony.language"));
    this.#languages.target.addEventListener("change", () => open(this.#languages.value));
    const counts = Array.from({ length: ROOTS_MAX }, (_, i) => ({ value: String(i + 1), label: String(i + 1), isChosen: i + 1 === ROOTS_USUAL }));
    const roots = new Field(select(counts), words.text("ceremony.roots"), words.text("ceremony.roots_hint"));
    roots.target.addEventListener("change", () => this.#plan(Number(roots.value), roots));
    const head = html("div", { class: "ph" }, html("h1", {}, words.text("ceremony.title")), html("p", { class: "sub" }, words.text("ceremony.sub")));
    const before = html("ol", { class: "before" }, ...["ceremony.before.offline", "ceremony.before.people", "ceremony.before.sticks"].map((key) => html("li", {}, words.text(key))));
    const state = html("p", { class: "state", role: "status" });
    this.#main.replaceChildren(html("div", { class: "w ceremony" }, head, html("div", { class: "chooser" }, this.#languages.element), state, before, roots.element, this.#cards, this.#record));
    this.#sayNetwork(state);
    addEventListener("online", () => this.#sayNetwork(state));
    addEventListener("offline", () => this.#sayNetwork(state));
    this.#plan(ROOTS_USUAL, roots);
    // What was made and not saved would be gone.
    addEventListener("beforeunload", (event) => {
      if (this.#keys.some(({ made }) => made !== null && !made.isChecked)) event.preventDefault();
    });
    void faultOfBrowser().then((fault) => {
      if (fault !== null) this.#cards.replaceChildren(html("li", { class: "emsg" }, words.fault(fault)));
    });
  }

  #sayNetwork(place: HTMLElement): void {
    const isOnline = navigator.onLine;
    place.className = isOnline ? "state emsg" : "state good";
    place.textContent = this.words.text(isOnline ? "ceremony.online" : "ceremony.offline");
  }

  // What was made stays: the number of root keys is fixed once there is a key.
  #plan(roots: number, field: Field<HTMLSelectElement>): void {
    if (this.#keys.some(({ made }) => made !== null)) {
      field.target.value = String(this.#roots);
      return field.refuse(this.words.text("ceremony.roots_fixed"));
    }
    this.#roots = roots;
    this.#keys = plannedKeys(roots).map((planned) => new KeyCard(this.words, planned, () => this.#draw()));
    this.#cards.replaceChildren(...this.#keys.map(({ element }) => element));
    this.#draw();
  }

  // ---- the record for paper --------------------------------------------------------------------

  #draw(): void {
    const { words } = this;
    const made = this.#keys.flatMap((card) => (card.made === null ? [] : [card.made]));
    // Another language would begin anew, and lose what was made.
    this.#languages.target.disabled = made.length > 0;
    const checked = made.filter(({ isChecked }) => isChecked).length;
    const print = html("button", { type: "button", class: "btn" }, words.text("ceremony.print"));
    print.addEventListener("click", () => window.print());
    const blank = (key: string): HTMLElement => html("p", { class: "blank" }, words.text(key), html("span", {}));
    this.#record.replaceChildren(
      html("h2", { class: "h2s" }, words.text("ceremony.record")),
      html("p", { class: "s2 screen" }, words.text("ceremony.record_note", { n: made.length, all: String(this.#keys.length), checked: String(checked) })),
      ...(made.length === 0 ? [] : [blank("ceremony.record.place"), blank("ceremony.record.origin"), html("p", {}, words.text("ceremony.record.quorum", { n: usualQuorum(this.#roots), all: String(this.#roots) })), html("ol", { class: "paper" }, ...made.map((key) => this.#line(key))), blank("ceremony.record.signed"), html("p", { class: "screen acts" }, print)]),
    );
  }

  #line({ name, role, id, publicKey, checkWords, isChecked }: MadeKey): HTMLElement {
    const { words } = this;
    const fact = (term: string, said: string): HTMLElement[] => [html("dt", {}, term), html("dd", { class: "mono", dir: "ltr" }, said)];
    return html(
      "li",
      {},
      html("b", { dir: "ltr" }, name),
      html("small", {}, words.text(`ceremony.role.${role}`), " · ", words.text(isChecked ? "ceremony.checked" : "ceremony.unchecked")),
      html("dl", { class: "facts" }, ...fact(words.text("ceremony.id"), grouped(id)), ...fact(words.text("ceremony.public_key"), publicKey), ...fact(words.text("ceremony.check_words"), checkWords)),
      html("p", { class: "blank" }, words.text("ceremony.record.holder"), html("span", {})),
    );
  }
}

const open = (language: string): Ceremony => new Ceremony(new CeremonyWords(WORDS[language]!, language));

const [first = "en"] = navigator.language.split("-");
open(Object.hasOwn(WORDS, first) ? first : "en");
