// SPDX-License-Identifier: Apache-2.0
// Place: where the reader is on the desk, as the page's address has it: "#review/2026-0017", and "/sign" behind it
// while the sheet is open. So the browser's Back works.
import { isQueue, type QueueName } from "./queues";

export interface Place {
  readonly queue: QueueName;
  readonly item: string | null;
  readonly isSigning: boolean;
}

const ITEM = /^[a-z0-9-]{1,64}$/;

export function placeIn(hash: string): Place {
  const [queue = "", item = "", act = ""] = hash.replace(/^#/, "").split("/");
  if (!isQueue(queue)) return { queue: "review", item: null, isSigning: false };
  const isItem = ITEM.test(item);
  return { queue, item: isItem ? item : null, isSigning: isItem && act === "sign" };
}

export const hashOf = ({ queue, item, isSigning }: Place): string =>
  `#${queue}${item === null ? "" : `/${item}`}${item !== null && isSigning ? "/sign" : ""}`;
