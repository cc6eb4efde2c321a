// SPDX-License-Identifier: Apache-2.0
// KeyFault: why something with a key did not work, and what to do: words of server/web/i18n under
// `keys.fault.`. It is a value that functions give in place of a result, never a part of a secret.
import type english from '../../i18n/en.json';

type After<Prefix extends string, Key = keyof typeof english> = Key extends `${Prefix}${infer Name}`
  ? Name
  : never;
export type KeyWord = After<'keys.'>;
export type FaultName = After<'keys.fault.'>;
export type Values = Readonly<Record<string, string | number>>;

export class KeyFault {
  constructor(
    readonly name: FaultName,
    readonly values: Values = {},
  ) {}
}

export const isFault = (value: unknown): value is KeyFault => value instanceof KeyFault;
