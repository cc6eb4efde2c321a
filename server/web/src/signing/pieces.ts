// SPDX-License-Identifier: Apache-2.0
// Pieces: a sentence or a value with its parts told apart: the reader's language, what people wrote in theirs,
// figures and hashes. So each can be shown in its own direction, and nothing that a statement says becomes
// markup.

export type Piece =
  | { readonly is: "words"; readonly text: string } // of the reader's language
  | { readonly is: "theirs"; readonly text: string } // as somebody wrote it, in any language
  | { readonly is: "figure"; readonly text: string } // a number: not broken, left to right
  | { readonly is: "money"; readonly text: string } // the same, in bold
  | { readonly is: "code"; readonly text: string } // an id or a hash, left to right
  | { readonly is: "area"; readonly text: ""; readonly area: string }; // a focus area's colour and shape

export const words = (text: string): Piece => ({ is: "words", text });
export const theirs = (text: string): Piece => ({ is: "theirs", text });
export const figure = (text: string): Piece => ({ is: "figure", text });
export const money = (text: string): Piece => ({ is: "money", text });
export const code = (text: string): Piece => ({ is: "code", text });

// One value of a row; `note` is what it says besides, in small.
export interface Line {
  readonly main: readonly Piece[];
  readonly note?: readonly Piece[];
}

export const line = (...main: Piece[]): Line => ({ main });

export const plainText = (pieces: readonly Piece[]): string => pieces.map((piece) => piece.text).join("");

export const textOfLine = ({ main, note = [] }: Line): string =>
  note.length === 0 ? plainText(main) : `${plainText(main)} ${plainText(note)}`;

// A message whose values are pieces: `{name}` in it is their place.
export function phrase(message: string, values: Readonly<Record<string, readonly Piece[]>>): Piece[] {
  const pieces: Piece[] = [];
  for (const [i, part] of message.split(/\{(\w+)\}/).entries()) {
    const value = i % 2 === 1 ? values[part] : undefined;
    if (value !== undefined) pieces.push(...value);
    else if (part !== "") pieces.push(words(i % 2 === 1 ? `{${part}}` : part));
  }
  return pieces;
}

// The lists one after the other, with pieces between.
export function joined(lists: readonly (readonly Piece[])[], between: string): Piece[] {
  return lists.flatMap((pieces, i) => (i === 0 ? [...pieces] : [words(between), ...pieces]));
}
