// SPDX-License-Identifier: Apache-2.0
// KeptText: a text in the browser's storage, such as a draft. The storage may be full, or refused.
export class KeptText {
  constructor(readonly name: string) {}

  // Null where there is none.
  read(): string | null {
    try {
      return localStorage.getItem(this.name);
    } catch {
      return null;
    }
  }

  // Whether it is kept.
  write(text: string): boolean {
    try {
      localStorage.setItem(this.name, text);
      return true;
    } catch {
      return false;
    }
  }

  clear(): void {
    try {
      localStorage.removeItem(this.name);
    } catch {
      // Then there is none.
    }
  }
}
