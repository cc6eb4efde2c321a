// SPDX-License-Identifier: Apache-2.0
// Understood: what the ledger understands of a spreadsheet, and how it is asked (docs/API.md, understandSheet).
import { toBase64 } from "../verify/bytes";

export const FILE_BYTES_MAX = 1_048_576;

// How columns and cells become pledges (docs/IMPORT.md, "Spreadsheets"). Null: not imported, or not known.
export interface Mapping {
  readonly columns: Readonly<Record<string, string | null>>;
  readonly amounts: string | null;
  readonly days: string | null;
  readonly values: Readonly<Record<string, Readonly<Record<string, string | null>>>>;
  readonly defaults: Readonly<Record<string, string>>;
  readonly source: string;
  readonly ids: string; // "list-{row}"
  readonly [more: string]: unknown;
}

export interface BadCell {
  readonly row: number;
  readonly column: string | null; // its letters
  readonly heading: string | null;
  readonly code: string;
  readonly cell: string;
  readonly what: string; // in English
}

// Unsigned, with the row that it is from.
export interface SheetStatement {
  readonly row: number;
  readonly statement: { readonly kind: string; readonly stream: string; readonly at: string; readonly body: Readonly<Record<string, unknown>> };
}

export interface Figures {
  readonly rows: number;
  readonly pledges: number;
  readonly announced: Readonly<Record<string, string>>;
  readonly focus_areas: Readonly<Record<string, number>>;
  readonly new_members: readonly string[];
  readonly known_members: number;
  readonly bad_cells: readonly BadCell[];
  readonly statements: readonly SheetStatement[];
}

export interface Understood {
  readonly reading: Readonly<Record<string, unknown>>;
  readonly mapping: Mapping;
  readonly misread: string | null;
  readonly understood: Figures | null;
}

// `detail`: the server's sentence, in English; "" where there is none.
export type SheetAnswer = { readonly ok: true; readonly value: Understood } | { readonly ok: false; readonly kind: string; readonly detail: string };

export interface SheetFile {
  readonly name: string;
  readonly base64: string;
}

export async function sheetFile(file: File): Promise<SheetFile> {
  return { name: file.name, base64: toBase64(new Uint8Array(await file.arrayBuffer())) };
}

export async function understand({ name, base64 }: SheetFile, mapping: Mapping | null): Promise<SheetAnswer> {
  const body = JSON.stringify({ name, file: base64, mapping });
  try {
    const answer = await fetch("/api/v1/desk/sheets", { method: "POST", body, headers: { "Content-Type": "application/json" }, credentials: "omit" });
    const json = (await answer.json()) as Readonly<Record<string, unknown>>;
    if (answer.ok) return { ok: true, value: json as unknown as Understood };
    const kind = answer.status === 503 ? "busy" : answer.status === 413 ? "too_large" : answer.status === 422 ? "misread" : "failed";
    return { ok: false, kind, detail: typeof json["detail"] === "string" ? json["detail"] : "" };
  } catch {
    return { ok: false, kind: "unreachable", detail: "" };
  }
}

// The text of a file with a mapping; null where it is none.
export function mappingFrom(text: string): Mapping | null {
  try {
    const json = JSON.parse(text) as Mapping;
    const isWhole = typeof json === "object" && json !== null && typeof json.columns === "object" && typeof json.values === "object";
    return isWhole ? { ...json, publish: false } : null;
  } catch {
    return null;
  }
}
