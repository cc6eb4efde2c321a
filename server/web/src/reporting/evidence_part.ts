// SPDX-License-Identifier: Apache-2.0
// EvidencePart: the files that show what the report says.
import { EvidenceField } from "../evidence/evidence_field";
import type { FilesInHand } from "../evidence/files_in_hand";
import type { Catalogue, FormField } from "../signing";
import { Part, type OnChange } from "./part";
import type { ReportDraft } from "./report_draft";

export class EvidencePart extends Part {
  readonly #field: EvidenceField;

  constructor(catalogue: Catalogue, onChange: OnChange, inHand: FilesInHand) {
    super("evidence", catalogue, onChange);
    this.#field = new EvidenceField(catalogue, (evidence) => onChange({ evidence }, true), inHand);
    this.body.append(this.#field.element);
  }

  // When all chosen files stand in the list.
  ready(): Promise<void> {
    return this.#field.ready();
  }

  fill({ evidence }: ReportDraft): void {
    this.#field.fill(evidence);
  }

  // The hashes that the corrected report names.
  setNamed(hashes: readonly string[]): void {
    this.#field.setNamed(hashes, this.catalogue.text("reporting.evidence.named"));
  }

  fieldOf(pointer: string): FormField | null {
    return this.#field.fieldOf(pointer);
  }
}
