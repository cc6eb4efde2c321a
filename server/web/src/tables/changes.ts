// SPDX-License-Identifier: Apache-2.0
// Changes: how a new table departs from the one in force.
import type { ListItem } from "./list_table";

// ---- rates --------------------------------------------------------------------------------------

export interface RateChange {
  readonly code: string;
  readonly now: string;
  readonly before: string | null; // null: the first rate of this currency
  readonly percent: number | null; // rounded to tenths; only to be shown
  readonly isQuestioned: boolean; // it departs so far that it may be the wrong way round
}

export const QUESTIONED_PERCENT = 30;

export function rateChanges(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): RateChange[] {
  return [...now].map(([code, rate]) => {
    const old = before.get(code) ?? null;
    const percent = old === null ? null : Math.round((Number(rate) / Number(old) - 1) * 1000) / 10;
    return { code, now: rate, before: old, percent, isQuestioned: percent !== null && Math.abs(percent) > QUESTIONED_PERCENT };
  });
}

// Currencies of the table in force that the new one has no more.
export const missingRates = (before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): string[] => [...before.keys()].filter((code) => !now.has(code)).sort();

// ---- lists --------------------------------------------------------------------------------------

export interface ItemChange {
  readonly id: string;
  readonly before: ListItem;
  readonly now: ListItem;
  readonly titles: readonly string[]; // the languages whose titles change
  readonly added: readonly string[]; // countries
  readonly gone: readonly string[];
  readonly isOfLeads: boolean;
}

export interface ListChanges {
  readonly added: readonly ListItem[];
  readonly gone: readonly ListItem[];
  readonly changed: readonly ItemChange[];
  readonly isReordered: boolean;
}

const lacking = (all: readonly string[] = [], from: readonly string[] = []): string[] => all.filter((each) => !from.includes(each));

export function listChanges(before: readonly ListItem[], now: readonly ListItem[]): ListChanges {
  const old = new Map(before.map((item) => [item.id, item]));
  const ids = new Set(now.map(({ id }) => id));
  const changed = now.flatMap((item): ItemChange[] => {
    const was = old.get(item.id);
    if (was === undefined) return [];
    const languages = [...new Set([...Object.keys(was.title), ...Object.keys(item.title)])];
    const titles = languages.filter((language) => was.title[language] !== item.title[language]);
    const [added, gone] = [lacking(item.members, was.members), lacking(was.members, item.members)];
    const isOfLeads = (was.leads ?? []).join("\n") !== (item.leads ?? []).join("\n");
    const isSame = titles.length + added.length + gone.length === 0 && !isOfLeads;
    return isSame ? [] : [{ id: item.id, before: was, now: item, titles, added, gone, isOfLeads }];
  });
  const kept = (items: readonly ListItem[]): string => items.filter(({ id }) => old.has(id) && ids.has(id)).map(({ id }) => id).join(" ");
  return {
    added: now.filter(({ id }) => !old.has(id)),
    gone: before.filter(({ id }) => !ids.has(id)),
    changed,
    isReordered: kept(before) !== kept(now),
  };
}

export const hasChanges = ({ added, gone, changed, isReordered }: ListChanges): boolean => added.length + gone.length + changed.length > 0 || isReordered;
