// SPDX-License-Identifier: Apache-2.0
// PartyView: an organisation: its entry, its keys with their states, and what officers can do: change the entry,
// suspend it or end its suspension, revoke a key. Where the root keys sign too, that is said, and they find it on
// the ledger's desk; where they sign alone and are not here, the statement goes to them as a file.
import { recordLink, type NewStatement } from "../desk/context";
import { DecisionForm, type Decision } from "../desk/decision_form";
import type { OfficerPage } from "../desk/officer_page";
import { fieldFor, itemHead, keyDigits, keyNeeded, longText } from "../desk/parts";
import { theirs } from "../fields/fields";
import { mark } from "../fields/marks";
import type { Fault } from "../signing";
import { faultAt } from "../signing/fault";
import { changesOfficers, isOfficerRole } from "../signing/root_need";
import { html } from "../verifier/dom";
import { canonical, type JsonObject } from "../verify/json";
import { EntryFields, rootNote } from "./entry_fields";
import type { KeyLine, PartyWhole } from "./parties_api";
import { Revocation } from "./revocation";
import { unsignedPart } from "./unsigned";

export interface PartyHeads {
  readonly party: string | null; // the last statement of party/<id>
  readonly governance: string | null;
  readonly rootQuorum: number;
}

export function partyView(context: OfficerPage, party: PartyWhole, heads: PartyHeads): HTMLElement {
  return new PartyView(context, party, heads).element;
}

class PartyView {
  readonly element = html("div", { class: "view wide item-body" });
  readonly #within = html("div", { class: "item-body" });
  readonly #entryNote = html("div", {});
  readonly #revokeNote = html("div", {});
  readonly #unsigned = html("div", {});
  readonly #revocation: Revocation | null;
  #form: DecisionForm | null = null;

  constructor(
    readonly context: OfficerPage,
    readonly party: PartyWhole,
    readonly heads: PartyHeads,
  ) {
    const { catalogue } = context;
    const active = party.keys.filter(({ isActive }) => isActive);
    this.#revocation = active.length === 0 ? null : new Revocation(context, party, () => this.#sayRevoke());
    const back = html("p", {}, html("a", { href: "#" }, catalogue.text("parties.back")));
    this.element.append(back, this.#head(), this.#facts(), this.#keys());
    const needed = context.rootKeys.length > 0 ? null : keyNeeded(context, "registrar");
    if (needed === null) {
      const options = { legend: catalogue.text("parties.act"), role: "registrar", stream: `party/${party.party}`, prev: heads.party, decisions: this.#decisions() } as const;
      this.#form = new DecisionForm(context, options, this.#within);
      this.#within.append(this.#form.element, this.#unsigned);
    } else this.#within.append(needed);
    this.element.append(this.#within);
  }

  get #hasOfficersKeys(): boolean {
    return this.party.keys.some(({ isActive, isRoot, roles }) => isActive && !isRoot && roles.some(isOfficerRole));
  }

  // ---- what is known ---------------------------------------------------------------------------

  #head(): HTMLElement {
    const { catalogue } = this.context;
    const { party } = this.party;
    const page = html("a", { href: `/${catalogue.language}/members/${party}` }, catalogue.text("parties.page"));
    return itemHead(theirs(this.party.name), [html("bdi", { class: "mono", dir: "ltr" }, party), ...(this.party.roles.includes("member") ? [" · ", page] : [])]);
  }

  #facts(): HTMLElement {
    const { catalogue } = this.context;
    const { sector, country, membership, roles, suspended } = this.party;
    const row = (term: string, ...said: (Node | string)[]): HTMLElement[] => [html("dt", {}, term), html("dd", {}, ...said)];
    const record = suspended === null ? null : html("a", { href: recordLink(this.context, suspended) }, catalogue.text("desk.record", { n: String(suspended) }));
    return html(
      "dl",
      { class: "rowset" },
      ...row(catalogue.text("sign.field.sector"), catalogue.optional(`sign.sector.${sector}`) ?? sector),
      ...(country === null ? [] : row(catalogue.text("sign.field.country"), catalogue.country(country))),
      ...(membership === null ? [] : row(catalogue.text("sign.field.itu_membership"), catalogue.optional(`sign.membership.${membership}`) ?? membership)),
      ...row(catalogue.text("sign.field.roles"), roles.map((role) => catalogue.optional(`sign.role.${role}`) ?? role).join(catalogue.between)),
      ...(record === null ? [] : row(catalogue.text("parties.state"), html("b", {}, catalogue.text("parties.suspended")), catalogue.between, record)),
    );
  }

