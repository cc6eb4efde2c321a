// SPDX-License-Identifier: Apache-2.0
// The live line: how many records were added since the page was opened, and the way to see them.
// Nothing moves that is being read: the line keeps its place free, and only its text changes.
import { say } from "./words";

export function addLiveLine(): void {
  const line = document.querySelector<HTMLElement>("[data-live]");
  const size = Number(line?.dataset["size"]);
  const message = line?.dataset["live"];
  if (!line || !message || !Number.isFinite(size) || !("EventSource" in window)) return;
  const text = line.querySelector<HTMLElement>("span");
  if (!text) return;
  let newest = size - 1;
  let shown = 0;
  const show = (): void => {
    const added = newest - (size - 1);
    if (added <= shown) return;
    shown = added;
    text.textContent = say(message, { n: added }, document.documentElement.lang);
    line.classList.add("shown");
  };
  const events = new EventSource(`/api/v1/events?after=${newest}`);
  const seen = (event: MessageEvent): void => {
    const index = Number(event.lastEventId);
    if (index > newest) newest = index;
  };
  // Each event bears the kind of its record.
  for (const kind of (line.dataset["kinds"] ?? "").split(" ")) events.addEventListener(kind, seen as EventListener);
  // Once a second, so that an import of thousands is one change.
  setInterval(show, 1000);
  // A page in the background needs no connection.
  addEventListener("pagehide", () => events.close());
}
