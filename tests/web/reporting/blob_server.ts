// SPDX-License-Identifier: Apache-2.0
// BlobServer: a server that takes one file as the ledger does (server/routes/evidence.cc), with what may go wrong.
import { createHash } from "node:crypto";

export interface Asked {
  readonly method: string;
  readonly range: string;
}

// What happens to a request instead: an answer, "cut" before anything of it has arrived, "lost" where it has
// arrived and its answer is lost; undefined: nothing.
export type Mishap = Response | "cut" | "lost" | undefined;

export const problem = (status: number, code: string, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify({ code }), { status, headers });

export class BlobServer {
  bytes = new Uint8Array(0);
  isWhole = false;
  readonly asked: Asked[] = [];

  constructor(
    readonly sha256: string,
    readonly size: number,
    readonly mishap: (asked: Asked, n: number) => Mishap = () => undefined,
  ) {}

  readonly fetch = (async (address: string, init: RequestInit): Promise<Response> => {
    const asked = { method: init.method!, range: new Headers(init.headers).get("Content-Range") ?? "" };
    this.asked.push(asked);
    const mishap = this.mishap(asked, this.asked.length);
    if (mishap === "cut") throw new TypeError("network");
    if (mishap instanceof Response) return mishap;
    const answer = this.#answer(address, asked, new Uint8Array((init.body as ArrayBuffer | undefined) ?? new ArrayBuffer(0)));
    if (mishap === "lost") throw new TypeError("network");
    return answer;
  }) as typeof fetch;

  #answer(address: string, { method, range }: Asked, body: Uint8Array): Response {
    if (!address.endsWith(this.sha256)) return problem(404, "evidence_unknown");
    const received = { "Pledgebook-Received": String(this.bytes.length) };
    if (method === "HEAD") return this.isWhole ? new Response(null) : new Response(null, { status: 404, headers: received });
    if (this.isWhole) return new Response("{}", { status: 201 });
    const [, first, last, size] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(range)!.map(Number);
    if (size !== this.size || last! - first! + 1 !== body.length || body.length > 65_536) return problem(400, "range_invalid");
    if (first !== this.bytes.length) return problem(409, "range_out_of_place", received);
    this.bytes = Uint8Array.from([...this.bytes, ...body]);
    if (this.bytes.length < this.size) return new Response("{}", { status: 202, headers: { "Pledgebook-Received": String(this.bytes.length) } });
    if (createHash("sha256").update(this.bytes).digest("hex") !== this.sha256) {
      this.bytes = new Uint8Array(0);
      return problem(422, "evidence_differs");
    }
    this.isWhole = true;
    return new Response("{}", { status: 201 });
  }
}
