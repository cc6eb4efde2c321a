// SPDX-License-Identifier: Apache-2.0
// Phrases: sentences of the catalogue with texts or elements of others in them.

// What members wrote, inside a sentence that can't have elements: held apart from its direction.
export const isolated = (text: string): string => `\u2068${text}\u2069`;

// A sentence whose values may be elements: `{name}` in it is their place.
export function sentence(message: string, values: Readonly<Record<string, string | Node>>): (string | Node)[] {
  return message.split(/\{(\w+)\}/).map((part, i) => (i % 2 === 1 ? (values[part] ?? `{${part}}`) : part));
}
