// SPDX-License-Identifier: Apache-2.0
// The page /{language}/my/pledges/{id}/attest: what others attest of a pledge, and withdraw. What it says without
// scripts is in templates/my_attest.html.
import { absentFiles, AbsentFiles } from "../evidence/absent_files";
import { Uploads } from "../evidence/uploads";
import { button } from "../fields/fields";
import { openFormPage, type FormPage } from "../form_page/form_page";
import { pledged } from "../form_page/pledged";
import { html } from "../verifier/dom";
import { AttestForm } from "./attest_form";
import { attestationsOf, filesOf, type Attestation } from "./attestations";
import { ownAttestations, WITHDRAW } from "./own_attestations";
import { keyless, notPublished, notRead, pledgeLink } from "./spoken_page";
import { readSpoken, withNames, type SpokenPledge } from "./spoken_pledge";
import { withdrawForm } from "./withdraw_form";

// The addresses of the words of each language, given by tools/build.mjs.
declare const WORDS: Readonly<Record<string, string>>;

class AttestPage {
  #page: FormPage;
  readonly #uploads: Uploads; // they go on while another form is open

  constructor(page: FormPage) {
    this.#page = page;
    this.#uploads = new Uploads(page.catalogue);
    addEventListener("hashchange", () => void this.show(true));
  }

  // Reads the statements again: nothing is begun on what was true a while ago.
  async show(hasFocus: boolean): Promise<void> {
    const { place } = this.#page;
    place.parentElement?.classList.remove("task");
    const reading = await readSpoken(this.#page, "attestation");
    if (reading.is !== "read") return place.replaceChildren(notRead(this.#page, reading, () => void this.show(true)));
    this.#page = await withNames(this.#page, reading.pledge.now);
    const given = attestationsOf(reading.pledge.said);
    const own = given.filter(({ by }) => this.#page.keys.some(({ party }) => party === by));
    const withdrawn = own.find(({ index, withdrawn }) => withdrawn === null && location.hash === `#${WITHDRAW}-${index}`);
    if (withdrawn === undefined) await this.#showAll(reading.pledge, given, own);
    else this.#withdraw(reading.pledge, withdrawn);
    if (hasFocus) place.querySelector<HTMLElement>("h2")?.focus();
  }

  async #showAll(pledge: SpokenPledge, given: readonly Attestation[], own: readonly Attestation[]): Promise<void> {
    const page = this.#page;
    const { place, catalogue, keys } = page;
    const owner = catalogue.names.party(pledge.now.owner) ?? pledge.now.owner;
    const what = pledged(catalogue, owner, pledge.now.body);
    if (!pledge.isPublished) return place.replaceChildren(notPublished(page), what);
    if (keys.length === 0) return place.replaceChildren(keyless(page), what);
    const absent = new AbsentFiles(catalogue, this.#uploads);
    const above = html("div", {}, what, ...[ownAttestations(own, catalogue)].filter((each) => each !== null), absent.element);
    const { form } = new AttestForm({
      ...{ page, pledge, given, uploads: this.#uploads },
      onSheet: (isOpen) => this.#setTask(isOpen, above),
      doneLinks: () => [pledgeLink(page, "#attested"), this.#again(catalogue.text("talking.attest.again"))],
    });
    place.replaceChildren(above, form.element, this.#uploads.element);
    absent.show(await absentFiles(filesOf(own, catalogue)).catch(() => []));
  }

  #withdraw(pledge: SpokenPledge, attestation: Attestation): void {
    const page = this.#page;
    const { place, catalogue } = page;
    const form = withdrawForm({
      ...{ page, pledge, attestation },
      keys: page.keys.filter(({ party }) => party === attestation.by),
      back: html("a", { href: "#", class: "button plain" }, catalogue.text("talking.back")),
      onSheet: (isOpen) => this.#setTask(isOpen, null),
      doneLinks: () => [pledgeLink(page, "#attested"), this.#again(catalogue.text("talking.attest.all"))],
    });
    place.replaceChildren(form.element, this.#uploads.element);
  }

  #setTask(isOpen: boolean, above: HTMLElement | null): void {
    if (above !== null) above.hidden = isOpen;
    this.#page.place.parentElement?.classList.toggle("task", isOpen);
  }

  #again(text: string): HTMLElement {
    return button(text, () => void this.show(true));
  }
}

const build = (page: FormPage): Promise<void> => new AttestPage(page).show(false);

openFormPage({ selector: "[data-attesting]", words: WORDS, roles: ["member", "verifier"], terms: ["attestation", "evidence", "statement", "record"], build });
