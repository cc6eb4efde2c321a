// SPDX-License-Identifier: Apache-2.0
// OutboxList: what was signed on this computer and is not in the ledger yet: what it says, why it waits, and what
// a person can do. Nothing goes from here but by the person.
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Catalogue } from "./catalogue";
import { payloadOf } from "./envelope";
import { FileLink } from "./file_link";
import type { Outbox } from "./outbox";
import type { OutboxEntry } from "./outbox_store";
import { RefusalText } from "./refusal_summary";
import { Pieces } from "./statement_view";
import { headlineOf } from "./words_of_statement";

export interface OutboxListOptions {
  readonly outbox: Outbox;
  readonly catalogue: Catalogue;
  readonly recordAddress?: (index: number) => string;
}

// Returns how to end it.
export function showOutbox(place: HTMLElement, options: OutboxListOptions): () => void {
  render(<OutboxList {...options} />, place);
  return () => render(null, place);
}

function OutboxList(options: OutboxListOptions) {
  const { outbox, catalogue } = options;
  const [entries, setEntries] = useState<readonly OutboxEntry[] | null>(null);
  useEffect(() => {
    const read = (): void => void outbox.store.all().then(setEntries, () => setEntries([]));
    read();
    return outbox.onChange(read);
  }, [outbox]);
  if (entries === null) return null;
  if (entries.length === 0) return <p>{catalogue.text("sign.outbox.empty")}</p>;
  return (
    <ul class="outbox">
      {entries.map((entry) => (
        <Entry entry={entry} options={options} key={entry.sid} />
      ))}
    </ul>
  );
}

function Entry({ entry, options }: { entry: OutboxEntry; options: OutboxListOptions }) {
  const { catalogue } = options;
  const payload = payloadOf(entry.envelope);
  return (
    <li>
      <h3>{payload === null ? catalogue.text("sign.value.no_statement") : <Pieces of={headlineOf(payload, catalogue)} />}</h3>
      <p class="quiet small">{catalogue.text("sign.outbox.kept_at", { time: catalogue.time(new Date(entry.keptAt).toISOString()) })}</p>
      <p role="status">
        {catalogue.text(`sign.outbox.state.${entry.state}`, { n: String(entry.index ?? "") })}{" "}
        {entry.state === "waiting" && entry.trouble !== null && catalogue.optional(`sign.trouble.${entry.trouble}`)}
        {entry.fault !== null && <RefusalText fault={entry.fault} catalogue={catalogue} />}
      </p>
      <EntryActions entry={entry} options={options} />
    </li>
  );
}

// Removing asks once more: what only this computer has would be gone.
function EntryActions({ entry, options: { outbox, catalogue, recordAddress } }: { entry: OutboxEntry; options: OutboxListOptions }) {
  const [isPressed, setAsked] = useState(false);
  const isAsked = isPressed && entry.state !== "recorded";
  const remove = (): void => {
    if (isAsked || entry.state === "recorded") void outbox.remove(entry.sid);
    else setAsked(true);
  };
  return (
    <div class="sign-row">
      {entry.state === "waiting" && (
        <button type="button" class="button" onClick={() => void outbox.send(entry.sid)}>
          {catalogue.text("sign.outbox.send")}
        </button>
      )}
      {(entry.state === "refused" || entry.state === "stale") && entry.page !== "" && (
        <a class="button" href={entry.page}>
          {catalogue.text("sign.outbox.again")}
        </a>
      )}
      {entry.state === "recorded" && recordAddress !== undefined && (
        <a class="button plain" href={recordAddress(entry.index!)}>
          {catalogue.text("sign.receipt.page")}
        </a>
      )}
      {entry.state !== "recorded" && (
        <FileLink name={`pledgebook-${entry.sid.slice(0, 8)}.json`} text={`${entry.envelope}\n`} type="application/json">
          {catalogue.text("sign.half.save")}
        </FileLink>
      )}
      <button type="button" class="button plain" onClick={remove}>
        {catalogue.text(isAsked ? "sign.outbox.remove_sure" : "sign.outbox.remove")}
      </button>
      {isAsked && <p role="alert">{catalogue.text("sign.outbox.remove_note")}</p>}
    </div>
  );
}
