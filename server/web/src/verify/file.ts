// SPDX-License-Identifier: Apache-2.0
// Verifies a file that a person has chosen: an export, gzip or not, or a receipt.
import { decodeText } from './bytes';
import { verifyExportChunks, type OnProgress } from './export';
import type { Policy } from './policy';
import { RECEIPT_BEGIN, RECEIPT_BYTES_MAX, verifyReceipt } from './receipt';
import { beginOf, chunksOf, SourceFailure, type Chunks } from './source';
import type { Verdict } from './verdict';

// All bytes, or a little more than a receipt may have.
async function receiptBytes(chunks: Chunks): Promise<Uint8Array> {
  const bytes = new Uint8Array(RECEIPT_BYTES_MAX + 1);
  let size = 0;
  for await (const part of chunks) {
    const taken = part.subarray(0, bytes.length - size);
    bytes.set(taken, size);
    size += taken.length;
    if (size === bytes.length) break;
  }
  return bytes.subarray(0, size);
}

async function* failing(failure: SourceFailure): Chunks {
  throw failure;
}

// `onProgress` is called now and then. A failure to read the stream gives `unreadable`.
export async function verifyFile(
  stream: ReadableStream<Uint8Array>,
  trust: Policy,
  onProgress: OnProgress = () => {},
): Promise<Verdict> {
  const progress = { bytes: 0, records: 0 };
  const report = (change: Partial<typeof progress>) => onProgress({ ...Object.assign(progress, change) });
  const verify = (chunks: Chunks) => verifyExportChunks(chunks, trust, (records) => report({ records }));
  try {
    const source = chunksOf(stream, (bytes) => report({ bytes }));
    const { begin, chunks } = await beginOf(source, RECEIPT_BEGIN.length);
    if (decodeText(begin.slice(0, RECEIPT_BEGIN.length)) !== RECEIPT_BEGIN) return await verify(chunks);
    return await verifyReceipt(await receiptBytes(chunks), trust);
  } catch (error) {
    if (error instanceof SourceFailure) return verify(failing(error));
    throw error;
  }
}
