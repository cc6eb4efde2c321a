// SPDX-License-Identifier: Apache-2.0
// Reference: the lists in force, countries and currencies, and the choices that forms make of them.
import type { Choice } from "../fields/fields";
import { Catalogue } from "../signing";

export interface Reference {
  readonly lists: Readonly<Record<string, { readonly items: readonly { readonly id: string }[] }>>;
  readonly countries: readonly Readonly<Record<string, unknown>>[];
  readonly currencies: readonly Readonly<Record<string, unknown>>[];
}

// Null where the server does not answer, or answers something else.
export async function readReference(): Promise<Reference | null> {
  try {
    const answer = await fetch("/api/v1/reference", { credentials: "omit" });
    if (!answer.ok) return null;
    const reference = (await answer.json()) as Reference;
    const isWhole = [reference.lists?.["focus-area"]?.items, reference.countries, reference.currencies].every(Array.isArray);
    return isWhole ? reference : null;
  } catch {
    return null;
  }
}

// The codes of three letters in a list of the reference.
const codesOf = (list: readonly Readonly<Record<string, unknown>>[], name: string): string[] =>
  list.map((each) => each[name]).filter((code): code is string => typeof code === "string" && /^[A-Z]{3}$/.test(code));

// By name, in the reader's order.
export function countryChoices(reference: Reference, catalogue: Catalogue): Choice[] {
  const order = new Intl.Collator(catalogue.language);
  const choices = codesOf(reference.countries, "iso3").map((iso3) => ({ value: iso3, label: catalogue.country(iso3) }));
  return choices.sort((a, b) => order.compare(a.label, b.label));
}

// The items of a published list, in its order.
export function itemChoices(reference: Reference, list: string, catalogue: Catalogue): Choice[] {
  const items = reference.lists[list]?.items ?? [];
  return items.map(({ id }) => ({ value: id, label: catalogue.names.item([list], id) ?? id }));
}

const PARTIES_MAX = 1000;

// The organisations of the ledger, by name; none where the server does not answer.
export async function readParties({ language }: Catalogue): Promise<Choice[]> {
  try {
    const answer = await fetch(`/api/v1/parties?per_page=${PARTIES_MAX}`, { credentials: "omit" });
    const { rows } = (await answer.json()) as { rows: readonly Readonly<Record<string, unknown>>[] };
    const order = new Intl.Collator(language);
    return rows.map(({ party, name }) => ({ value: String(party), label: String(name) })).sort((a, b) => order.compare(a.label, b.label));
  } catch {
    return [];
  }
}

// Statements name these organisations by their names.
export function withParties({ dictionary, language, names }: Catalogue, parties: readonly Choice[]): Catalogue {
  const known = new Map(parties.map(({ value, label }) => [value, label]));
  return new Catalogue(dictionary, language, { ...names, party: (id) => names.party(id) ?? known.get(id) ?? null });
}

// "USD US dollar", in the reader's language.
export function currencyChoices(reference: Reference, { language }: Catalogue): Choice[] {
  const names = new Intl.DisplayNames([language === "en" ? "en-GB" : language], { type: "currency" });
  return codesOf(reference.currencies, "code").map((code) => {
    const name = names.of(code) ?? code;
    return { value: code, label: name === code ? code : `${code} ${name}` };
  });
}
