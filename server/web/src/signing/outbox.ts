// SPDX-License-Identifier: Apache-2.0
// Outbox: signed statements that the ledger has not acknowledged. Each is kept before it is sent, so that
// nothing signed is lost by a closed lid, and is sent again until the ledger answers: once, since the ledger
// takes a statement once. A statement is removed by the person alone.
import type { Envelope } from "./envelope";
import type { LedgerClient, Submission } from "./ledger_client";
import type { OutboxEntry, OutboxStore } from "./outbox_store";

const FIRST_WAIT_MS = 5000;
const WAIT_MS_MAX = 5 * 60_000;
const DOUBLINGS_MAX = 6;
const LOCK = "pledgebook-outbox";

export interface OutboxOptions {
  readonly now?: () => number;
  // Runs one at a time among all tabs; without it each tab sends by itself, which is harmless.
  readonly exclusively?: <T>(work: () => Promise<T>) => Promise<T>;
}

export class Outbox {
  readonly #listeners = new Set<() => void>();
  readonly #now: () => number;
  readonly #exclusively: <T>(work: () => Promise<T>) => Promise<T>;

  constructor(
    readonly store: OutboxStore,
    readonly client: LedgerClient,
    { now = Date.now, exclusively = browserLock() }: OutboxOptions = {},
  ) {
    this.#now = now;
    this.#exclusively = exclusively;
  }

  // Is told of each change in this tab. Returns how to end it.
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  // Rejects where the browser keeps nothing: then the person should save the envelope as a file.
  async keep(envelope: Envelope, page: string): Promise<OutboxEntry> {
    const { statement } = envelope;
    const entry: OutboxEntry = {
      sid: statement.sid,
      ledger: statement.read.ledger,
      envelope: envelope.toJson(),
      page,
      keptAt: this.#now(),
      state: "waiting",
      tries: 0,
      nextTryAt: 0,
      trouble: null,
      fault: null,
      index: null,
      recordedAt: null,
    };
    await this.store.put(entry);
    this.#changed();
    return entry;
  }

  // Sends one statement now, whatever its next try. Undefined where it is not kept here any more.
  async send(sid: string): Promise<OutboxEntry | undefined> {
    return this.#exclusively(async () => {
      const entry = await this.store.get(sid);
      if (entry === undefined || entry.state === "recorded") return entry;
      const next = after(entry, await this.client.submit(entry.envelope, sid), this.#now());
      // It may have been removed while it was under way.
      if ((await this.store.get(sid)) !== undefined) await this.store.put(next);
      this.#changed();
      return next;
    });
  }

  // Sends what is due, oldest first: a statement may follow another one of its stream. Gives the time of the
  // next try; null where nothing waits.
  async sendDue(ledger: string): Promise<number | null> {
    for (const entry of await this.#waiting(ledger)) {
      if (entry.nextTryAt > this.#now()) continue;
      const sent = await this.send(entry.sid);
      // Nobody answers: the others can wait as well.
      if (sent?.state === "waiting") break;
    }
    const left = await this.#waiting(ledger);
    return left.length === 0 ? null : Math.min(...left.map((entry) => entry.nextTryAt));
  }

  // The network is back: everything may be tried at once.
  async wake(ledger: string): Promise<void> {
    for (const entry of await this.#waiting(ledger)) await this.store.put({ ...entry, nextTryAt: 0 });
  }

  async remove(sid: string): Promise<void> {
    await this.store.remove(sid);
    this.#changed();
  }

  async #waiting(ledger: string): Promise<OutboxEntry[]> {
    const entries = await this.store.all();
    return entries.filter((entry) => entry.state === "waiting" && entry.ledger === ledger);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

function after(entry: OutboxEntry, submission: Submission, now: number): OutboxEntry {
  const tried = { ...entry, tries: entry.tries + 1, trouble: null, fault: null };
  switch (submission.outcome) {
    case "recorded":
      return { ...tried, state: "recorded", index: submission.acknowledgement.index, recordedAt: submission.acknowledgement.recordedAt };
    case "refused":
      return { ...tried, state: "refused", fault: submission.fault };
    case "stale":
      return { ...tried, state: "stale" };
    case "unknown": {
      const { kind, retryAfterS } = submission.trouble;
      const doubled = FIRST_WAIT_MS * 2 ** Math.min(entry.tries, DOUBLINGS_MAX);
      const wait = Math.max(retryAfterS * 1000, Math.min(doubled, WAIT_MS_MAX));
      return { ...tried, state: "waiting", trouble: kind, nextTryAt: now + wait };
    }
  }
}

function browserLock(): <T>(work: () => Promise<T>) => Promise<T> {
  const locks = typeof navigator === "object" ? navigator.locks : undefined;
  if (locks === undefined) return (work) => work();
  return async (work) => locks.request(LOCK, work) as ReturnType<typeof work>;
}

// Sends what waits for as long as the page is open: at once, when the browser is online again, and when a try is
// due. Returns how to end it.
export function watchOutbox(outbox: Outbox, ledger: string): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isEnded = false;
  const run = async (): Promise<void> => {
    clearTimeout(timer);
    const due = await outbox.sendDue(ledger).catch(() => null);
    if (isEnded || due === null) return;
    clearTimeout(timer);
    timer = setTimeout(() => void run(), Math.max(1000, due - Date.now()));
  };
  const wake = (): void => void outbox.wake(ledger).then(run, () => {});
  const stopListening = outbox.onChange(() => {
    // A new statement waits: its own try is made by who keeps it, the next ones here.
    clearTimeout(timer);
    timer = setTimeout(() => void run(), FIRST_WAIT_MS);
  });
  addEventListener("online", wake);
  void run();
  return () => {
    isEnded = true;
    clearTimeout(timer);
    stopListening();
    removeEventListener("online", wake);
  };
}
