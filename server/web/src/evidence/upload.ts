// SPDX-License-Identifier: Apache-2.0
// Upload: one file on its way to the ledger, in parts and in order (docs/API.md, "Evidence"). After a cut the server
// says how much it has, and the next part begins there. It goes on until the file has arrived, is refused, or the
// upload is given up.

export const PART_BYTES = 65_536;
const FIRST_WAIT_MS = 1000;
const WAIT_MS_MAX = 30_000;
const RETRY_AFTER_S_MAX = 300;
const TIMEOUT_MS = 60_000;

// Why the ledger does not want it: no statement names it; its bytes are others; it or its party's files are too
// large; this server keeps none; another answer; it can't be read here any more.
export type Refusal = "unknown" | "differs" | "too_large" | "unavailable" | "failed" | "unreadable";

export type UploadState =
  | { readonly at: "waiting" }
  | { readonly at: "sending"; readonly received: number }
  | { readonly at: "cut"; readonly received: number; readonly isBusy: boolean } // it goes on by itself
  | { readonly at: "arrived" }
  | { readonly at: "refused"; readonly refusal: Refusal };

export type Standing = { readonly is: "arrived" } | { readonly is: "absent"; readonly received: number } | { readonly is: "unknown" } | { readonly is: "unsaid"; readonly retryAfterMs: number };

export interface UploadOptions {
  readonly fetch?: typeof fetch;
  readonly wait?: (milliseconds: number) => Promise<void>;
}

export const blobAddress = (sha256: string): string => `/api/v1/blobs/${sha256}`;

// How much of a file the ledger has.
export async function standingOf(sha256: string, { fetch: ask = browserFetch }: UploadOptions = {}): Promise<Standing> {
  try {
    const answer = await ask(blobAddress(sha256), { method: "HEAD", cache: "no-store", credentials: "omit", signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (answer.ok) return { is: "arrived" };
    if (answer.status !== 404) return { is: "unsaid", retryAfterMs: retryAfterMs(answer) };
    const received = receivedOf(answer);
    return received === null ? { is: "unknown" } : { is: "absent", received };
  } catch {
    return { is: "unsaid", retryAfterMs: 0 };
  }
}

const browserFetch: typeof fetch = (...request) => fetch(...request);

function receivedOf(answer: Response): number | null {
  const text = answer.headers.get("Pledgebook-Received");
  return text !== null && /^[0-9]{1,15}$/.test(text) ? Number(text) : null;
}

function retryAfterMs(answer: Response): number {
  const seconds = Number(answer.headers.get("Retry-After") ?? NaN);
  return Number.isFinite(seconds) && seconds >= 1 ? Math.min(seconds, RETRY_AFTER_S_MAX) * 1000 : 0;
}

type Step =
  | { readonly is: "arrived" }
  | { readonly is: "at"; readonly received: number }
  | { readonly is: "refused"; readonly refusal: Refusal }
  | { readonly is: "again"; readonly isBusy: boolean; readonly afterMs: number };

export class Upload {
  #state: UploadState = { at: "waiting" };
  #received = 0;
  #isEnded = false;
  #wake: () => void = () => {};

  constructor(
    readonly sha256: string,
    readonly file: Blob,
    readonly onChange: () => void = () => {},
    readonly options: UploadOptions = {},
  ) {}

  get state(): UploadState {
    return this.#state;
  }

  #be(state: UploadState): void {
    this.#state = state;
    this.onChange();
  }

  // Ends a wait: the network is back, or the person does not want to wait.
  wake(): void {
    this.#wake();
  }

  end(): void {
    this.#isEnded = true;
    this.#wake();
  }

  async run(): Promise<void> {
    let failures = 0;
    let mustAsk = true;
    while (!this.#isEnded) {
      const before = this.#received;
      const step = mustAsk ? await this.#ask() : await this.#send();
      if (step.is === "arrived") return this.#be({ at: "arrived" });
      if (step.is === "refused") return this.#be({ at: "refused", refusal: step.refusal });
      if (step.is === "at") {
        const isProgress = mustAsk || step.received > before;
        this.#received = step.received;
        mustAsk = false;
        this.#be({ at: "sending", received: step.received });
        if (isProgress && step.received > before) failures = 0;
        if (isProgress) continue;
      }
      const [isBusy, afterMs] = step.is === "again" ? [step.isBusy, step.afterMs] : [true, 0];
      this.#be({ at: "cut", received: this.#received, isBusy });
      await this.#pause(Math.max(afterMs, Math.min(FIRST_WAIT_MS * 2 ** Math.min(failures, 5), WAIT_MS_MAX)));
      failures += 1;
      mustAsk = true;
    }
  }

  #pause(milliseconds: number): Promise<void> {
    const { wait = (ms) => new Promise<void>((resolve) => setTimeout(resolve, ms)) } = this.options;
    return Promise.race([wait(milliseconds), new Promise<void>((resolve) => (this.#wake = resolve))]);
  }

  // A file whose last byte has arrived and that is not whole had other bytes: the server begins it anew.
  async #ask(): Promise<Step> {
    const standing = await standingOf(this.sha256, this.options);
    if (standing.is === "arrived") return { is: "arrived" };
    if (standing.is === "unknown") return { is: "refused", refusal: "unknown" };
    if (standing.is === "absent") return { is: "at", received: Math.min(standing.received, this.file.size) };
    if (standing.retryAfterMs > 0) return { is: "again", isBusy: true, afterMs: standing.retryAfterMs };
    // A part says more: whether the network is there, and whether this server keeps files.
    return this.#send();
  }

  async #send(): Promise<Step> {
    const { fetch: ask = browserFetch } = this.options;
    const { size } = this.file;
    const from = this.#received >= size ? 0 : this.#received;
    const to = Math.min(from + PART_BYTES, size);
    let part: ArrayBuffer;
    try {
      part = await this.file.slice(from, to).arrayBuffer();
    } catch {
      return { is: "refused", refusal: "unreadable" };
    }
    if (part.byteLength !== to - from) return { is: "refused", refusal: "unreadable" };
    try {
      const answer = await ask(blobAddress(this.sha256), {
        method: "PUT",
        body: part,
        headers: { "Content-Range": `bytes ${from}-${to - 1}/${size}`, "Content-Type": "application/octet-stream" },
        cache: "no-store",
        credentials: "omit",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      return await stepOf(answer, to);
    } catch {
      return { is: "again", isBusy: false, afterMs: 0 };
    }
  }
}

async function stepOf(answer: Response, sent: number): Promise<Step> {
  const received = receivedOf(answer);
  switch (answer.status) {
    case 201:
      return { is: "arrived" };
    case 202:
      return { is: "at", received: received ?? sent };
    case 409:
      return received === null ? { is: "again", isBusy: true, afterMs: 0 } : { is: "at", received };
    case 404:
      return { is: "refused", refusal: "unknown" };
    case 413:
      return { is: "refused", refusal: "too_large" };
    case 422:
      return { is: "refused", refusal: "differs" };
  }
  if (answer.status === 503 && (await codeOf(answer)) === "evidence_unavailable") return { is: "refused", refusal: "unavailable" };
  if (answer.status >= 500 || answer.status === 429 || answer.status === 408) return { is: "again", isBusy: true, afterMs: retryAfterMs(answer) };
  return { is: "refused", refusal: "failed" };
}

async function codeOf(answer: Response): Promise<string> {
  try {
    const problem = (await answer.json()) as { code?: unknown } | null;
    return typeof problem?.code === "string" ? problem.code : "";
  } catch {
    return "";
  }
}
