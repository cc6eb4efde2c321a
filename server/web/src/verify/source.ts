// SPDX-License-Identifier: Apache-2.0
// Source: the bytes of a file as they arrive, unpacked where it is gzip (RFC 1952, one member).

const GZIP = [0x1f, 0x8b];
const TRAILER_BYTES = 8;

// The file could not be read: nothing is said about its contents.
export class SourceFailure extends Error {}

// Gzip that can't be unpacked, or with something after its end.
export class BadGzip extends Error {}

export type Chunks = AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined>;

// `onBytes`: how many bytes of the file have been read.
export async function* chunksOf(
  stream: ReadableStream<Uint8Array>,
  onBytes: (count: number) => void = () => {},
): Chunks {
  const reader = stream.getReader();
  let count = 0;
  try {
    while (true) {
      let piece: ReadableStreamReadResult<Uint8Array>;
      try {
        piece = await reader.read();
      } catch (error) {
        throw new SourceFailure(String(error));
      }
      if (piece.done) return;
      count += piece.value.length;
      onBytes(count);
      if (piece.value.length > 0) yield piece.value as Uint8Array<ArrayBuffer>;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

export interface Begun {
  readonly begin: Uint8Array<ArrayBuffer>; // at least `size` bytes, or all
  readonly chunks: Chunks; // all bytes, those of `begin` too
}

export async function beginOf(chunks: Chunks, size: number): Promise<Begun> {
  let begin = new Uint8Array();
  while (begin.length < size) {
    const { done, value } = await chunks.next();
    if (done) break;
    const joined = new Uint8Array(begin.length + value.length);
    joined.set(begin);
    joined.set(value, begin.length);
    begin = joined;
  }
  async function* all(): Chunks {
    if (begin.length > 0) yield begin;
    yield* chunks;
  }
  return { begin, chunks: all() };
}

// As the program does it: what begins as gzip is unpacked, all else is left alone.
export async function* gunzipped(packed: Chunks): Chunks {
  const { begin, chunks } = await beginOf(packed, GZIP.length);
  if (begin[0] !== GZIP[0] || begin[1] !== GZIP[1]) {
    yield* chunks;
    return;
  }
  let failure: unknown = null;
  let trailer = new Uint8Array();
  const input = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      try {
        const { done, value } = await chunks.next();
        if (done) return controller.close();
        trailer = lastOf(trailer, value);
        controller.enqueue(value);
      } catch (error) {
        failure = error;
        controller.error(error);
      }
    },
    cancel: async () => void (await chunks.return()),
  });
  let size = 0;
  const output = input.pipeThrough(new DecompressionStream('gzip')).getReader();
  try {
    while (true) {
      const { done, value } = await output.read();
      if (done) break;
      size += value.length;
      yield value as Uint8Array<ArrayBuffer>;
    }
  } catch (error) {
    throw failure instanceof SourceFailure ? failure : new BadGzip(String(error));
  } finally {
    await output.cancel().catch(() => {});
  }
  // Not every DecompressionStream refuses what stands behind the member. Its last four bytes are the
  // size of what it unpacks to.
  const stated = new DataView(trailer.buffer).getUint32(TRAILER_BYTES - 4, true);
  if (stated !== size % 2 ** 32) throw new BadGzip('the size in the trailer is another');
}

function lastOf(before: Uint8Array, next: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(before.length + Math.min(next.length, TRAILER_BYTES));
  joined.set(before);
  joined.set(next.subarray(-TRAILER_BYTES), before.length);
  return joined.slice(-TRAILER_BYTES);
}
