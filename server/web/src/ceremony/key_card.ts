// SPDX-License-Identifier: Apache-2.0
// KeyCard: one key of the ceremony: its holder types a passphrase, the key is made and given as an encrypted file, and
// the saved file is chosen again, so that nobody leaves with one that can't be read. Afterwards the page has only the
// public half.
import { chosenBytes, Field, theirs } from "../fields/fields";
import { makeBackup, type Backup } from "../keys/backup";
import { DraftKey } from "../keys/browser_key";
import { isFault } from "../keys/key_fault";
import { isEnough, strengthOf } from "../keys/passphrase";
import { KEY_FILE_BYTES_MAX, publicPem } from "../keys/pem";
import { html } from "../verifier/dom";
import { decodeText, toBase64, type Bytes } from "../verify/bytes";
import { grouped, type PlannedKey } from "./plan";
import type { CeremonyWords } from "./words";

export interface MadeKey extends PlannedKey {
  readonly id: string;
  readonly publicKey: string; // base64
  readonly checkWords: string;
  readonly isChecked: boolean; // the saved file was read again
}

export class KeyCard {
  readonly element: HTMLElement;
  readonly #body = html("div", {});
  #made: MadeKey | null = null;

  constructor(
    readonly words: CeremonyWords,
    readonly planned: PlannedKey,
    readonly onChange: () => void,
  ) {
    const title = html("h3", { class: "h3s" }, html("bdi", { dir: "ltr" }, planned.name), html("small", {}, words.text(`ceremony.role.${planned.role}`)));
    this.element = html("li", { class: "card" }, title, this.#body);
    this.#ask();
  }

  get made(): MadeKey | null {
    return this.#made;
  }

  // ---- the passphrase --------------------------------------------------------------------------

  #ask(): void {
    const { words } = this;
    const secret = (): HTMLInputElement => html("input", { type: "password", autocomplete: "new-password", spellcheck: "false" });
    const passphrase = new Field(secret(), words.text("keys.make.passphrase"), words.text("keys.make.passphrase_hint"));
    const again = new Field(secret(), words.text("keys.make.again"));
    const strength = html("p", { class: "s2", role: "status" });
    passphrase.element.append(strength);
    passphrase.target.addEventListener("input", () => (strength.textContent = passphrase.value === "" ? "" : this.#strength(passphrase.value)));
    const status = html("p", { class: "emsg", role: "alert" });
    const submit = html("button", { type: "submit", class: "btn" }, words.text("ceremony.make"));
    const form = html("form", { class: "form", novalidate: true }, passphrase.element, again.element, html("div", { class: "acts" }, submit), status);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const isWeak = !isEnough(strengthOf(passphrase.value));
      const differs = passphrase.value !== again.value;
      passphrase.refuse(isWeak ? this.#strength(passphrase.value) : null);
      again.refuse(differs ? words.text("keys.error.again") : null);
      if (isWeak) return passphrase.target.focus();
      if (differs) return again.target.focus();
      submit.setAttribute("aria-disabled", "true");
      status.textContent = "";
      void this.#make(passphrase.value).then((fault) => {
        submit.removeAttribute("aria-disabled");
        status.textContent = fault ?? "";
      });
    });
    this.#body.replaceChildren(form);
  }

  #strength(passphrase: string): string {
    const strength = strengthOf(passphrase);
    return strength.grade === "short" ? this.words.text("keys.strength.short", { n: strength.missing }) : this.words.text(`keys.strength.${strength.grade}`);
  }

  // The reason why there is no key; null where there is one.
  async #make(passphrase: string): Promise<string | null> {
    const { words, planned } = this;
    const key = await DraftKey.make();
    if (isFault(key)) return words.fault(key);
    const labels = { title: words.text("ceremony.file.title"), name: words.text("ceremony.file.name"), id: words.text("ceremony.id"), made: words.text("ceremony.file.made"), check: words.text("ceremony.check_words") };
    const backup = await makeBackup(key, planned.name, passphrase, labels);
    const { id, publicKey } = key;
    key.forget();
    if (isFault(backup)) return words.fault(backup);
    this.#made = { ...planned, id, publicKey: toBase64(publicKey), checkWords: backup.checkWords, isChecked: false };
    this.#give(backup, publicKey);
    this.onChange();
    return null;
  }

  // ---- the file --------------------------------------------------------------------------------

  #give(backup: Backup, publicKey: Bytes): void {
    const { words, planned } = this;
    const file = (name: string, text: string, label: string, kind: string): HTMLElement =>
      html("a", { href: URL.createObjectURL(new Blob([text], { type: "application/x-pem-file" })), download: name, class: kind }, label);
    const saved = new Field(html("input", { type: "file", accept: ".pem" }), words.text("ceremony.again"), words.text("ceremony.again_hint"));
    const done = html("p", { role: "status" });
    saved.target.addEventListener("change", () => void this.#check(saved, backup, done));
    const heading = html("p", { tabindex: "-1", class: "made" }, html("b", {}, words.text("ceremony.made")), " ", theirs(planned.name));
    this.#body.replaceChildren(
      heading,
      html("p", { class: "s2" }, words.text("ceremony.save_note", { folder: `keys/${planned.name}/` })),
      html("div", { class: "acts" }, file(`${planned.name}.pem`, backup.text, words.text("ceremony.save", { file: `${planned.name}.pem` }), "btn"), file(`${planned.name}.pub.pem`, publicPem(publicKey), words.text("ceremony.save", { file: `${planned.name}.pub.pem` }), "btn ghost")),
      html("dl", { class: "facts" }, html("dt", {}, words.text("ceremony.id")), html("dd", { class: "mono", dir: "ltr" }, grouped(this.#made!.id))),
      saved.element,
      done,
    );
    heading.focus();
  }

  // The very bytes that were given: a copy that was cut or mixed up is found here, not in five years.
  async #check(saved: Field<HTMLInputElement>, backup: Backup, done: HTMLElement): Promise<void> {
    const bytes = await chosenBytes(saved.target, KEY_FILE_BYTES_MAX);
    if (bytes === null) return;
    const isSame = decodeText(bytes.slice()) === backup.text;
    saved.refuse(isSame ? null : this.words.text("ceremony.again_wrong", { file: `${this.planned.name}.pem` }));
    this.#made = { ...this.#made!, isChecked: isSame };
    done.replaceChildren(...(isSame ? [html("b", { class: "good" }, this.words.text("ceremony.checked"))] : []));
    this.onChange();
  }
}
