// SPDX-License-Identifier: Apache-2.0
// The hash of a file, slice by slice: it is that of the whole, no slice is large, and it can be given up.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { hashOfFile, SLICE_BYTES } from "../../../server/web/src/evidence/file_hash";

const bytesOf = (size: number): Uint8Array<ArrayBuffer> => Uint8Array.from({ length: size }, (_, i) => (i * 7 + (i >> 8)) & 255);
const whole = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

// Tells the size of each slice that is read.
class Watched extends Blob {
  readonly read: number[] = [];
  override slice(from?: number, to?: number): Blob {
    const part = super.slice(from, to);
    this.read.push(part.size);
    return part;
  }
}

test("the hash is that of the whole, at every edge of a slice", async () => {
  for (const size of [0, 1, SLICE_BYTES - 1, SLICE_BYTES, SLICE_BYTES + 1, 3 * SLICE_BYTES + 17]) {
    const bytes = bytesOf(size);
    const file = new Watched([bytes]);
    const progress: number[] = [];
    assert.equal(await hashOfFile(file, (at) => progress.push(at)), whole(bytes), `${size} bytes`);
    assert.ok(file.read.every((read) => read <= SLICE_BYTES));
    assert.deepEqual(progress, [...progress].sort((a, b) => a - b));
    assert.equal(progress.at(-1) ?? 0, size, "the progress ends at the file's end");
  }
});

test("it can be given up between two slices", async () => {
  const file = new Watched([bytesOf(4 * SLICE_BYTES)]);
  const hash = await hashOfFile(file, () => {}, () => file.read.length < 2);
  assert.equal(hash, null);
  assert.equal(file.read.length, 2);
});

test("the page goes on between two slices", async () => {
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 0);
  await hashOfFile(new Blob([bytesOf(60 * SLICE_BYTES)]), () => {});
  clearInterval(timer);
  assert.ok(turns > 0);
});

test("a file that can't be read rejects", async () => {
  const gone = { size: 10, slice: () => ({ arrayBuffer: () => Promise.reject(new Error("gone")) }) } as unknown as Blob;
  await assert.rejects(hashOfFile(gone, () => {}));
});
