// SPDX-License-Identifier: Apache-2.0
// RateTable: what a pasted table of exchange rates says. The United Nations' table of operational rates is understood
// as it is copied from its page or its file: country, currency, code, day, units of the currency for one US dollar;
// a currency stands there once for each country that has it. Other tables are read alike: of each line the code of
// three letters, and the last number. What is not certain is refused with its line, never guessed.
import { cellsOf, type Line } from "./cells";

export type LineFault =
  | { readonly is: "no_currency" | "no_rate" | "unclear" | "not_a_rate" | "base"; readonly text: string }
  | { readonly is: "unknown"; readonly text: string } // letters that are no currency's code
  | { readonly is: "contradicts"; readonly text: string; readonly line: number }; // another rate of it, in that line

export interface RefusedLine {
  readonly number: number;
  readonly said: string; // the line, as far as it is shown
  readonly fault: LineFault;
}

export interface UnderstoodRates {
  readonly rates: ReadonlyMap<string, string>; // by code, in its order
  readonly lines: number; // that were understood
  readonly refused: readonly RefusedLine[];
  readonly days: readonly string[]; // that stand in the table, the newest first
}

const BASE = "USD";
const SAID_MAX = 80;
const RATE = /^(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,10})?$/;

// `currencies`: the codes that the ledger takes. Null where the text is longer than any such table.
export function understandRates(text: string, currencies: ReadonlySet<string>): UnderstoodRates | null {
  const lines = cellsOf(text);
  if (lines === null) return null;
  const columns = columnsOf(lines);
  const found = new Map<string, { rate: string; line: number }>();
  const refused: RefusedLine[] = [];
  const days = new Set<string>();
  let understood = 0;
  for (const line of lines) {
    const read = readLine(line, columns, currencies);
    if (read === null) continue; // a heading or a note
    const earlier = "rate" in read ? found.get(read.code) : undefined;
    const isOther = "rate" in read && earlier !== undefined && !isSameRate(earlier.rate, read.rate);
    const fault: LineFault | null = !("rate" in read) ? read : isOther ? { is: "contradicts", text: earlier!.rate, line: earlier!.line } : null;
    if (fault !== null || !("rate" in read)) {
      refused.push({ number: line.number, said: line.cells.filter(Boolean).join(" · ").slice(0, SAID_MAX), fault: fault! });
      continue;
    }
    ++understood;
    if (read.day !== null) days.add(read.day);
    if (earlier === undefined && read.code !== BASE) found.set(read.code, { rate: read.rate, line: line.number });
  }
  const rates = new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, { rate }]) => [code, rate]));
  return { rates, lines: understood, refused, days: [...days].sort().reverse() };
}

// ---- columns ------------------------------------------------------------------------------------

// Where a heading says what a column is.
interface Columns {
  readonly code: number | null;
  readonly rate: number | null;
  readonly heading: number; // its line; 0 where there is none
}

const CODE_NAMES = /abbr|code|iso|sigle|código|код|代码|رمز/i;
const RATE_NAMES = /rate|per usd|1 usd|us\$|taux|tasa|курс|汇率|سعر/i;

function columnsOf(lines: readonly Line[]): Columns {
  for (const { number, cells } of lines) {
    if (cells.length < 2 || cells.some((cell) => numberIn(cell) !== null)) continue;
    const code = cells.findIndex((cell) => CODE_NAMES.test(cell));
    const rate = cells.findLastIndex((cell) => RATE_NAMES.test(cell));
    if (rate >= 0) return { code: code < 0 || code === rate ? null : code, rate, heading: number };
  }
  return { code: null, rate: null, heading: 0 };
}

// ---- a line -------------------------------------------------------------------------------------

type Read = { readonly code: string; readonly rate: string; readonly day: string | null } | LineFault | null;

