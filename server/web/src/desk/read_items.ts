// SPDX-License-Identifier: Apache-2.0
// ReadItems: all that waits, from the routes that know of it; null where the queues can't be read.
import type { DeskApi } from "./desk_api";
import { itemsOf, type Items } from "./queues";

const REPORTED = "reported=yes&assurance=SELF_REPORTED&assurance=DOCUMENTED";
const CLAIMED = "status=COMPLETION_CLAIMED";
const DETERMINED = "status=FULFILLED&status=PARTLY_FULFILLED&status=UNFULFILLED";

export async function readItems(api: DeskApi): Promise<Items | null> {
  const [queues, reported, claimed, determined, registrations, envelopes, questions, said] = await Promise.all([
    api.queues(),
    api.pledges(REPORTED),
    api.pledges(CLAIMED),
    api.pledges(DETERMINED),
    api.registrations(),
    api.envelopes(),
    api.questions(),
    api.said(),
  ]);
  if (queues === null || reported === null || claimed === null || determined === null || questions === null || said === null) return null;
  return itemsOf({ queues, reported, claimed, determined, registrations, envelopes, questions, said });
}
