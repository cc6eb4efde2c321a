// SPDX-License-Identifier: Apache-2.0
// EvidenceList: the files that a report names, each with its size, and whether its bytes have arrived.
import { theirs } from "../fields/fields";
import { html } from "../verifier/dom";
import type { DeskContext } from "./context";
import type { EvidenceFile } from "./figures";
import { box } from "./parts";

export function evidenceList(context: DeskContext, files: readonly EvidenceFile[]): HTMLElement {
  const { catalogue } = context;
  const title = catalogue.text("sign.field.evidence");
  if (files.length === 0) return box(title, html("p", {}, catalogue.text("desk.evidence.none")));
  return box(title, html("ul", { class: "repeats" }, ...files.map((file) => evidenceItem(context, file))));
}

function evidenceItem({ catalogue, api }: DeskContext, { sha256, size, name }: EvidenceFile): HTMLElement {
  const named = html("span", {}, theirs(name));
  const state = html("small", { role: "status" }, catalogue.text("desk.evidence.asked"));
  const bytes = html("small", {}, catalogue.text("value.bytes", { n: size }));
  void api.hasArrived(sha256).then((hasArrived) => {
    if (hasArrived === true) named.replaceChildren(html("a", { href: `/api/v1/blobs/${sha256}`, target: "_blank", rel: "noopener" }, theirs(name)));
    const key = hasArrived === null ? "desk.evidence.unknown" : hasArrived ? "desk.evidence.here" : "desk.evidence.absent";
    state.replaceChildren(catalogue.text(key));
  });
  return html("li", {}, named, bytes, state);
}
