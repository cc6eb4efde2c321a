// SPDX-License-Identifier: Apache-2.0
// What the reader trusts, as the reader gave it: the text of a policy, or a log's verifier key. The tab keeps
// it from one record to the next, and forgets it when it is closed: a page that was once changed by
// somebody must not choose keys for later (docs/decisions/0048-browser-verifier.md).
const NAME = "pledgebook-trust";

// "" where there is none, or the browser keeps nothing.
export function keptTrust(): string {
  try {
    return sessionStorage.getItem(NAME) ?? "";
  } catch {
    return "";
  }
}

export function keepTrust(text: string): void {
  try {
    sessionStorage.setItem(NAME, text);
  } catch {
    // A full store: the reader chooses again on the next page.
  }
}
