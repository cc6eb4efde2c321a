// SPDX-License-Identifier: Apache-2.0
// AttestForm: what a party attests of another's pledge, and the files that show it. They are sent once it is recorded.
import { EvidenceField } from "../evidence/evidence_field";
import { FilesInHand } from "../evidence/files_in_hand";
import type { Uploads } from "../evidence/uploads";
import { Field, watch } from "../fields/fields";
import { asField } from "../form_page/as_field";
import type { FormPage } from "../form_page/form_page";
import type { FlowDraft, FormField, Remark } from "../signing";
import { html } from "../verifier/dom";
import type { Attestation } from "./attestations";
import { ATTESTATIONS_MAX, leftOf } from "./attestations";
import { DraftStore, EMPTY, type Draft } from "./kept_draft";
import { SpokenForm } from "./spoken_form";
import { headOf, type SpokenPledge } from "./spoken_pledge";

const ROWS = "6";

export interface AttestFormOptions {
  readonly page: FormPage;
  readonly pledge: SpokenPledge;
  readonly given: readonly Attestation[];
  readonly uploads: Uploads;
  readonly onSheet: (isOpen: boolean) => void;
  readonly doneLinks: () => readonly HTMLElement[];
}

export class AttestForm {
  readonly form: SpokenForm;
  readonly #store: DraftStore;
  readonly #claim: Field<HTMLTextAreaElement>;
  readonly #files: EvidenceField;
  readonly #inHand = new FilesInHand();
  readonly #left = html("p", { class: "hint" });
  readonly #kept = html("p", { class: "hint" });
  #draft: Draft;

  constructor(readonly options: AttestFormOptions) {
    const { page, pledge, given, uploads, onSheet, doneLinks } = options;
    const { catalogue, ledger, keys } = page;
    this.#store = new DraftStore(ledger, pledge.stream);
    const draft = this.#store.read();
    // One that was recorded meanwhile, from the outbox, is done.
    const isDone = given.some(({ claim, by }) => claim === draft.text && keys.some(({ party }) => party === by));
    this.#draft = isDone ? EMPTY : draft;
    const area = html("textarea", { rows: ROWS, dir: "auto" });
    this.#claim = new Field(area, catalogue.text("sign.field.claim"), catalogue.text("talking.attest.claim_hint"));
    area.value = this.#draft.text;
    watch(area, (isLeft) => this.#change({ text: area.value }, isLeft));
    this.#files = new EvidenceField(catalogue, (evidence) => this.#change({ evidence }, true), this.#inHand);
    this.#files.fill(this.#draft.evidence);
    this.form = new SpokenForm({
      page,
      id: "talking-attest",
      title: catalogue.text("talking.attest.form"),
      note: catalogue.text("talking.attest.form_note"),
      parts: [this.#left, this.#claim.element, this.#files.element, this.#kept],
      keys,
      draft: (party) => this.#made(party),
      fieldOf: (pointer) => this.#fieldOf(pointer),
      ready: () => this.#files.ready(),
      remarks: () => this.#remarks(),
      onKey: () => this.#showLeft(),
      onSheet,
      onRecorded: () => {
        for (const file of this.#draft.evidence) {
          const bytes = this.#inHand.of(file.sha256);
          if (bytes !== null) uploads.add(file, bytes);
        }
        this.#store.clear();
      },
      doneLinks,
    });
    this.#showLeft();
    this.#keep();
  }

  #change(changes: Partial<Draft>, isLeft: boolean): void {
    this.#draft = { ...this.#draft, ...changes };
    this.#keep();
    this.form.changed(isLeft);
  }

  #keep(): void {
    const text = this.options.page.catalogue.text(this.#store.write(this.#draft) ? "talking.draft.files" : "talking.draft.not_kept");
    if (this.#kept.textContent !== text) this.#kept.textContent = text;
  }

  #showLeft(): void {
    const { page, pledge } = this.options;
    const given = pledge.said.map(({ recordedAt, statement }) => ({ by: statement.signers[0]!, recordedAt }));
    const { party } = this.form.key;
    this.#left.hidden = party === pledge.now.owner || pledge.now.partners.includes(party); // it may not attest at all
    const n = leftOf(given, party, ATTESTATIONS_MAX, page.client.clock.time);
    this.#left.textContent = page.catalogue.text("talking.attest.left", { n });
  }

  #made(party: string): FlowDraft {
    const { pledge } = this.options;
    const claim = this.#draft.text.replaceAll("\r\n", "\n").trim();
    return { kind: "attestation.given", stream: pledge.stream, prev: headOf(pledge), signers: [party], body: { claim, evidence: this.#draft.evidence } };
  }

  #fieldOf(pointer: string): FormField | null {
    return pointer === "/body/claim" ? asField(this.#claim) : this.#files.fieldOf(pointer);
  }

  // What becomes of the files.
  #remarks(): Remark[] {
    const { catalogue } = this.options.page;
    const { evidence } = this.#draft;
    if (evidence.length === 0) return [];
    const isWhole = evidence.every(({ sha256 }) => this.#inHand.of(sha256) !== null);
    return [{ title: catalogue.text("files.remark.title"), text: catalogue.text(isWhole ? "files.remark.in_hand" : "files.remark.away") }];
  }
}
