// SPDX-License-Identifier: Apache-2.0
export function signWords(
  read: (name: string) => Record<string, never>,
  language: string,
): Record<string, string>;
