// SPDX-License-Identifier: Apache-2.0
// SigningAs: with which of the browser's keys the officer decides: said in a line, and chosen where there are several.
import { sentence } from "../form_page/phrases";
import { Field, select } from "../fields/fields";
import type { UsableKey } from "../form_page/usable_keys";
import type { Catalogue } from "../signing";
import { html } from "../verifier/dom";
import { keyDigits } from "./parts";
import type { OfficerRole } from "./rules";

const CHOSEN = "pledgebook.desk.key";

export function rememberedKey(keys: readonly UsableKey[]): string {
  const kept = attempt(() => localStorage.getItem(CHOSEN));
  return (keys.find(({ id }) => id === kept) ?? keys[0])?.id ?? "";
}

export const rememberKey = (id: string): void => void attempt(() => localStorage.setItem(CHOSEN, id));

// A browser that keeps nothing forgets the choice.
function attempt<T>(act: () => T): T | null {
  try {
    return act();
  } catch {
    return null;
  }
}

// The chosen key first, then the others.
export function chosenFirst(keys: readonly UsableKey[], chosen: string): readonly UsableKey[] {
  return [...keys.filter(({ id }) => id === chosen), ...keys.filter(({ id }) => id !== chosen)];
}

// The keys with the role, the chosen one first; none where the chosen one has another role.
export function keysWith(role: OfficerRole, [first, ...others]: readonly UsableKey[]): readonly UsableKey[] {
  // Where the server does not say what a key may do, the sheet will.
  const fits = ({ roles, isRoot }: UsableKey): boolean => !isRoot && (roles.length === 0 || roles.includes(role));
  return first === undefined || !fits(first) ? [] : [first, ...others.filter((key) => fits(key) && key.party === first.party)];
}

// Where the server does not say the roles, the key's own name stands for them.
export const rolesOf = ({ roles, name, isRoot }: UsableKey, catalogue: Catalogue): string =>
  isRoot
    ? catalogue.text("sign.field.root")
    : roles.length === 0 ? name : roles.map((role) => catalogue.optional(`sign.role.${role}`) ?? role).join(catalogue.between);

export function signingAs(catalogue: Catalogue, keys: readonly UsableKey[], chosen: string, choose: (id: string) => void): HTMLElement {
  const key = keys.find(({ id }) => id === chosen);
  const ownKeys = html("a", { href: `/${catalogue.language}/my/keys` }, catalogue.text("desk.key.go"));
  if (key === undefined) return html("p", { class: "signing-as" }, catalogue.text("desk.as.nobody"), " ", ownKeys);
  const line = html("p", { class: "signing-as" }, ...sentence(catalogue.message("desk.as"), { role: html("b", {}, rolesOf(key, catalogue)), key: keyDigits(key.id) }));
  if (keys.length === 1) return line;
  const choices = keys.map((each) => ({ value: each.id, label: `${rolesOf(each, catalogue)}${catalogue.between}${each.name}${catalogue.between}${each.id.slice(0, 4)} ${each.id.slice(4, 8)}`, isChosen: each.id === chosen }));
  const field = new Field(select(choices), catalogue.text("desk.as.choose"));
  field.target.addEventListener("change", () => choose(field.value));
  return html("div", { class: "signing-as" }, line, field.element);
}
