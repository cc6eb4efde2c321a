// SPDX-License-Identifier: Apache-2.0
// SpokenCheck: what is wrong with what is to be said: found here, and by the ledger in a trial before anybody signs.
// What is not filled in yet is tried with a stand-in, so that whether the key may speak is known from the beginning.
import { faultsOfBody, isFaults, KINDS, makeStatement, type AnyDraft, type Fault, type FlowDraft, type LedgerClient } from "../signing";
import { timeText } from "../signing/day";
import { plain } from "../signing/merge_patch";

const STAND_INS: Readonly<Record<string, string>> = { claim: "-", text: "-", reason: "-", topic: "question" };

const memberOf = (pointer: string): string => (pointer.startsWith("/body/") ? (pointer.split("/")[2] ?? "") : "");

export async function faultsOf(draft: FlowDraft, key: string, client: LedgerClient, ledger: string): Promise<Fault[]> {
  const local = faultsOfBody(KINDS[draft.kind].body, plain(draft.body));
  const wrong = new Set(local.map(({ pointer }) => memberOf(pointer)));
  const sound = Object.entries(draft.body).filter(([name]) => !wrong.has(name));
  const standIns = Object.entries(STAND_INS).filter(([name]) => wrong.has(name));
  const body = Object.fromEntries([...sound, ...standIns]);
  const made = makeStatement({ ...draft, body, at: timeText(client.clock.time) } as unknown as AnyDraft, ledger);
  if (isFaults(made)) return local;
  const answer = await client.trial(made.payload, [key]);
  // Without an answer the sheet asks again; what came between is shown, and put in front, by the sheet.
  const found = answer.ok ? answer.value.filter(({ code }) => code !== "prev_not_head") : [];
  return [...local, ...found.filter(({ pointer }) => !wrong.has(memberOf(pointer)))];
}

// Of the key, its organisation and the pledge: what the person writes does not change these.
export const isOfSpeaker = ({ pointer }: Fault): boolean => !pointer.startsWith("/body");
