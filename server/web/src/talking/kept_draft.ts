// SPDX-License-Identifier: Apache-2.0
// KeptDraft: what the fields of an attestation or a message have, in the browser's storage. Of evidence files their
// names and hashes are kept, never their bytes.
import { isEvidence, type Evidence } from "../evidence/evidence";
import { KeptText } from "../form_page/kept_text";

export interface Draft {
  readonly text: string;
  readonly topic: string;
  readonly reply: string; // the sid of the message that it answers; "" for none
  readonly evidence: readonly Evidence[];
}

export const EMPTY: Draft = { text: "", topic: "", reply: "", evidence: [] };

const TYPE = "pledgebook.talk-draft";
const FILES_MAX = 200;

export const isEmpty = ({ text, reply, evidence }: Draft): boolean => text.trim() === "" && reply === "" && evidence.length === 0;

// What it lacks is empty.
export function draftIn(text: string): Draft {
  try {
    const json = JSON.parse(text) as Readonly<Record<string, unknown>> | null;
    if (json?.["type"] !== TYPE) return EMPTY;
    const textOf = (name: string): string => (typeof json[name] === "string" ? json[name] : "");
    const files = Array.isArray(json["evidence"]) ? (json["evidence"] as unknown[]).slice(0, FILES_MAX) : [];
    return { text: textOf("text"), topic: textOf("topic"), reply: textOf("reply"), evidence: files.filter(isEvidence) };
  } catch {
    return EMPTY;
  }
}

export class DraftStore {
  readonly #kept: KeptText;

  constructor(ledger: string, stream: string) {
    this.#kept = new KeptText(`pledgebook-talk-draft ${ledger} ${stream}`);
  }

  read(): Draft {
    return draftIn(this.#kept.read() ?? "");
  }

  // Whether it is kept.
  write(draft: Draft): boolean {
    if (!isEmpty(draft)) return this.#kept.write(JSON.stringify({ type: TYPE, ...draft }));
    this.#kept.clear();
    return true;
  }

  clear(): void {
    this.#kept.clear();
  }
}
