// SPDX-License-Identifier: Apache-2.0
// PartyList: all organisations of the ledger with their roles, filtered by words and by role.
import { Field, select, textInput, theirs } from "../fields/fields";
import type { Catalogue } from "../signing";
import { html } from "../verifier/dom";
import type { PartyLine } from "./parties_api";

const ROWS_SHOWN = 100;
const ROLES = ["member", "verifier", "registrar", "reviewer", "auditor"] as const;

// Those whose name or id has all the words, and that have the role; "suspended" is taken for one.
export function filtered(lines: readonly PartyLine[], words: string, role: string): PartyLine[] {
  const wanted = words.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return lines.filter((line) => {
    const said = `${line.name} ${line.party}`.toLocaleLowerCase();
    const hasRole = role === "" || (role === "suspended" ? line.isSuspended : line.roles.includes(role));
    return hasRole && wanted.every((word) => said.includes(word));
  });
}

export function partyList(catalogue: Catalogue, lines: readonly PartyLine[]): HTMLElement {
  const words = new Field(textInput({ dir: "auto" }), catalogue.text("parties.find"));
  const roles = [{ value: "", label: catalogue.text("parties.any_role") }, ...ROLES.map((role) => ({ value: role, label: catalogue.text(`sign.role.${role}`) })), { value: "suspended", label: catalogue.text("parties.suspended") }];
  const role = new Field(select(roles), catalogue.text("sign.field.roles"));
  const count = html("p", { class: "quiet", role: "status" });
  const list = html("ul", { class: "queue-rows" });
  const draw = (): void => {
    const found = filtered(lines, words.value, role.value);
    count.textContent = catalogue.text("parties.found", { n: found.length });
    list.replaceChildren(...found.slice(0, ROWS_SHOWN).map((line) => partyRow(catalogue, line)));
    if (found.length > ROWS_SHOWN) list.append(html("li", { class: "queue-empty" }, catalogue.text("parties.narrow", { n: found.length - ROWS_SHOWN })));
  };
  words.target.addEventListener("input", draw);
  role.target.addEventListener("change", draw);
  draw();
  const add = html("a", { href: "#new", class: "button" }, catalogue.text("parties.new"));
  return html("div", { class: "view wide" }, html("h2", { tabindex: "-1" }, catalogue.text("parties.list")), html("p", { class: "actions" }, add), html("div", { class: "two-fields" }, words.element, role.element), count, list);
}

function partyRow(catalogue: Catalogue, { party, name, sector, country, roles, isSuspended, pledges }: PartyLine): HTMLElement {
  const link = html("a", { href: `#party/${party}` }, theirs(name));
  const said = [catalogue.optional(`sign.sector.${sector}`) ?? sector, ...(country === null ? [] : [catalogue.country(country)]), roles.map((each) => catalogue.optional(`sign.role.${each}`) ?? each).join(catalogue.between)];
  const state = isSuspended ? [" · ", html("b", {}, catalogue.text("parties.suspended"))] : [];
  return html("li", { class: "queue-row" }, html("div", {}, html("h3", {}, link), html("p", {}, said.join(" · "), ...state)), html("p", { class: "age" }, catalogue.text("parties.pledges", { n: pledges })));
}
