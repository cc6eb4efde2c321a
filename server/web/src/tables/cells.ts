// SPDX-License-Identifier: Apache-2.0
// Cells: a table that was pasted from a spreadsheet or a page, or read from a CSV file, as rows of cells with the
// numbers of their lines. Excel copies cells with tabs between them, and quotes those that have a line end.

export interface Line {
  readonly number: number; // of its first line in the text, from 1
  readonly cells: readonly string[]; // without the white space around them
}

export const TABLE_CHARACTERS_MAX = 262_144;
export const TABLE_LINES_MAX = 3000;

// The mark between cells: a tab where there is one, else what stands most often outside quotes.
function separatorOf(text: string): string {
  if (text.includes("\t")) return "\t";
  const unquoted = text.replace(/"[^"]*"/g, "");
  const count = (mark: string): number => unquoted.split(mark).length;
  return count(";") >= count(",") && unquoted.includes(";") ? ";" : ",";
}

// Empty lines are left out. Null where the text is longer than any such table.
export function cellsOf(text: string): Line[] | null {
  if (text.length > TABLE_CHARACTERS_MAX) return null;
  const lines = split(text.replace(/^\ufeff/, ""), separatorOf(text));
  const filled = lines.filter(({ cells }) => cells.some((cell) => cell !== ""));
  return filled.length > TABLE_LINES_MAX ? null : filled;
}

function split(text: string, separator: string): Line[] {
  const lines: Line[] = [];
  let [cells, cell, number, begun, isQuoted]: [string[], string, number, number, boolean] = [[], "", 1, 1, false];
  const endCell = (): void => {
    cells.push(cell.replace(/[\s\u00a0]+/g, " ").trim());
    cell = "";
  };
  for (let at = 0; at < text.length; ++at) {
    const character = text[at]!;
    if (isQuoted) {
      if (character === '"' && text[at + 1] === '"') cell += text[++at];
      else if (character === '"') isQuoted = false;
      else cell += character;
    } else if (character === '"' && cell.trim() === "") {
      [isQuoted, cell] = [true, ""];
    } else if (character === separator) {
      endCell();
    } else if (character === "\n") {
      endCell();
      lines.push({ number: begun, cells });
      [cells, begun] = [[], number + 1];
    } else if (character !== "\r") {
      cell += character;
    }
    if (character === "\n") ++number;
  }
  endCell();
  return [...lines, { number: begun, cells }];
}

// Where a line stands in the text, for a field that shows it.
export function rangeOfLine(text: string, number: number): readonly [number, number] {
  const lines = text.split("\n");
  const begin = lines.slice(0, number - 1).reduce((sum, line) => sum + line.length + 1, 0);
  return [begin, begin + (lines[number - 1]?.length ?? 0)];
}
