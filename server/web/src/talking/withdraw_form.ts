// SPDX-License-Identifier: Apache-2.0
// WithdrawForm: an attestation is withdrawn by who gave it, with a reason.
import { Field, watch } from "../fields/fields";
import { asField } from "../form_page/as_field";
import type { FormPage } from "../form_page/form_page";
import type { UsableKey } from "../form_page/usable_keys";
import { html } from "../verifier/dom";
import type { Attestation } from "./attestations";
import { attestationText } from "./own_attestations";
import { SpokenForm } from "./spoken_form";
import { headOf, type SpokenPledge } from "./spoken_pledge";

const ROWS = "4";

export interface WithdrawOptions {
  readonly page: FormPage;
  readonly pledge: SpokenPledge;
  readonly attestation: Attestation;
  readonly keys: readonly UsableKey[]; // of who gave it
  readonly back: HTMLElement;
  readonly onSheet: (isOpen: boolean) => void;
  readonly doneLinks: () => readonly HTMLElement[];
}

export function withdrawForm({ page, pledge, attestation, keys, back, onSheet, doneLinks }: WithdrawOptions): SpokenForm {
  const { catalogue } = page;
  const area = html("textarea", { rows: ROWS, dir: "auto" });
  const reason = new Field(area, catalogue.text("sign.field.reason"), catalogue.text("talking.withdraw.hint"));
  const form = new SpokenForm({
    page,
    id: "talking-withdraw",
    title: catalogue.text("talking.withdraw.title"),
    note: catalogue.text("talking.withdraw.note"),
    parts: [html("blockquote", { class: "quoted" }, attestationText(attestation, catalogue)), reason.element],
    keys,
    draft: (party) => ({
      kind: "attestation.withdrawn",
      stream: pledge.stream,
      prev: headOf(pledge),
      signers: [party],
      body: { sid: attestation.sid, reason: area.value.replaceAll("\r\n", "\n").trim() },
    }),
    fieldOf: (pointer) => (pointer === "/body/reason" ? asField(reason) : null),
    back,
    onSheet,
    onRecorded: () => history.replaceState(null, "", location.pathname),
    doneLinks,
  });
  watch(area, (isLeft) => form.changed(isLeft));
  return form;
}
