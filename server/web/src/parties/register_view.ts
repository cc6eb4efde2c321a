// SPDX-License-Identifier: Apache-2.0
// RegisterView: an organisation that has not asked: its entry, and similar ones that are registered already.
import { DecisionForm } from "../desk/decision_form";
import { similarNames } from "../desk/duplicates";
import type { OfficerPage } from "../desk/officer_page";
import { box, dataField, fieldFor, keyNeeded } from "../desk/parts";
import { Field, textInput, theirs } from "../fields/fields";
import { faultAt } from "../signing/fault";
import { isOfficerRole } from "../signing/root_need";
import { html } from "../verifier/dom";
import { EntryFields, rootNote } from "./entry_fields";
import type { PartyLine } from "./parties_api";

const ID = /^[a-z0-9-]{1,64}$/;

export function registerView(context: OfficerPage, lines: readonly PartyLine[], rootQuorum: number): HTMLElement {
  const { catalogue } = context;
  const head = [html("p", {}, html("a", { href: "#" }, catalogue.text("parties.back"))), html("h2", { tabindex: "-1" }, catalogue.text("parties.new")), html("p", { class: "lead" }, catalogue.text("parties.new_note"))];
  const needed = keyNeeded(context, "registrar");
  if (needed !== null) return html("div", { class: "view wide" }, ...head, needed);
  const within = html("div", { class: "item-body" });
  const id = dataField(new Field(textInput({ dir: "ltr", autocapitalize: "none" }), catalogue.text("sign.field.id"), catalogue.text("parties.id_hint")));
  const note = html("div", {});
  const similar = html("div", { role: "status" });
  const entry = new EntryFields(context, null, (roles) => note.replaceChildren(...(roles.some(isOfficerRole) ? [rootNote(context, "too", rootQuorum)] : [])));
  entry.onName(() => similar.replaceChildren(...similarBox(context, similarNames(entry.name, entry.country, lines))));
  const [name, ...rest] = entry.elements;
  const decision = {
    value: "registered",
    label: catalogue.text("parties.new"),
    fields: [id.element, name!, similar, ...rest, note],
    kind: "party.registered" as const,
    get place() {
      return { stream: `party/${id.value.trim()}`, prev: null };
    },
    body: () => entry.body(),
    fieldOf: (pointer: string) => (pointer === "/stream" ? fieldFor(id) : entry.fieldOf(pointer)),
    faults: () => {
      if (!ID.test(id.value.trim())) return [faultAt("id_invalid", "/stream")];
      return lines.some(({ party }) => party === id.value.trim()) ? [faultAt("party_exists", "/stream")] : [];
    },
  };
  within.append(new DecisionForm(context, { legend: catalogue.text("parties.new"), role: "registrar", stream: "", prev: null, decisions: [decision] }, within).element);
  return html("div", { class: "view wide" }, ...head, within);
}

function similarBox({ catalogue }: OfficerPage, similar: readonly PartyLine[]): HTMLElement[] {
  if (similar.length === 0) return [];
  const rows = similar.map(({ party, name }) => html("li", {}, html("a", { href: `#party/${party}` }, theirs(name)), html("small", {}, html("bdi", { class: "mono", dir: "ltr" }, party))));
  return [box(catalogue.text("desk.admit.similar"), html("ul", { class: "repeats" }, ...rows))];
}
