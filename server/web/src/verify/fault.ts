// SPDX-License-Identifier: Apache-2.0
// Fault: what ends a verification, with its place. Words are keys of server/web/i18n, so that pages can
// translate them.
import type english from '../../i18n/en.json';

// The names of messages under a prefix; so the compiler finds a message without words.
type After<Prefix extends string, Key = keyof typeof english> = Key extends `${Prefix}${infer Name}`
  ? Name
  : never;
export type WordName = After<'verify.'>;
export type FaultName = After<'verify.fault.'>;
export type PageName = After<'verify.page.'>;

export type Params = Readonly<Record<string, string | number>>;
export interface Words {
  readonly key: string;
  readonly params?: Params;
}

export type Place =
  | { readonly kind: 'file' | 'checkpoint' | 'heads' | 'receipt' | 'policy' }
  | { readonly kind: 'record'; readonly index: bigint }
  | { readonly kind: 'stream'; readonly stream: string };

// Which of the two answers the fault makes a no.
export type About = 'authentic' | 'complete';

// The checks in their order; each ends with a tick, a fault, or not at all.
export type Check =
  | 'file'
  | 'log'
  | 'witnesses'
  | 'records'
  | 'statements'
  | 'streams'
  | 'signatures'
  | 'rights'
  | 'origin';

export interface Fault {
  readonly place: Place;
  readonly words: Words;
  readonly about: About;
  readonly check: Check;
}

// The fault on its way to who asked; nobody outside this folder sees it.
export class Wrong extends Error {
  constructor(
    readonly check: Check,
    readonly place: Place,
    readonly words: Words,
    readonly about: About = 'authentic',
  ) {
    super(words.key);
  }

  get fault(): Fault {
    return { place: this.place, words: this.words, about: this.about, check: this.check };
  }
}

export const words = (name: WordName, params?: Params): Words =>
  params ? { key: `verify.${name}`, params } : { key: `verify.${name}` };

export const faultWords = (name: FaultName, params?: Params): Words => words(`fault.${name}`, params);
