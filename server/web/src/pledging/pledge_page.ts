// SPDX-License-Identifier: Apache-2.0
// The page /{language}/my/pledges/new: a member makes a pledge and signs it. What it says without scripts is in
// templates/my_pledge.html.
import { openFormPage, type FormPage } from "../form_page/form_page";
import { html } from "../verifier/dom";
import { readParties, withParties } from "../form_page/reference";
import { DraftStore, streamOf } from "./draft";
import { NewPledge } from "./making";
import { PledgeForm } from "./pledge_form";
import { WhoStep } from "./steps";
import { textSteps } from "./text_steps";

// The addresses of the words of each language, given by tools/build.mjs.
declare const WORDS: Readonly<Record<string, string>>;

async function build(page: FormPage): Promise<void> {
  const { place, client, outbox, ledger, reference, keys, isSilent } = page;
  const parties = await readParties(page.catalogue);
  const catalogue = withParties(page.catalogue, parties);
  const store = new DraftStore(ledger);
  // A draft whose pledge was recorded meanwhile, from the outbox, is done.
  const draft = store.read();
  const head = draft === null ? null : await client.head(streamOf(draft));
  if (head?.ok && head.value.count > 0) store.clear();
  const areas = reference.lists["focus-area"]!.items.map(({ id }) => id);
  const options = {
    ...{ place, catalogue, client, outbox, ledger, keys, store },
    making: new NewPledge(areas),
    prefix: "",
    words: { clear: catalogue.text("pledging.draft.clear"), cleared: catalogue.text("pledging.draft.cleared") },
    doneLinks: (stream: string) => [
      html("a", { href: `/${catalogue.language}/pledges/${stream.replace(/^pledge\//, "")}`, class: "button plain" }, catalogue.text("pledging.done.page")),
      html("a", { href: "#what", class: "button plain" }, catalogue.text("pledging.done.another")),
    ],
  };
  new PledgeForm(options, (onChange) => [
    new WhoStep(catalogue, onChange, keys, catalogue.language, isSilent),
    ...textSteps(catalogue, onChange, reference, parties),
  ]);
}

openFormPage({ selector: "[data-pledging]", words: WORDS, roles: ["member"], terms: ["statement", "record", "receipt", "focus_area", "baseline", "partner", "overlap"], build });
