// SPDX-License-Identifier: Apache-2.0
// Answers: members of the server's answers, read as what they should be. An answer comes from outside: what is of another
// kind counts as absent.
export type Answer = Readonly<Record<string, unknown>>;

export const text = (value: unknown): string | null => (typeof value === "string" ? value : null);
export const number = (value: unknown): number | null => (typeof value === "number" ? value : null);
export const object = (value: unknown): Answer | null => (typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Answer) : null);

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const texts = (value: unknown): string[] => list(value).filter((each) => typeof each === "string");
export const objects = (value: unknown): Answer[] => list(value).map(object).filter((each) => each !== null);