function readLine({ number, cells }: Line, { code: codeAt, rate: rateAt, heading }: Columns, currencies: ReadonlySet<string>): Read {
  if (number === heading) return null;
  const code = codeIn(codeAt === null ? cells : [cells[codeAt] ?? "", ...cells], currencies);
  const dates = cells.map(dayIn);
  const numbers = cells.map((cell, i) => (dates[i] === null ? cell : "")).filter((cell) => /[0-9]/.test(cell) && /^[0-9.,'\s\u00a0\u202f]+$/.test(cell));
  const named = rateAt === null ? "" : (cells[rateAt] ?? "");
  const text = /[0-9]/.test(named) ? named : (numbers.at(-1) ?? "");
  if (code === null && text === "") return null;
  if (code === null) return letters(cells) === null ? (cells.length < 2 ? null : { is: "no_currency", text }) : { is: "unknown", text: letters(cells)! };
  if (text === "") return isHeading(cells) ? null : { is: "no_rate", text: code };
  const rate = numberIn(text);
  if (rate === null) return { is: /^[0-9.,'\s\u00a0\u202f]+$/.test(text) ? "unclear" : "not_a_rate", text };
  if (!RATE.test(rate) || !/[1-9]/.test(rate)) return { is: "not_a_rate", text };
  if (code === BASE && Number(rate) !== 1) return { is: "base", text };
  return { code, rate: shortest(rate), day: dates.find((day) => day !== null) ?? null };
}

const CODE = /^[A-Z]{3}$/;

// A cell that is a code; else one that ends or begins with one: "Euro (EUR)", "EUR Euro".
function codeIn(cells: readonly string[], currencies: ReadonlySet<string>): string | null {
  const whole = cells.find((cell) => currencies.has(cell));
  if (whole !== undefined) return whole;
  for (const cell of cells) {
    const part = /(?:^|\()([A-Z]{3})(?:\)|\s|$)/.exec(cell)?.[1];
    if (part !== undefined && part !== cell && currencies.has(part)) return part;
  }
  return null;
}

const letters = (cells: readonly string[]): string | null => cells.find((cell) => CODE.test(cell)) ?? null;

// One cell with words, such as "Rates are listed for USD 1".
const isHeading = (cells: readonly string[]): boolean => cells.filter(Boolean).length < 2;

// ---- numbers ------------------------------------------------------------------------------------

// "1,310.50", "1 310,50" and "1310.50" are 1310.50. Null where the text is no number, or could be two: "1,310".
export function numberIn(text: string): string | null {
  const plain = text.replace(/(?<=[0-9])[\s\u00a0\u202f'](?=[0-9]{3}(?:[^0-9]|$))/g, "");
  if (/^[0-9]+(?:\.[0-9]+)?$/.test(plain)) return whole(plain);
  if (/^\.[0-9]+$/.test(plain)) return `0${plain}`;
  if (/^[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+$/.test(plain)) return whole(plain.replaceAll(",", ""));
  if (/^[0-9]{1,3}(?:,[0-9]{3}){2,}$/.test(plain)) return whole(plain.replaceAll(",", ""));
  if (/^[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+$/.test(plain)) return whole(plain.replaceAll(".", "").replace(",", "."));
  // "0,924" can only be a decimal; "1,310" could be either.
  if (/^(?:0,[0-9]+|[0-9]+,(?:[0-9]{1,2}|[0-9]{4,}))$/.test(plain)) return whole(plain.replace(",", "."));
  return null;
}

const whole = (text: string): string => text.replace(/^0+(?=[0-9])/, "");

// As a statement writes it: no zeros at the end.
const shortest = (rate: string): string => (rate.includes(".") ? rate.replace(/0+$/, "").replace(/\.$/, "") : rate);

const isSameRate = (a: string, b: string): boolean => shortest(a) === shortest(b);

// ---- days ---------------------------------------------------------------------------------------

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

// "2026-11-01", "01 Nov 2026", "1 November 2026", "01-Nov-2026", "Nov 1, 2026". "01/11/2026" could be two days.
export function dayIn(text: string): string | null {
  const iso = /^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ T].*)?$/.exec(text);
  if (iso !== null) return dayOf(iso[1]!, Number(iso[2]), iso[3]!);
  const said = /^([0-9]{1,2})[ -]([A-Za-z]{3,9})\.?[ -]([0-9]{4})$/.exec(text);
  if (said !== null) return dayOf(said[3]!, monthOf(said[2]!), said[1]!);
  const american = /^([A-Za-z]{3,9})\.? ([0-9]{1,2}), ([0-9]{4})$/.exec(text);
  return american === null ? null : dayOf(american[3]!, monthOf(american[1]!), american[2]!);
}

const monthOf = (name: string): number => MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;

function dayOf(year: string, month: number, day: string): string | null {
  const text = `${year}-${String(month).padStart(2, "0")}-${day.padStart(2, "0")}`;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text ? null : text;
}
