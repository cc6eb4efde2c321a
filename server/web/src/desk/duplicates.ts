// SPDX-License-Identifier: Apache-2.0
// Duplicates: pledges that a submission may repeat, each with the reasons to think so. Nothing is decided here: a
// person looks at both.
import type { PledgeRow } from "./desk_api";

export interface Likeness {
  readonly row: PledgeRow;
  readonly isOwn: boolean; // of the same member
  readonly isTitle: boolean; // its title is similar
  readonly countries: readonly string[]; // that both name
  readonly isAmount: boolean; // the same amount in the same currency
}

const ALIKE = 0.5;
const MUCH_ALIKE = 0.65;
const SHOWN_MAX = 5;

// States of pledges that no other can repeat.
const GONE: ReadonlySet<string> = new Set(["REJECTED", "SUPERSEDED"]);

// Words without case and accents; of scripts without spaces, pairs of characters.
export function wordsIn(title: string): ReadonlySet<string> {
  const plain = title.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const runs = plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(runs.flatMap((run) => (/\p{Script=Han}/u.test(run) ? pairsIn(run) : run.length > 2 || /\p{N}/u.test(run) ? [run] : [])));
}

function pairsIn(run: string): string[] {
  const characters = [...run];
  return characters.length < 2 ? characters : characters.slice(1).map((each, i) => characters[i]! + each);
}

// From 0, nothing in common, to 1 (Dice).
export function alikeness(a: string, b: string): number {
  const [of, other] = [wordsIn(a), wordsIn(b)];
  const common = [...of].filter((word) => other.has(word)).length;
  return of.size + other.size === 0 ? 0 : (2 * common) / (of.size + other.size);
}

const isSameAmount = (a: PledgeRow, b: PledgeRow): boolean =>
  a.announced !== null &&
  b.announced !== null &&
  a.announced.currency === b.announced.currency &&
  Number(a.announced.amount) === Number(b.announced.amount);

// The likeliest first.
export function likelyRepeats(of: PledgeRow, others: readonly PledgeRow[]): Likeness[] {
  const seen = new Set([of.id]);
  const found: { readonly likeness: Likeness; readonly weight: number }[] = [];
  for (const row of others) {
    if (seen.has(row.id) || GONE.has(row.state)) continue;
    seen.add(row.id);
    const title = alikeness(of.title, row.title);
    const isOwn = row.member === of.member;
    const countries = row.countries.filter((iso3) => of.countries.includes(iso3));
    const isAmount = isSameAmount(of, row);
    const isLikely = isOwn ? title >= ALIKE || isAmount : title >= MUCH_ALIKE || (isAmount && countries.length > 0);
    if (!isLikely) continue;
    const weight = title + Number(isOwn) + Number(isAmount) + Number(countries.length > 0);
    found.push({ likeness: { row, isOwn, isTitle: title >= ALIKE, countries, isAmount }, weight });
  }
  return found.sort((a, b) => b.weight - a.weight).slice(0, SHOWN_MAX).map(({ likeness }) => likeness);
}

const PARTIES_ALIKE = 0.6;

// Organisations whose names are alike, the likeliest first; those of another country last.
export function similarNames<T extends { readonly name: string; readonly country: string | null }>(name: string, country: string | null, rows: readonly T[]): T[] {
  const weigh = (row: T): number => alikeness(name, row.name) + (country !== null && row.country === country ? 0.2 : 0);
  return rows.filter((row) => alikeness(name, row.name) >= PARTIES_ALIKE).sort((a, b) => weigh(b) - weigh(a));
}

const SEARCHED_WORDS = 2;

// The longest words of a title, by which others like it are looked for.
export const searchWords = (title: string): string =>
  [...(title.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [])].sort((a, b) => b.length - a.length).slice(0, SEARCHED_WORDS).join(" ");
