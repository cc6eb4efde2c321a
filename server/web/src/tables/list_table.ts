// SPDX-License-Identifier: Apache-2.0
// ListTable: the items of a list, from a table or from JSON. A table has a first row with the names id, title,
// title_fr …, members, leads, as `pledgebook lists publish` reads it; without such a row its columns are id and title.
import { isObject, type Json, type JsonObject } from "../verify/json";
import { cellsOf, TABLE_CHARACTERS_MAX, type Line } from "./cells";

export interface ListItem {
  readonly id: string;
  readonly title: Readonly<Record<string, string>>;
  readonly members?: readonly string[];
  readonly leads?: readonly string[];
}

export interface ItemFault {
  readonly line: number; // of a table; of JSON the item's place, from 1
  readonly is: "no_id" | "id" | "twice" | "no_title" | "language" | "country" | "column" | "too_many_cells" | "not_an_item";
  readonly text: string;
}

export interface UnderstoodList {
  readonly items: readonly ListItem[];
  readonly faults: readonly ItemFault[];
  readonly list: string | null; // that the JSON names
  readonly effective: string | null;
  readonly source: string | null;
}

const ID = /^[a-z0-9-]{1,64}$/;
const LANGUAGE = /^[A-Za-z0-9]{1,8}(?:-[A-Za-z0-9]{1,8})*$/;

// Null where the text is longer than any list.
export function understandList(text: string, countries: ReadonlySet<string>): UnderstoodList | null {
  if (text.length > TABLE_CHARACTERS_MAX) return null;
  const json = jsonIn(text);
  const read = json === null ? ofTable(text) : ofJson(json);
  if (read === null) return null;
  return { ...read, faults: [...read.faults, ...faultsOf(read.places, countries)].sort((a, b) => a.line - b.line), items: read.places.map(({ item }) => item) };
}

interface Placed {
  readonly item: ListItem;
  readonly line: number;
}
type Read = Omit<UnderstoodList, "items"> & { readonly places: readonly Placed[] };

function faultsOf(places: readonly Placed[], countries: ReadonlySet<string>): ItemFault[] {
  const seen = new Set<string>();
  return places.flatMap(({ item: { id, title, members = [] }, line }) => {
    const faults: ItemFault[] = [];
    const add = (is: ItemFault["is"], said: string): void => void faults.push({ line, is, text: said });
    if (id === "") add("no_id", "");
    else if (!ID.test(id)) add("id", id);
    else if (seen.has(id)) add("twice", id);
    seen.add(id);
    if ((title["en"] ?? "") === "") add("no_title", id);
    for (const language of Object.keys(title)) if (!LANGUAGE.test(language)) add("language", language);
    for (const country of members) if (!countries.has(country)) add("country", country);
    return faults;
  });
}

// ---- a table ------------------------------------------------------------------------------------

type Meaning = { readonly is: "id" | "members" | "leads" } | { readonly is: "title"; readonly language: string } | null;

function meaningOf(name: string): Meaning {
  const plain = name.toLowerCase();
  if (plain === "id" || plain === "members" || plain === "leads") return { is: plain };
  if (plain === "title") return { is: "title", language: "en" };
  return plain.startsWith("title_") && plain.length > "title_".length ? { is: "title", language: name.slice("title_".length) } : null;
}

function ofTable(text: string): Read | null {
  const lines = cellsOf(text);
  if (lines === null) return null;
  const nothing = { list: null, effective: null, source: null };
  const [first] = lines;
  const isNamed = first?.cells.some((cell) => cell.toLowerCase() === "id") === true;
  const names = isNamed ? first!.cells : ["id", "title"];
  const columns = names.map(meaningOf);
  const unknown = names.filter((name, i) => name !== "" && columns[i] === null);
  const faults: ItemFault[] = unknown.map((name) => ({ line: first!.number, is: "column", text: name }));
  const rows = isNamed ? lines.slice(1) : lines;
  const places = rows.map((line) => ({ line: line.number, item: itemOf(line, columns) }));
  const wide = rows.filter(({ cells }) => cells.slice(columns.length).some(Boolean));
  faults.push(...wide.map(({ number, cells }): ItemFault => ({ line: number, is: "too_many_cells", text: cells.slice(columns.length).join(" ") })));
  return { ...nothing, places, faults };
}

function itemOf({ cells }: Line, columns: readonly Meaning[]): ListItem {
  const title: Record<string, string> = {};
  let [id, members, leads]: [string, string[], string[]] = ["", [], []];
  columns.forEach((meaning, i) => {
    const cell = cells[i] ?? "";
    if (meaning === null || cell === "") return;
    if (meaning.is === "id") id = cell;
    else if (meaning.is === "title") title[meaning.language] = cell;
    else if (meaning.is === "members") members = cell.split(/[\s;,]+/).filter(Boolean);
    else leads = cell.split(/\s*;\s*/).filter(Boolean);
  });
  return { id, title, ...(members.length === 0 ? {} : { members }), ...(leads.length === 0 ? {} : { leads }) };
}

// The list as a table again, to be changed in a spreadsheet or here.
export function tableOf(items: readonly ListItem[]): string {
  const languages = [...new Set(items.flatMap(({ title }) => Object.keys(title)))].sort((a, b) => Number(b === "en") - Number(a === "en") || (a < b ? -1 : 1));
  const has = (name: "members" | "leads"): boolean => items.some((item) => (item[name] ?? []).length > 0);
  const names = ["id", ...languages.map((language) => (language === "en" ? "title" : `title_${language}`)), ...(["members", "leads"] as const).filter(has)];
  const rows = items.map((item) => [
    item.id,
    ...languages.map((language) => item.title[language] ?? ""),
    ...(has("members") ? [(item.members ?? []).join(" ")] : []),
    ...(has("leads") ? [(item.leads ?? []).join("; ")] : []),
  ]);
  return [names, ...rows].map((cells) => cells.join("\t")).join("\n");
}

// ---- JSON ---------------------------------------------------------------------------------------

function jsonIn(text: string): Json | null {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}

// Items, or the body of a list.published.
function ofJson(json: Json): Read {
  const body = isObject(json) ? json : {};
  const given = Array.isArray(json) ? json : body["items"];
  const text = (name: string): string | null => (typeof body[name] === "string" ? (body[name] as string) : null);
  const places: Placed[] = [];
  const faults: ItemFault[] = [];
  (Array.isArray(given) ? given : []).forEach((value, i) => {
    const item = isObject(value) ? jsonItem(value) : null;
    if (item === null) faults.push({ line: i + 1, is: "not_an_item", text: JSON.stringify(value).slice(0, 80) });
    else places.push({ line: i + 1, item });
  });
  return { places, faults, list: text("list"), effective: text("effective"), source: text("source") };
}

const texts = (value: Json | undefined): string[] | null =>
  value === undefined ? [] : Array.isArray(value) && value.every((each) => typeof each === "string") ? (value as string[]) : null;

export function jsonItem(value: JsonObject): ListItem | null {
  const { id, title } = value;
  const [members, leads] = [texts(value["members"]), texts(value["leads"])];
  const isTitled = isObject(title) && Object.values(title).every((each) => typeof each === "string");
  if (typeof id !== "string" || !isTitled || members === null || leads === null) return null;
  return { id, title: title as Record<string, string>, ...(members.length === 0 ? {} : { members }), ...(leads.length === 0 ? {} : { leads }) };
}
