// SPDX-License-Identifier: Apache-2.0
// EntryFields: the fields of an organisation's entry, new or as it is now.
import { dataField, fieldFor } from "../desk/parts";
import type { OfficerPage } from "../desk/officer_page";
import { Choices, Field, markAboveRows, select, textInput } from "../fields/fields";
import { countryChoices } from "../form_page/reference";
import { KINDS, type FormField } from "../signing";
import { html } from "../verifier/dom";
import type { JsonObject } from "../verify/json";
import type { PartyWhole } from "./parties_api";

const { sector: SECTOR, itu_membership: MEMBERSHIP } = KINDS["party.registered"].body;
const ROLES = ["member", "verifier", "reviewer", "auditor"] as const;

export class EntryFields {
  readonly elements: readonly HTMLElement[];
  readonly #name: Field<HTMLInputElement>;
  readonly #sector: Field<HTMLSelectElement>;
  readonly #country: Field<HTMLSelectElement>;
  readonly #membership: Field<HTMLSelectElement>;
  readonly #roles: Choices;

  constructor(
    { catalogue, page, operator }: OfficerPage,
    party: Omit<PartyWhole, "keys" | "suspended"> | null,
    onRoles: (roles: readonly string[]) => void,
  ) {
    const choose = (words: string, values: readonly string[], chosen: string | null) =>
      values.map((value) => ({ value, label: catalogue.optional(`${words}${value}`) ?? value, isChosen: value === chosen }));
    const none = (label: string, isChosen: boolean) => ({ value: "", label, isChosen });
    this.#name = dataField(new Field(textInput({ dir: "auto" }), catalogue.text("sign.field.name"), catalogue.text("parties.name_hint")));
    this.#name.target.value = party?.name ?? "";
    this.#sector = dataField(new Field(select([...(party === null ? [none(catalogue.text("parties.choose"), true)] : []), ...choose(SECTOR.words, SECTOR.values, party?.sector ?? null)]), catalogue.text("sign.field.sector")));
    const countries = countryChoices(page.reference, catalogue).map((choice) => ({ ...choice, isChosen: choice.value === party?.country }));
    this.#country = dataField(new Field(select([none(catalogue.text("parties.no_country"), (party?.country ?? null) === null), ...countries]), catalogue.text("sign.field.country")));
    const membership = MEMBERSHIP.field;
    this.#membership = dataField(new Field(select([none(catalogue.text("parties.no_membership"), (party?.membership ?? null) === null), ...choose(membership.words, membership.values, party?.membership ?? null)]), catalogue.text("sign.field.itu_membership")));
    const roles = [...ROLES, ...(party?.party === operator ? ["registrar"] : [])];
    const chosen = party?.roles ?? ["member"];
    this.#roles = markAboveRows(
      new Choices(
        "checkbox",
        catalogue.text("sign.field.roles"),
        roles.map((role) => ({ value: role, label: catalogue.optional(`sign.role.${role}`) ?? role, note: catalogue.optional(`parties.role.${role}`) ?? "", isChosen: chosen.includes(role) })),
        () => onRoles(this.#roles.values),
      ),
    );
    this.elements = [this.#name.element, this.#sector.element, this.#country.element, this.#membership.element, this.#roles.element];
  }

  get name(): string {
    return this.#name.value.trim();
  }
  get country(): string | null {
    return this.#country.value === "" ? null : this.#country.value;
  }
  get roles(): readonly string[] {
    return this.#roles.values;
  }

  // For what stands beside the name, such as similar ones.
  onName(tell: () => void): void {
    this.#name.target.addEventListener("change", tell);
  }

  body(): JsonObject {
    return { name: this.name, sector: this.#sector.value, country: this.#country.value, itu_membership: this.#membership.value, roles: [...this.roles] };
  }

  fieldOf(pointer: string): FormField | null {
    if (pointer === "/body/name") return fieldFor(this.#name);
    if (pointer === "/body/sector") return fieldFor(this.#sector);
    if (pointer === "/body/country") return fieldFor(this.#country);
    if (pointer === "/body/itu_membership") return fieldFor(this.#membership);
    return pointer.startsWith("/body/roles") ? fieldFor(this.#roles) : null;
  }
}

// What is said where the root keys sign too, or alone.
export function rootNote({ catalogue }: OfficerPage, how: "too" | "alone", n: number): HTMLElement {
  const [title, note] = how === "too" ? (["parties.roots_too", "parties.roots_too_note"] as const) : (["parties.roots_alone", "parties.roots_alone_note"] as const);
  return html("div", { class: "comment" }, html("p", {}, html("b", {}, catalogue.text(title, { n }))), html("p", {}, catalogue.text(note)));
}
