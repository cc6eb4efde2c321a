// SPDX-License-Identifier: Apache-2.0
// OwnAttestations: what the reader's organisations have attested of the pledge, each with the way to withdraw it.
import { evidenceLine } from "../evidence/evidence_line";
import { theirs } from "../fields/fields";
import { section } from "../form_page/pledged";
import type { Catalogue } from "../signing";
import { html } from "../verifier/dom";
import type { Attestation } from "./attestations";

export const WITHDRAW = "withdraw";

// Who attested what, when and in which record; with its files.
export function attestationText({ at, by, index, claim, evidence }: Attestation, catalogue: Catalogue): HTMLElement {
  const record = html("a", { href: `/${catalogue.language}/records/${index}` }, catalogue.text("talking.record", { n: String(index) }));
  const head = html("p", { class: "speaker" }, html("b", {}, theirs(catalogue.names.party(by) ?? by)), " ", html("span", { class: "small quiet" }, catalogue.day(at.slice(0, 10)), " · ", record));
  const files = evidence.map((file) => evidenceLine(catalogue, file));
  return html("div", { class: "said" }, head, html("p", { class: "words", lang: "", dir: "auto" }, claim), ...files);
}

function row(attestation: Attestation, catalogue: Catalogue): HTMLElement {
  const { index, withdrawn } = attestation;
  const text = attestationText(attestation, catalogue);
  if (withdrawn !== null) {
    const on = catalogue.text("talking.attest.withdrawn_on", { day: catalogue.day(withdrawn.at.slice(0, 10)) });
    text.append(html("p", { class: "small" }, `${on}${catalogue.colon}`, theirs(withdrawn.reason)));
    return html("li", {}, text);
  }
  const go = html("a", { href: `#${WITHDRAW}-${index}`, class: "button plain" }, catalogue.text("talking.attest.withdraw"));
  go.setAttribute("aria-label", catalogue.text("talking.attest.withdraw_one", { n: String(index) }));
  return html("li", {}, text, go);
}

// The newest first.
export function ownAttestations(attestations: readonly Attestation[], catalogue: Catalogue): HTMLElement | null {
  if (attestations.length === 0) return null;
  const rows = [...attestations].reverse().map((attestation) => row(attestation, catalogue));
  return section("talking-own", catalogue.text("talking.attest.own"), catalogue.text("talking.attest.own_note"), html("ul", { class: "rows said-rows" }, ...rows));
}
