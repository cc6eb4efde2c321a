// SPDX-License-Identifier: Apache-2.0
// Evidence: a file as a statement names it, and what the ledger takes (docs/API.md, "Evidence").
import { NAME_MAX } from "../signing/field";
import { countCharacters, isBlank } from "../signing/text";

export interface Evidence {
  readonly sha256: string;
  readonly size: number;
  readonly type: string;
  readonly name: string;
}

// Whether a kept draft has one here.
export function isEvidence(value: unknown): value is Evidence {
  if (typeof value !== "object" || value === null) return false;
  const { sha256, size, type, name } = value as Readonly<Record<string, unknown>>;
  return typeof sha256 === "string" && /^[0-9a-f]{64}$/.test(sha256) && Number.isSafeInteger(size) && typeof type === "string" && typeof name === "string";
}

export const FILE_BYTES_MAX = 20 * 1024 * 1024;
const ENDING_MAX = 16;
const TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/;

export type SizeFault = "empty" | "too_large";

export function faultOfSize(bytes: number): SizeFault | null {
  if (bytes === 0) return "empty";
  return bytes > FILE_BYTES_MAX ? "too_large" : null;
}

// The name alone, without folders, and without what a name in a statement may not have.
export function nameOf(given: string): string {
  let characters = [...given.slice(Math.max(given.lastIndexOf("/"), given.lastIndexOf("\\")) + 1)];
  for (let found = countCharacters(characters.join(""), "one"); typeof found !== "number"; found = countCharacters(characters.join(""), "one"))
    characters = characters.filter((_, i) => i !== found.place - 1);
  if (characters.length > NAME_MAX) {
    const dot = characters.lastIndexOf(".");
    const ending = dot > 0 && characters.length - dot <= ENDING_MAX ? characters.slice(dot) : [];
    characters = [...characters.slice(0, NAME_MAX - ending.length), ...ending];
  }
  const name = characters.join("");
  return isBlank(name) ? "file" : name;
}

// What the browser takes it for, by its ending; the server looks at its bytes before it shows anything.
export function typeOf(given: string): string {
  const plain = given.toLowerCase().split(";")[0]!.trim();
  return TYPE.test(plain) && plain.length <= NAME_MAX ? plain : "application/octet-stream";
}
