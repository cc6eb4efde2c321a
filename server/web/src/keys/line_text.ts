// SPDX-License-Identifier: Apache-2.0
// Texts that a statement may hold (docs/FORMAT.md, "Grammar"), as far as a form says before signing what
// the ledger would refuse. A little stricter: texts of several directions need no isolates in a form.

export type TextFault = 'blank' | 'long' | 'character';

const FORBIDDEN = /[\p{Cc}\p{Noncharacter_Code_Point}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]/u;
const FORBIDDEN_IN_LINES = /[^\P{Cc}\t\n\r]|[\p{Noncharacter_Code_Point}\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]/u;
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u;
// Those that scripts need: joiners, marks of direction, variation selectors.
const NEEDED = /[\u061c\u200c-\u200f\u180b-\u180d\u180f\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;
const LONE_SURROGATE = /\p{Surrogate}/u;
const NINE_MARKS = /\p{M}{9}/u;
const UNSEEN = /[\s\u2800\p{Default_Ignorable_Code_Point}]/gu;

function faultOf(text: string, limit: number, forbidden: RegExp, isLine: boolean): TextFault | null {
  if (text.replaceAll(UNSEEN, '') === '') return 'blank';
  if ([...text].length > limit) return 'long';
  const isWrong = LONE_SURROGATE.test(text) || forbidden.test(text);
  const isHidden = isLine && (INVISIBLE.test(text.replaceAll(NEEDED, '')) || NINE_MARKS.test(text));
  return isWrong || isHidden ? 'character' : null;
}

// A name or a label. Limits are in characters.
export const faultOfLine = (text: string, limit: number): TextFault | null => faultOf(text, limit, FORBIDDEN, true);

// A reason, of several lines.
export const faultOfText = (text: string, limit: number): TextFault | null =>
  faultOf(text, limit, FORBIDDEN_IN_LINES, false);
