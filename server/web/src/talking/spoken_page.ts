// SPDX-License-Identifier: Apache-2.0
// SpokenPage: what both pages say where nobody can speak of the pledge, or this browser can't.
import { button } from "../fields/fields";
import type { FormPage } from "../form_page/form_page";
import { html } from "../verifier/dom";
import type { Reading } from "./spoken_pledge";

function state(title: string, text: string | null, ...actions: HTMLElement[]): HTMLElement {
  const heading = html("h2", { tabindex: "-1" }, title);
  return html("div", { class: "state" }, heading, text === null ? null : html("p", {}, text), html("p", { class: "actions" }, ...actions));
}

export function pledgeLink({ catalogue, pledge }: FormPage, anchor = ""): HTMLElement {
  return html("a", { href: `/${catalogue.language}/pledges/${pledge}${anchor}`, class: "button plain" }, catalogue.text("talking.to_pledge"));
}

// There is no such pledge, or it can't be read.
export function notRead({ catalogue }: FormPage, reading: Exclude<Reading, { is: "read" }>, again: () => void): HTMLElement {
  const list = html("a", { href: `/${catalogue.language}/pledges`, class: "button plain" }, catalogue.text("talking.to_pledges"));
  if (reading.is === "absent") return state(catalogue.text("talking.absent"), null, list);
  return state(catalogue.text("forms.unread"), catalogue.optional(`sign.trouble.${reading.trouble}`), button(catalogue.text("forms.again"), again, "button"), list);
}

export const notPublished = (page: FormPage): HTMLElement =>
  state(page.catalogue.text("talking.closed.title"), page.catalogue.text("talking.closed.text"), pledgeLink(page));

// This browser has no key that may sign here.
export function keyless(page: FormPage): HTMLElement {
  const { catalogue, isSilent } = page;
  const keys = html("a", { href: `/${catalogue.language}/my/keys`, class: "button" }, catalogue.text("talking.keys"));
  const text = catalogue.text(isSilent ? "talking.keyless.silent" : "talking.keyless.text");
  return state(catalogue.text("talking.keyless.title"), text, keys, pledgeLink(page));
}
