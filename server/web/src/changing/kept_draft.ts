// SPDX-License-Identifier: Apache-2.0
// KeptDraft: with which text a change goes on that was begun earlier.
import { changedBody, type DraftStore } from "../pledging/draft";
import { baseOf, earlierBase, isSameText, type Base } from "./base";
import type { PledgeNow } from "./pledge_now";

// The draft keeps the text that it changes, so that what came between is shown before anybody signs; where the text is
// still the same it goes on with what was said since. A draft whose text is in the ledger by now is done.
export function baseFor(now: PledgeNow, store: Pick<DraftStore, "read" | "write" | "clear">): Base {
  const current = baseOf(now);
  const kept = store.read();
  if (kept === null || kept.base === current.prev) return current;
  const earlier = earlierBase(now, kept.base);
  const isDone = earlier === null || isSameText({ ...earlier, body: changedBody(earlier.body, kept) }, current);
  if (isDone) store.clear();
  else if (!isSameText(earlier, current)) return earlier;
  else store.write({ ...kept, base: current.prev });
  return current;
}
