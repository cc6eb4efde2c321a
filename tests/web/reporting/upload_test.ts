// SPDX-License-Identifier: Apache-2.0
// A file on its way to the ledger: in parts, on from where it was cut, and no further than it may.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { PART_BYTES, standingOf, Upload, type UploadState } from "../../../server/web/src/evidence/upload";
import { BlobServer, problem, type Mishap, type Asked } from "./blob_server";

const bytes = Uint8Array.from({ length: 3 * PART_BYTES + 100 }, (_, i) => (i * 11) & 255);
const sha256 = createHash("sha256").update(bytes).digest("hex");

interface Done {
  readonly server: BlobServer;
  readonly states: UploadState[];
  readonly waits: number[];
  readonly state: UploadState;
}

async function sent(mishap?: (asked: Asked, n: number) => Mishap, file: Uint8Array<ArrayBuffer> = bytes, prepare: (server: BlobServer) => void = () => {}): Promise<Done> {
  const server = new BlobServer(sha256, bytes.length, mishap);
  prepare(server);
  const states: UploadState[] = [];
  const waits: number[] = [];
  const wait = (milliseconds: number): Promise<void> => (waits.push(milliseconds), Promise.resolve());
  const upload: Upload = new Upload(sha256, new Blob([file]), () => states.push(upload.state), { fetch: server.fetch, wait });
  await upload.run();
  return { server, states, waits, state: upload.state };
}

const arrived = ({ server, state }: Done): void => {
  assert.deepEqual(state, { at: "arrived" });
  assert.deepEqual(Buffer.from(server.bytes), Buffer.from(bytes));
};
const puts = ({ server }: Done): string[] => server.asked.filter(({ method }) => method === "PUT").map(({ range }) => range);
const isPut = ({ method }: Asked): boolean => method === "PUT";
const refused = (refusal: string) => ({ at: "refused", refusal });

test("in parts, in order, with how far it is", async () => {
  const done = await sent();
  arrived(done);
  assert.deepEqual(puts(done), [`bytes 0-65535/${bytes.length}`, `bytes 65536-131071/${bytes.length}`, `bytes 131072-196607/${bytes.length}`, `bytes 196608-196707/${bytes.length}`]);
  assert.deepEqual(done.states.map((state) => ("received" in state ? state.received : state.at)), [0, 65_536, 131_072, 196_608, "arrived"]);
  assert.deepEqual(done.waits, []);
});

test("a small file is one part", async () => {
  const small = Uint8Array.of(1, 2, 3);
  const hash = createHash("sha256").update(small).digest("hex");
  const server = new BlobServer(hash, small.length);
  const upload = new Upload(hash, new Blob([small]), () => {}, { fetch: server.fetch });
  await upload.run();
  assert.deepEqual([upload.state, server.asked.length], [{ at: "arrived" }, 2]);
});

test("after a cut it asks, and goes on where the server is", async () => {
  const cut = await sent((asked, n) => (isPut(asked) && n === 3 ? "cut" : undefined));
  arrived(cut);
  assert.ok(cut.states.some((state) => state.at === "cut" && !state.isBusy && state.received === PART_BYTES));
  assert.equal(puts(cut).filter((range) => range.startsWith("bytes 0-")).length, 1, "what has arrived is not sent again");
  const lost = await sent((asked, n) => (isPut(asked) && n === 3 ? "lost" : undefined));
  arrived(lost);
  assert.equal(new Set(puts(lost)).size, puts(lost).length, "a part whose answer was lost is not sent twice");
});

test("it goes on after an earlier visit", async () => {
  const done = await sent(undefined, bytes, (server) => (server.bytes = bytes.slice(0, 2 * PART_BYTES)));
  arrived(done);
  assert.deepEqual(puts(done).map((range) => range.split("-")[0]), ["bytes 131072", "bytes 196608"]);
  const whole = await sent(undefined, bytes, (server) => (server.isWhole = true));
  assert.deepEqual([whole.state, puts(whole)], [{ at: "arrived" }, []]);
});

