// SPDX-License-Identifier: Apache-2.0
// FilesInHand: the files that the person has chosen on this page, by their hashes. The browser gives them up when the
// page is left.

export class FilesInHand {
  readonly #files = new Map<string, File>();

  add(sha256: string, file: File): void {
    this.#files.set(sha256, file);
  }

  of(sha256: string): File | null {
    return this.#files.get(sha256) ?? null;
  }
}
