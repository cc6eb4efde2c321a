// SPDX-License-Identifier: Apache-2.0
// CeremonyWords: the words of the reader's language, which the page carries with it.
import { say } from "../words";
import type { KeyFault } from "../keys/key_fault";

export type Dictionary = Readonly<Record<string, string>>;

export class CeremonyWords {
  constructor(
    readonly dictionary: Dictionary,
    readonly language: string,
  ) {}

  text(key: string, values: Readonly<Record<string, string | number>> = {}): string {
    return say(this.dictionary[key] ?? key, values, this.language);
  }

  fault({ name, values }: KeyFault): string {
    return this.text(`keys.fault.${name}`, values);
  }
}