  #keys(): HTMLElement {
    const { catalogue } = this.context;
    const title = html("h3", {}, catalogue.text("parties.keys", { n: this.party.keys.length }));
    if (this.party.keys.length === 0) return html("section", {}, title, html("p", {}, catalogue.text("parties.no_keys")));
    return html("section", {}, title, html("ul", { class: "queue-rows" }, ...this.party.keys.map((key) => this.#keyRow(key))));
  }

  #keyRow(key: KeyLine): HTMLElement {
    const { catalogue } = this.context;
    const link = (index: number): HTMLElement => html("a", { href: recordLink(this.context, index) }, catalogue.text("desk.record", { n: String(index) }));
    const roles = key.isRoot ? catalogue.text("sign.field.root") : key.roles.map((role) => catalogue.optional(`sign.role.${role}`) ?? role).join(catalogue.between);
    const ended = key.replaced ?? key.revoked;
    const name = key.isActive ? (this.party.suspended === null ? "active" : "suspended") : key.replaced !== null ? "replaced" : "revoked";
    const sign = key.isActive ? (this.party.suspended === null ? mark.active() : mark.waiting()) : key.replaced !== null ? mark.replaced() : mark.revoked();
    const disputed = key.disputedSince === null ? [] : [html("p", { class: "alerting" }, catalogue.text("parties.key.disputed"), " ", link(key.disputedSince))];
    const recovered = key.isRecovered ? [html("p", {}, catalogue.text("sign.field.recovered"))] : [];
    const revoke = html("button", { type: "button", class: "link-button" }, catalogue.text("parties.key.revoke"), html("span", { class: "hidden" }, `${catalogue.colon}${key.label}`));
    revoke.addEventListener("click", () => this.#revoke(key.key));
    return html(
      "li",
      { class: "queue-row" },
      html("div", {}, html("h4", {}, theirs(key.label)), html("p", {}, roles, " · ", keyDigits(key.key), " · ", link(key.added)), ...recovered, ...disputed),
      html("div", { class: "age" }, html("p", { class: "status" }, sign, html("span", {}, catalogue.text(`parties.key.${name}`)), ...(ended === null ? [] : [" ", link(ended)])), ...(key.isActive ? [html("p", {}, revoke)] : [])),
    );
  }

  #revoke(key: string): void {
    this.#form?.choose("revoked");
    this.#revocation?.choose(key);
  }

  // ---- what can be done ------------------------------------------------------------------------

  #decisions(): Decision[] {
    const isOperator = this.party.party === this.context.operator;
    return [this.#update(), ...(isOperator ? [] : [this.#suspension()]), ...(this.#revocation === null ? [] : [this.#revoked(this.#revocation)])];
  }

  #update(): Decision {
    const { context, party, heads } = this;
    const { catalogue } = context;
    const entry = new EntryFields(context, party, (roles) => this.#entryNote.replaceChildren(...(changesOfficers(party.roles, roles) ? [rootNote(context, "too", heads.rootQuorum)] : [])));
    const before = canonical(withoutEmpty(entry.body()));
    const faults = (): Fault[] => (canonical(withoutEmpty(entry.body())) === before ? [faultAt("nothing_changed", "/body/name")] : []);
    return {
      value: "updated",
      label: catalogue.text("parties.update"),
      note: catalogue.text("parties.update_note"),
      fields: [...entry.elements, this.#entryNote],
      kind: "party.updated",
      body: () => entry.body(),
      fieldOf: (pointer) => entry.fieldOf(pointer),
      faults,
    };
  }

  #suspension(): Decision {
    const { context, heads } = this;
    const { catalogue } = context;
    const isSuspended = this.party.suspended !== null;
    const reason = longText(catalogue.text("sign.field.reason"), catalogue.text("parties.reason_hint"));
    const roots = this.#hasOfficersKeys ? [rootNote(context, "alone", heads.rootQuorum)] : [];
    return {
      value: "suspended",
      label: catalogue.text(isSuspended ? "parties.resume" : "parties.suspend"),
      note: catalogue.text(isSuspended ? "parties.resume_note" : "parties.suspend_note"),
      fields: [reason.element, ...roots],
      kind: isSuspended ? "party.resumed" : "party.suspended",
      body: () => ({ reason: reason.value }),
      fieldOf: (pointer) => (pointer === "/body/reason" ? fieldFor(reason) : null),
      ...(this.#hasOfficersKeys ? this.#rootsAlone() : {}),
    };
  }

  #revoked(revocation: Revocation): Decision {
    const { context, heads } = this;
    const { catalogue } = context;
    const alone = this.#rootsAlone();
    return {
      value: "revoked",
      label: catalogue.text("parties.revoke"),
      note: catalogue.text("parties.revoke_note"),
      fields: [...revocation.elements, this.#revokeNote],
      kind: "key.revoked",
      place: { stream: "governance", prev: heads.governance },
      body: () => revocation.body(),
      fieldOf: (pointer) => revocation.fieldOf(pointer),
      faults: () => revocation.faults(),
      keys: () => (revocation.takesRoots ? alone.keys() : context.keysFor("registrar")),
      unsigned: alone.unsigned,
    };
  }

  #sayRevoke(): void {
    const needs = this.#revocation?.takesRoots === true;
    this.#revokeNote.replaceChildren(...(needs ? [rootNote(this.context, "alone", this.heads.rootQuorum)] : []));
  }

  #rootsAlone() {
    return {
      keys: () => this.context.rootKeys,
      unsigned: (what: NewStatement): void => {
        const part = unsignedPart(this.context, what);
        this.#unsigned.replaceChildren(part);
        part.querySelector<HTMLElement>("h3")?.focus();
      },
    };
  }
}

const withoutEmpty = (body: JsonObject): JsonObject => Object.fromEntries(Object.entries(body).filter(([, value]) => value !== "")) as JsonObject;
