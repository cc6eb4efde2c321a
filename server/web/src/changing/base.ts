// SPDX-License-Identifier: Apache-2.0
// Base: the text that a change begins with: as it stood when the person saw it.
import { foldedBody, type PledgeBody, type Recorded } from "../signing";
import { plain } from "../signing/merge_patch";
import { canonical } from "../verify/json";
import type { PledgeNow } from "./pledge_now";

export interface Base {
  readonly stream: string;
  readonly prev: string; // the sid of the last statement that the person saw
  readonly body: PledgeBody;
  readonly partners: readonly string[]; // that have signed the pledge
}

export const baseOf = ({ stream, head, body, partners }: PledgeNow): Base => ({ stream, prev: head, body, partners });

// The base of a draft that was begun earlier; null where the pledge has no such statement.
export function earlierBase(now: PledgeNow, prev: string): Base | null {
  const at = now.statements.findIndex(({ statement }) => statement.sid === prev);
  const seen: readonly Recorded[] = now.statements.slice(0, at + 1);
  const { body } = foldedBody(seen.map(({ statement }) => statement));
  return body === null ? null : { ...baseOf(now), prev, body: body as unknown as PledgeBody };
}

export const isSameText = (one: Base, other: Base): boolean => canonical(plain(one.body)) === canonical(plain(other.body));
