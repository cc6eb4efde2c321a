// SPDX-License-Identifier: Apache-2.0
// PeopleStep: for whom the pledge is, and with whom.
import { asField } from "../form_page/as_field";
import { button, type Choice, Consent, Field, select, textInput, watch } from "../fields/fields";
import type { Catalogue, FormField } from "../signing";
import { html } from "../verifier/dom";
import type { PartnerDraft, PledgeDraft } from "./draft";
import { PickedRows } from "./picked_rows";
import { indexIn, Step, type OnChange } from "./step";

interface PartnerRow {
  readonly element: HTMLFieldSetElement;
  readonly legend: HTMLElement;
  readonly remove: HTMLButtonElement;
  readonly party: Field<HTMLSelectElement>;
  readonly name: Field<HTMLInputElement>;
  readonly share: Field<HTMLInputElement>;
  readonly signs: Consent;
}

export class PeopleStep extends Step {
  readonly #groups: PickedRows;
  readonly #list = html("div", { class: "form" });
  readonly #add: HTMLButtonElement;
  readonly #parties: readonly Choice[];
  #rows: PartnerRow[] = [];

  // `parties`: the organisations of the ledger; `groups`: those of the list in force.
  constructor(catalogue: Catalogue, onChange: OnChange, groups: readonly Choice[], parties: readonly Choice[]) {
    super("people", catalogue, onChange);
    this.#parties = parties;
    this.#groups = new PickedRows({
      choices: [{ value: "", label: catalogue.text("pledging.groups.choose") }, ...groups],
      label: catalogue.text("sign.field.beneficiaries"),
      hint: catalogue.text("pledging.hint.groups"),
      add: catalogue.text("pledging.groups.add"),
      nameOf: (group) => catalogue.names.item(["beneficiary-group"], group) ?? group,
      fieldOf: (name) => catalogue.text("pledging.groups.count", { name }),
      removeOf: (name) => catalogue.text("pledging.countries.remove", { name }),
      inputmode: "numeric",
      onChange: (isDone) => onChange({ beneficiaries: this.#groups.rows.map(({ value, text }) => ({ group: value, count: text })) }, isDone),
    });
    this.#add = button(catalogue.text("pledging.partners.add"), () => {
      const row = this.#row({ party: "", name: "", share: "", signs: false });
      this.#tell(false);
      row.party.target.focus();
    });
    const hint = html("p", { class: "hint" }, catalogue.text("pledging.hint.partners"));
    const partners = html("div", { class: "form" }, html("h3", {}, catalogue.text("sign.field.partners")), hint, this.#list, html("p", {}, this.#add));
    this.body.append(this.summary, this.#groups.element, partners);
  }

  #row({ party, name, share, signs }: PartnerDraft): PartnerRow {
    const { catalogue } = this;
    const none = { value: "", label: catalogue.text("pledging.partners.other") };
    const isKnown = party === "" || this.#parties.some(({ value }) => value === party);
    const choices = [none, ...this.#parties, ...(isKnown ? [] : [{ value: party, label: catalogue.names.party(party) ?? party }])];
    const fields = {
      party: new Field(select(choices), catalogue.text("pledging.partners.which")),
      name: new Field(textInput({ dir: "auto" }), catalogue.text("sign.field.name"), catalogue.text("pledging.hint.partner")),
      share: new Field(textInput({ inputmode: "decimal", dir: "ltr", class: "share" }), catalogue.text("sign.field.share"), catalogue.text("pledging.hint.partner_share")),
    };
    for (const [key, value] of Object.entries({ party, name, share })) {
      const { target } = fields[key as keyof typeof fields];
      target.value = value;
      watch(target, (isDone) => this.#tell(isDone));
    }
    const alsoSigns = new Consent(catalogue.text("pledging.partners.signs"), catalogue.text("pledging.hint.partner_signs"));
    alsoSigns.target.checked = signs;
    alsoSigns.target.addEventListener("change", () => this.#tell(true));
    const legend = html("legend", {});
    const remove = button("", () => {
      this.#rows = this.#rows.filter((each) => each !== row);
      row.element.remove();
      this.#tell(true);
      this.#add.focus();
    });
    const element = html("fieldset", { class: "target" }, legend, fields.party.element, fields.name.element, fields.share.element, alsoSigns.element, html("p", {}, remove));
    const row = { element, legend, remove, ...fields, signs: alsoSigns };
    this.#rows.push(row);
    this.#list.append(element);
    this.#show();
    return row;
  }

  #show(): void {
    this.#rows.forEach(({ legend, remove, party, name, signs }, i) => {
      legend.textContent = this.catalogue.text("pledging.partners.one", { n: i + 1 });
      remove.textContent = this.catalogue.text("pledging.partners.remove", { n: i + 1 });
      name.element.hidden = party.value !== "";
      signs.element.hidden = party.value === "";
    });
  }

  #tell(isDone: boolean): void {
    this.#show();
    const partners = this.#rows.map(({ party, name, share, signs }) => ({
      party: party.value,
      name: party.value === "" ? name.value : "",
      share: share.value,
      signs: party.value !== "" && signs.isGiven,
    }));
    this.onChange({ partners }, isDone);
  }

  fill({ beneficiaries, partners }: PledgeDraft): void {
    this.#groups.fill(beneficiaries.map(({ group, count }) => ({ value: group, text: count })));
    this.#rows = [];
    this.#list.replaceChildren();
    for (const partner of partners) this.#row(partner);
  }

  fieldOf(pointer: string): FormField | null {
    if (/^\/body\/beneficiaries(?:\/|$)/.test(pointer)) return this.#groups.fieldAt(indexIn(pointer));
    if (!/^\/body\/partners(?:\/|$)/.test(pointer)) return null;
    // What is wrong with all of them together are their shares.
    const row = this.#rows[pointer === "/body/partners" ? 0 : indexIn(pointer)];
    if (row === undefined) return { control: this.#add, label: this.catalogue.text("sign.field.partners") };
    const isShare = pointer === "/body/partners" || pointer.endsWith("/share");
    const field = asField(isShare ? row.share : row.party.value === "" ? row.name : row.party);
    return { ...field, label: `${row.legend.textContent}, ${field.label}` };
  }
}
