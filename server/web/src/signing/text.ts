// SPDX-License-Identifier: Apache-2.0
// Text: which characters a statement may have (docs/FORMAT.md, "Grammar"; ledger/domain/values/text.cc). A
// character is a Unicode code point. The ledger's tables are Unicode 15.0's; combining marks are those of the
// browser here, which may know some more: the ledger has the last word.

export type Lines = "one" | "many";

export interface TextFault {
  readonly character: number;
  readonly place: number; // from 1
}

const FORBIDDEN = /^[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\ufdd0-\ufdef]$|^\p{Surrogate}$/u;
const LINE_END = /^[\n\r\u2028\u2029]$/u;
// Default_Ignorable_Code_Point and the interlinear annotations, without what scripts and emoji need.
const INVISIBLE =
  /^[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e00ff}\u{e01f0}-\u{e0fff}]$/u;
const BLANK =
  /^[\u0009-\u000d \u0085\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]*$/u;
const MARK = /^\p{M}$/u;
const MARKS_IN_A_ROW_MAX = 8;

const isNoncharacter = (code: number): boolean => (code & 0xfffe) === 0xfffe;
const opensIsolate = (code: number): boolean => code >= 0x2066 && code <= 0x2068;
const POP_ISOLATE = 0x2069;

// The number of characters, or the first one that may not stand there.
export function countCharacters(text: string, lines: Lines): number | TextFault {
  let place = 0;
  let marks = 0;
  let open = 0;
  let outermost: TextFault = { character: 0, place: 0 };
  for (const character of text) {
    place += 1;
    const code = character.codePointAt(0)!;
    const fault = { character: code, place };
    if (FORBIDDEN.test(character) || isNoncharacter(code)) return fault;
    if (opensIsolate(code)) {
      if (open === 0) outermost = fault;
      open += 1;
    } else if (code === POP_ISOLATE) {
      if (open === 0) return fault;
      open -= 1;
    } else if (open > 0 && LINE_END.test(character)) {
      return outermost;
    }
    if (lines === "many") continue;
    if (character === "\t" || LINE_END.test(character) || INVISIBLE.test(character)) return fault;
    marks = MARK.test(character) ? marks + 1 : 0;
    if (marks > MARKS_IN_A_ROW_MAX) return fault;
  }
  return open > 0 ? outermost : place;
}

// Whether nothing in it can be seen.
export const isBlank = (text: string): boolean => BLANK.test(text);

// "U+0092".
export const codePointName = (code: number): string => `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
