// SPDX-License-Identifier: Apache-2.0
// Verifies a file that a person has chosen: an export, gzip or not, or a receipt.
import { concat, decodeText } from './bytes';
import { verifyExportChunks, type OnProgress } from './export';
import type { Policy } from './policy';
import { RECEIPT_BEGIN, RECEIPT_BYTES_MAX, verifyReceipt } from './receipt';
import { beginOf, chunksOf } from './source';
import type { Verdict } from './verdict';

export async function verifyFile(
  stream: ReadableStream<Uint8Array>,
  trust: Policy,
  onProgress: OnProgress = () => {},
): Promise<Verdict> {
  const progress = { bytes: 0, records: 0 };
  const report = (change: Partial<typeof progress>) => onProgress({ ...Object.assign(progress, change) });
  const source = chunksOf(stream, (bytes) => report({ bytes }));
  const { begin, chunks } = await beginOf(source, RECEIPT_BEGIN.length);
  if (decodeText(begin.slice(0, RECEIPT_BEGIN.length)) !== RECEIPT_BEGIN) {
    return verifyExportChunks(chunks, trust, (records) => report({ records }));
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of chunks) {
    parts.push(part);
    size += part.length;
    if (size > RECEIPT_BYTES_MAX) break;
  }
  return verifyReceipt(concat(...parts), trust);
}
