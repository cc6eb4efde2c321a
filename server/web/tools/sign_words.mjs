// SPDX-License-Identifier: Apache-2.0
// sign_words: the words that src/signing needs in a language, in English where it lacks one; with the names of
// countries as `country.GHA`.

// Its own, the verifier's (for the proof), and those that it shares with the pages.
const PREFIXES = ["sign.", "verify.", "type.", "nature.", "scope.", "topic."];
const SHARED = new Set([
  "frame.colon",
  "frame.semicolon",
  "row.and_next",
  "value.yes",
  "value.no",
  "value.bytes",
  "value.from_to",
  "pledge.before",
  "pledge.after",
  "record.sid",
]);

// `read`: a file of i18n by its name, as an object.
export function signWords(read, language) {
  const all = { ...read("en"), ...read(language) };
  const own = Object.entries(all).filter(([key]) => SHARED.has(key) || PREFIXES.some((prefix) => key.startsWith(prefix)));
  const countries = Object.entries(read("countries")).map(([iso3, names]) => [`country.${iso3}`, names[language] ?? names.en]);
  return Object.fromEntries([...own, ...countries]);
}
