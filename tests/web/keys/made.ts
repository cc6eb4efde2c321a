// SPDX-License-Identifier: Apache-2.0
// Keys for tests.
import { DraftKey } from '../../../server/web/src/keys/browser_key';
import { isFault, type KeyFault } from '../../../server/web/src/keys/key_fault';

export function good<T>(value: T | KeyFault): T {
  if (isFault(value)) throw new Error(`a fault: ${value.name}`);
  return value;
}

export const nameOf = (value: unknown): string | null => (isFault(value) ? value.name : null);

export const makeDraft = async (): Promise<DraftKey> => good(await DraftKey.make());
