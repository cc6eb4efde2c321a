// SPDX-License-Identifier: Apache-2.0
// The page /verify: the panel of verifier.html, in the page's language. The keys are the reader's to
// choose: none comes from this server. The tab remembers them for the next file or record.
import { Messages, type Dictionary } from "./verifier/messages";
import { Panel } from "./verifier/panel";
import { keepTrust, keptTrust } from "./trust_memory";

const place = document.querySelector<HTMLElement>("[data-verify]");
const words = place?.dataset["verify"];
if (place && words) {
  const dictionary = (await (await fetch(words)).json()) as Dictionary;
  const messages = new Messages(dictionary, document.documentElement.lang);
  place.replaceChildren(new Panel(messages, keptTrust(), keepTrust).element);
}
