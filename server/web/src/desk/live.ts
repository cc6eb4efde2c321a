// SPDX-License-Identifier: Apache-2.0
// Live: what the ledger records while the page is open, one event for each record.
import { KINDS } from "../signing";

export interface LiveRecord {
  readonly index: number;
  readonly kind: string;
  readonly stream: string;
}

// The browser connects again by itself after a cut.
export function watchRecords(tell: (record: LiveRecord) => void): void {
  const source = new EventSource("/api/v1/events");
  const hear = ({ data }: MessageEvent<string>): void => {
    const record = recordIn(data);
    if (record !== null) tell(record);
  };
  for (const kind of Object.keys(KINDS)) source.addEventListener(kind, hear);
  addEventListener("pagehide", () => source.close());
}

function recordIn(data: string): LiveRecord | null {
  try {
    const { index, kind, stream } = JSON.parse(data) as Partial<LiveRecord>;
    return typeof index === "number" && typeof kind === "string" && typeof stream === "string" ? { index, kind, stream } : null;
  } catch {
    return null;
  }
}
