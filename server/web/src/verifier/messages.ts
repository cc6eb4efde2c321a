// SPDX-License-Identifier: Apache-2.0
// Messages: the words of a language for the keys of server/web/i18n.
import type { PageName, Place, Words } from '../verify/index';

export type Dictionary = Readonly<Record<string, string>>;

export class Messages {
  readonly #day: Intl.DateTimeFormat;
  readonly #number: Intl.NumberFormat;

  constructor(
    readonly dictionary: Dictionary,
    language: string,
  ) {
    const locale = language === 'en' ? 'en-GB' : language; // as the United Nations write dates
    this.#day = new Intl.DateTimeFormat(locale, {
      dateStyle: 'long',
      timeStyle: 'short',
      timeZone: 'UTC',
      numberingSystem: 'latn',
    });
    this.#number = new Intl.NumberFormat(locale, { numberingSystem: 'latn' });
  }

  // A key that is not there shows as itself, so that its absence is seen.
  text({ key, params = {} }: Words): string {
    const template = this.dictionary[key] ?? key;
    return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = params[name];
      return typeof value === 'number' && name !== 'size' && name !== 'index'
        ? this.#number.format(value)
        : String(value ?? whole);
    });
  }

  page(name: PageName, params: Words['params'] = {}): string {
    return this.text({ key: `verify.page.${name}`, params });
  }

  place(place: Place): string {
    const params =
      place.kind === 'record'
        ? { index: String(place.index) }
        : place.kind === 'stream'
          ? { stream: place.stream }
          : {};
    return this.text({ key: `verify.place.${place.kind}`, params });
  }

  time(milliseconds: number): string {
    return `${this.#day.format(milliseconds)} UTC`;
  }
}
