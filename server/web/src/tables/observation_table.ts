// SPDX-License-Identifier: Apache-2.0
// ObservationTable: what was measured, as a pasted table: a day, a value, and perhaps a country, in any order; a year
// alone is its last day.
import { cellsOf, type Line } from "./cells";
import { dayIn, numberIn } from "./rate_table";

export interface Observation {
  readonly date: string;
  readonly value: string;
  readonly country?: string;
}

export interface ObservationFault {
  readonly line: number;
  readonly is: "no_day" | "no_value" | "country" | "twice";
  readonly text: string;
}

export interface UnderstoodObservations {
  readonly observations: readonly Observation[];
  readonly faults: readonly ObservationFault[];
}

const YEAR = /^(?:19|20)[0-9]{2}$/;

// Null where the text is longer than any such table.
export function understandObservations(text: string, countries: ReadonlySet<string>): UnderstoodObservations | null {
  const lines = cellsOf(text);
  if (lines === null) return null;
  const observations: Observation[] = [];
  const faults: ObservationFault[] = [];
  const seen = new Set<string>();
  for (const [i, line] of lines.entries()) {
    const read = readLine(line, countries);
    if ("is" in read) {
      if (i > 0 || line.cells.some((cell) => /[0-9]/.test(cell))) faults.push(read); // else names of columns
      continue;
    }
    const key = `${read.date} ${read.country ?? ""}`;
    if (seen.has(key)) faults.push({ line: line.number, is: "twice", text: key.trim() });
    seen.add(key);
    observations.push(read);
  }
  return { observations, faults };
}

function readLine({ number, cells }: Line, countries: ReadonlySet<string>): Observation | ObservationFault {
  const days = cells.map((cell) => dayIn(cell));
  let dayAt = days.findIndex((day) => day !== null);
  if (dayAt < 0) dayAt = cells.findIndex((cell) => YEAR.test(cell));
  const fault = (is: ObservationFault["is"], text: string): ObservationFault => ({ line: number, is, text });
  if (dayAt < 0) return fault("no_day", cells.join(" "));
  const date = days[dayAt] ?? `${cells[dayAt]}-12-31`;
  const rest = cells.filter((cell, i) => i !== dayAt && cell !== "");
  const value = rest.map(numberIn).find((each) => each !== null) ?? null;
  if (value === null) return fault("no_value", rest.join(" "));
  const others = rest.filter((cell) => numberIn(cell) === null);
  const country = others.find((cell) => countries.has(cell));
  if (country === undefined && others.length > 0) return fault("country", others.join(" "));
  return country === undefined ? { date, value } : { date, value, country };
}
