// SPDX-License-Identifier: Apache-2.0
// Reference: the lists in force, countries and currencies, and the choices that forms make of them.
import type { Choice } from "../keys/form";
import type { Catalogue } from "../signing";

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

// "USD US dollar", in the reader's language.
export function currencyChoices(reference: Reference, { language }: Catalogue): Choice[] {
  const names = new Intl.DisplayNames([language === "en" ? "en-GB" : language], { type: "currency" });
  return codesOf(reference.currencies, "code").map((code) => {
    const name = names.of(code) ?? code;
    return { value: code, label: name === code ? code : `${code} ${name}` };
  });
}
