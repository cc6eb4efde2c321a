// SPDX-License-Identifier: Apache-2.0
// Reasons: why two pledges might be matched, in words: "same country: Fiji; same focus area: Access; both speak of
// “schools”".
import type { Catalogue } from "../signing";
import type { Reasons } from "./match_api";

const NAMED_MAX = 4; // of each kind

export function reasonWords(reasons: Reasons, catalogue: Catalogue): string[] {
  const list = (names: readonly string[]): string => new Intl.ListFormat(catalogue.language).format(names.slice(0, NAMED_MAX));
  const item = (lists: readonly string[], id: string): string => catalogue.names.item(lists, id) ?? id;
  const quoted = (words: readonly string[]): string => list(words.map((word) => catalogue.text("matching.quoted", { word })));
  const { countries, focusArea, relatedArea, units, sdgs, beneficiaries, words } = reasons;
  const parts: (string | null)[] = [
    countries.length > 0
      ? catalogue.text(countries.length === 1 ? "matching.reason.country" : "matching.reason.countries", { names: list(countries.map((iso3) => catalogue.country(iso3))) })
      : null,
    focusArea === null ? null : catalogue.text("matching.reason.focus_area", { name: item(["focus-area"], focusArea) }),
    relatedArea === null ? null : catalogue.text("matching.reason.related_area", { name: item(["focus-area"], relatedArea) }),
    units.length > 0 ? catalogue.text("matching.reason.units", { names: quoted(units) }) : null,
    sdgs.length > 0 ? catalogue.text("matching.reason.sdgs", { names: list(sdgs.map((id) => item(["sdg"], id))) }) : null,
    beneficiaries.length > 0
      ? catalogue.text("matching.reason.beneficiaries", { names: list(beneficiaries.map((id) => item(["beneficiary-group"], id))) })
      : null,
    words.length > 0 ? catalogue.text("matching.reason.words", { names: quoted(words) }) : null,
  ];
  return parts.filter((part) => part !== null);
}

export const reasonsSentence = (reasons: Reasons, catalogue: Catalogue): string => reasonWords(reasons, catalogue).join(catalogue.semicolon);
