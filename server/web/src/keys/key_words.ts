// SPDX-License-Identifier: Apache-2.0
// KeyWords: the words of the page of keys in its language, as tools/build.mjs has taken them from the
// catalogues: those under `keys.`, the sectors and the countries.
import { say } from '../words';
import type { KeyFault, KeyWord, Values } from './key_fault';

const ROLES = ['member', 'verifier', 'registrar', 'reviewer', 'auditor'] as const;

export interface Dictionary {
  readonly words: Readonly<Record<string, string>>;
  readonly countries: Readonly<Record<string, string>>; // by ISO 3166-1 alpha-3
}

export class KeyWords {
  readonly #day: Intl.DateTimeFormat;
  readonly #time: Intl.DateTimeFormat;

  constructor(
    readonly dictionary: Dictionary,
    readonly language: string,
  ) {
    const locale = language === 'en' ? 'en-GB' : language; // as the United Nations write dates
    this.#day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', numberingSystem: 'latn' });
    this.#time = new Intl.DateTimeFormat(locale, {
      dateStyle: 'long',
      timeStyle: 'short',
      timeZone: 'UTC',
      hourCycle: 'h23',
      numberingSystem: 'latn',
    });
  }

  // A key that is not there shows as itself, so that its absence is seen.
  #text(key: string, values: Values): string {
    return say(this.dictionary.words[key] ?? key, values, this.language);
  }

  say(name: KeyWord, values: Values = {}): string {
    return this.#text(`keys.${name}`, values);
  }

  fault(fault: KeyFault): string {
    return this.say(`fault.${fault.name}`, fault.values);
  }

  // A role of a key; one that only a later ledger has shows as its id.
  role(id: string): string {
    const role = ROLES.find((each) => each === id);
    return role === undefined ? id : this.say(`role.${role}`);
  }

  sector(id: string): string {
    return this.#text(`sector.${id}`, {});
  }

  country(iso3: string): string {
    return this.dictionary.countries[iso3] ?? iso3;
  }

  // In the order of the language's alphabet.
  countries(): [iso3: string, name: string][] {
    const order = new Intl.Collator(this.language);
    return Object.entries(this.dictionary.countries).sort(([, a], [, b]) => order.compare(a, b));
  }

  list(names: readonly string[]): string {
    return new Intl.ListFormat(this.language).format(names);
  }

  day(time: string): string {
    return this.#day.format(new Date(time));
  }

  time(time: string): string {
    return `${this.#time.format(new Date(time))} UTC`;
  }
}
