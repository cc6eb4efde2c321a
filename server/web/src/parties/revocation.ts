// SPDX-License-Identifier: Apache-2.0
// Revocation: the fields that revoke a key of a party in governance; and what it takes along, reckoned from the log
// before anybody signs.
import { dataField, fieldFor, keyDigits, longText } from "../desk/parts";
import type { OfficerPage } from "../desk/officer_page";
import { Consent, Field, select, textInput, theirs } from "../fields/fields";
import type { Fault, FormField } from "../signing";
import { faultAt } from "../signing/fault";
import { isOfficerRole } from "../signing/root_need";
import { html } from "../verifier/dom";
import type { JsonObject } from "../verify/json";
import { fallenKeys, type Fallen } from "./fallen_keys";
import { readSignedRecords, type KeyLine, type PartyWhole } from "./parties_api";

const INDEX = /^[0-9]{1,15}$/;

export class Revocation {
  readonly elements: readonly HTMLElement[];
  readonly #which: Field<HTMLSelectElement>;
  readonly #reason: Field<HTMLTextAreaElement>;
  readonly #isStolen: Consent;
  readonly #since: Field<HTMLInputElement>;
  readonly #taken = html("div", { role: "status" });
  readonly #sincePart: HTMLElement;
  #reckoning = 0; // a slow answer must not take the place of a later one
  #reckoned: number | null = null; // the record from which on the shown figures count

  constructor(
    readonly context: OfficerPage,
    readonly party: PartyWhole,
    readonly onKey: (key: KeyLine) => void,
  ) {
    const { catalogue } = context;
    const choices = this.#keys.map((key) => ({ value: key.key, label: `${key.label}${catalogue.between}${this.#rolesOf(key)}${catalogue.between}${key.key.slice(0, 8)}` }));
    this.#which = dataField(new Field(select(choices), catalogue.text("sign.field.key")));
    this.#reason = longText(catalogue.text("sign.field.reason"), catalogue.text("parties.revoke.reason"));
    this.#isStolen = new Consent(catalogue.text("parties.revoke.stolen"));
    this.#since = dataField(new Field(textInput({ inputmode: "numeric", dir: "ltr" }), catalogue.text("sign.field.compromised_since"), catalogue.text("parties.revoke.since_hint")));
    this.#sincePart = html("div", { class: "form", hidden: true }, this.#since.element, this.#taken);
    this.#which.target.addEventListener("change", () => this.#see());
    this.#isStolen.target.addEventListener("change", () => this.#see());
    this.#since.target.addEventListener("change", () => void this.#reckon());
    this.elements = [this.#which.element, this.#reason.element, this.#isStolen.element, this.#sincePart];
  }

  get #keys(): readonly KeyLine[] {
    return this.party.keys.filter(({ isActive }) => isActive);
  }
  get key(): KeyLine | undefined {
    return this.#keys.find(({ key }) => key === this.#which.value);
  }
  get takesRoots(): boolean {
    const { key } = this;
    return key !== undefined && (key.isRoot || key.roles.some(isOfficerRole));
  }

  // From the list of keys.
  choose(key: string): void {
    this.#which.target.value = key;
    this.#see();
    this.#which.target.focus();
  }

  #rolesOf({ isRoot, roles }: KeyLine): string {
    const { catalogue } = this.context;
    return isRoot ? catalogue.text("sign.field.root") : roles.map((role) => catalogue.optional(`sign.role.${role}`) ?? role).join(catalogue.between);
  }

  #see(): void {
    const { key } = this;
    if (key === undefined) return;
    this.onKey(key);
    this.#sincePart.hidden = !this.#isStolen.isGiven;
    if (!this.#isStolen.isGiven) return;
    if (!INDEX.test(this.#since.value) || Number(this.#since.value) < key.added) this.#since.target.value = String(key.added);
    void this.#reckon();
  }

  // ---- what it takes along ---------------------------------------------------------------------

  async #reckon(): Promise<void> {
    const { catalogue } = this.context;
    const { key } = this;
    const reckoning = ++this.#reckoning;
    this.#reckoned = null;
    if (key === undefined || !INDEX.test(this.#since.value)) return this.#taken.replaceChildren();
    const since = Number(this.#since.value);
    this.#taken.replaceChildren(html("p", { class: "quiet" }, catalogue.text("parties.revoke.counting")));
    const read = await readSignedRecords(since);
    if (reckoning !== this.#reckoning) return;
    if (read === null) return this.#taken.replaceChildren(html("p", { class: "warning" }, catalogue.text("parties.revoke.uncounted")));
    const known = new Map(this.party.keys.map((each) => [each.key, this.party.party]));
    const fallen = fallenKeys(key.key, this.party.party, since, read.records, known);
    this.#reckoned = since;
    this.#taken.replaceChildren(...this.#takenLines(fallen, read.isWhole));
  }

  #takenLines({ ended, disputed, records, pledges }: Fallen, isWhole: boolean): HTMLElement[] {
    const { catalogue } = this.context;
    const named = (id: string): HTMLElement => {
      const line = this.party.keys.find(({ key }) => key === id);
      return html("li", {}, ...(line === undefined ? [] : [theirs(line.label), catalogue.between]), keyDigits(id));
    };
    const list = (key: "parties.revoke.ended" | "parties.revoke.disputed_keys", ids: readonly string[]): HTMLElement[] =>
      ids.length === 0 ? [] : [html("p", {}, catalogue.text(key, { n: ids.length })), html("ul", {}, ...ids.map(named))];
    return [
      html(
        "div",
        { class: "comment taken" },
        html("p", {}, html("b", {}, catalogue.text("parties.revoke.records", { n: records })), " ", catalogue.text("parties.revoke.pledges", { n: pledges })),
        ...(isWhole ? [] : [html("p", {}, catalogue.text("parties.revoke.more"))]),
        ...(ended.length + disputed.length === 0 ? [html("p", {}, catalogue.text("parties.revoke.no_others"))] : [...list("parties.revoke.ended", ended), ...list("parties.revoke.disputed_keys", disputed)]),
        html("p", {}, catalogue.text("parties.revoke.disputed_note")),
      ),
    ];
  }

  // ---- the statement ---------------------------------------------------------------------------

  body(): JsonObject {
    const since = this.#isStolen.isGiven && INDEX.test(this.#since.value) ? { compromised_since: Number(this.#since.value) } : {};
    return { key: this.#which.value, reason: this.#reason.value, ...since };
  }

  // Nothing is signed before what it takes along was shown.
  faults(): Fault[] {
    if (!this.#isStolen.isGiven) return [];
    const at = "/body/compromised_since";
    if (!INDEX.test(this.#since.value)) return [faultAt("number_invalid", at)];
    return this.#reckoned === Number(this.#since.value) ? [] : [faultAt("not_counted", at)];
  }

  fieldOf(pointer: string): FormField | null {
    if (pointer === "/body/key") return fieldFor(this.#which);
    if (pointer === "/body/reason") return fieldFor(this.#reason);
    return pointer === "/body/compromised_since" ? fieldFor(this.#since) : null;
  }
}