test("a busy server is given the time that it asks for", async () => {
  const done = await sent((asked, n) => (isPut(asked) && n <= 4 ? problem(503, "uploads_full", { "Retry-After": "60" }) : undefined));
  arrived(done);
  assert.deepEqual(done.waits, [60_000, 60_000]);
  assert.ok(done.states.some((state) => state.at === "cut" && state.isBusy));
  // Right after the record the read models may be behind.
  arrived(await sent((_, n) => (n === 1 ? problem(503, "views_behind", { "Retry-After": "1" }) : undefined)));
});

test("it waits longer each time, up to half a minute, and less after progress", async () => {
  const done = await sent((_, n) => (n <= 14 ? "cut" : undefined));
  arrived(done);
  assert.deepEqual(done.waits, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  const later = await sent((asked, n) => (isPut(asked) && (n === 2 || n === 3 || n === 6) ? "cut" : undefined));
  arrived(later);
  assert.equal(later.waits.at(-1), 1000);
});

test("another tab sends the same file", async () => {
  const done = await sent((asked, n) => (isPut(asked) && n === 3 ? problem(409, "range_out_of_place", { "Pledgebook-Received": "196608" }) : undefined), bytes, (server) => {
    const { fetch: ask } = server;
    Object.assign(server, {
      fetch: (address: string, init: RequestInit) => {
        if (server.asked.length === 2) server.bytes = bytes.slice(0, 3 * PART_BYTES);
        return ask(address, init);
      },
    });
  });
  arrived(done);
  assert.deepEqual(puts(done).map((range) => range.split("-")[0]), ["bytes 0", "bytes 65536", "bytes 196608"]);
});

test("what is refused ends it", async () => {
  for (const [answer, refusal] of [
    [problem(404, "evidence_unknown"), "unknown"],
    [problem(413, "evidence_too_large"), "too_large"],
    [problem(503, "evidence_unavailable"), "unavailable"],
    [problem(400, "range_invalid"), "failed"],
  ] as const) {
    const done = await sent((asked) => (isPut(asked) ? answer : undefined));
    assert.deepEqual(done.state, refused(refusal));
  }
  const others = bytes.slice();
  others[70_000] = others[70_000]! ^ 1;
  assert.deepEqual((await sent(undefined, others)).state, refused("differs"));
});

test("a file that was changed or removed meanwhile can't be sent", async () => {
  const server = new BlobServer(sha256, bytes.length);
  for (const slice of [() => ({ arrayBuffer: () => Promise.reject(new Error("gone")) }), () => new Blob([])]) {
    const upload = new Upload(sha256, { size: bytes.length, slice } as unknown as Blob, () => {}, { fetch: server.fetch });
    await upload.run();
    assert.deepEqual(upload.state, refused("unreadable"));
  }
});

test("a wait ends when the network is back; an upload can be given up", async () => {
  const never = (): Promise<void> => new Promise(() => {});
  const server = new BlobServer(sha256, bytes.length, (_, n) => (n <= 2 ? "cut" : undefined));
  const upload: Upload = new Upload(sha256, new Blob([bytes]), () => void (upload.state.at === "cut" && setTimeout(() => upload.wake(), 1)), { fetch: server.fetch, wait: never });
  await upload.run();
  assert.deepEqual(upload.state, { at: "arrived" });
  const silent = new BlobServer(sha256, bytes.length, () => "cut");
  const given_up: Upload = new Upload(sha256, new Blob([bytes]), () => void (given_up.state.at === "cut" && setTimeout(() => given_up.end(), 1)), { fetch: silent.fetch, wait: never });
  await given_up.run();
  assert.equal(given_up.state.at, "cut");
});

test("how much of a file the ledger has", async () => {
  const standing = (answer: Response | "cut") => standingOf(sha256, { fetch: new BlobServer(sha256, 1, () => answer).fetch });
  assert.deepEqual(await standing(new Response(null)), { is: "arrived" });
  assert.deepEqual(await standing(new Response(null, { status: 404, headers: { "Pledgebook-Received": "42" } })), { is: "absent", received: 42 });
  assert.deepEqual(await standing(new Response(null, { status: 404 })), { is: "unknown" });
  assert.deepEqual(await standing(problem(503, "busy", { "Retry-After": "7" })), { is: "unsaid", retryAfterMs: 7000 });
  assert.deepEqual(await standing("cut"), { is: "unsaid", retryAfterMs: 0 });
});
