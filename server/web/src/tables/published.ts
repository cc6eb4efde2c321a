// SPDX-License-Identifier: Apache-2.0
// Published: the lists, tables of rates and objectives of the governance stream, in the order of the log, and which of
// them are in force on a day: the greatest effective day that is not later; of one day the last, which corrects the
// others. A void table is none.
import type { Recorded } from "../signing";
import { isObject, member, type JsonObject } from "../verify/json";
import { jsonItem, type ListItem } from "./list_table";

export interface Version {
  readonly sid: string;
  readonly index: number;
  readonly effective: string;
  readonly source: string;
  readonly payload: Uint8Array;
  readonly correctedBy: number | null; // the record that takes its place
}

export interface RateVersion extends Version {
  readonly rates: ReadonlyMap<string, string>;
}

export interface ListVersion extends Version {
  readonly list: string;
  readonly items: readonly ListItem[];
}

export interface Objective {
  readonly id: string;
  readonly body: JsonObject;
  readonly index: number;
}

export interface Published {
  readonly rates: readonly RateVersion[];
  readonly lists: readonly ListVersion[];
  readonly objectives: readonly Objective[]; // the last text of each
  readonly head: string | null;
}

const text = (body: JsonObject, name: string): string => {
  const value = member(body, name);
  return typeof value === "string" ? value : "";
};

export function publishedIn(governance: readonly Recorded[]): Published {
  const corrections = new Map(governance.map(({ statement, index }) => [text(statement.body, "corrects"), index]));
  const version = ({ statement, index, payload }: Recorded): Version => ({
    ...{ sid: statement.sid, index, payload },
    effective: text(statement.body, "effective"),
    source: text(statement.body, "source"),
    correctedBy: corrections.get(statement.sid) ?? null,
  });
  const of = (kind: string): Recorded[] => governance.filter(({ statement }) => statement.kind === kind);
  const objectives = of("objective.set").map(({ statement: { body }, index }) => ({ id: text(body, "id"), body, index }));
  return {
    rates: of("rates.published").map((each) => ({ ...version(each), rates: ratesIn(each.statement.body) })),
    lists: of("list.published").map((each) => ({ ...version(each), list: text(each.statement.body, "list"), items: itemsIn(each.statement.body) })),
    objectives: [...new Map(objectives.map((each) => [each.id, each])).values()],
    head: governance.at(-1)?.statement.sid ?? null,
  };
}

function ratesIn(body: JsonObject): ReadonlyMap<string, string> {
  const rates = member(body, "rates");
  return new Map(isObject(rates) ? Object.entries(rates).map(([code, rate]) => [code, String(rate)]) : []);
}

function itemsIn(body: JsonObject): ListItem[] {
  const items = member(body, "items");
  return Array.isArray(items) ? items.flatMap((item) => (isObject(item) ? (jsonItem(item) ?? []) : [])) : [];
}

// The one of that very day that another one would have to correct.
export const ofDay = <T extends Version>(versions: readonly T[], day: string): T | null => versions.findLast(({ effective }) => effective === day) ?? null;

// `isNone`: of a void table.
export function inForce<T extends Version>(versions: readonly T[], day: string, isNone: (version: T) => boolean = () => false): T | null {
  let best: T | null = null;
  for (const version of versions) {
    const isLast = version.correctedBy === null && version.effective <= day && !isNone(version);
    if (isLast && (best === null || best.effective <= version.effective)) best = version;
  }
  return best;
}

export const isVoid = ({ rates }: RateVersion): boolean => rates.size === 0;
