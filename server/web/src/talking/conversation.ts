// SPDX-License-Identifier: Apache-2.0
// Conversation: the messages about a pledge as people read them: what answers a message stands under the message with
// which that thread began (server/web/parts/threads.h does the same).
import type { Recorded } from "../signing";

export interface Message {
  readonly sid: string;
  readonly index: number;
  readonly at: string;
  readonly by: string; // the party's id
  readonly topic: string;
  readonly text: string;
  readonly inReplyTo: string | null;
}

export interface Thread {
  readonly first: Message;
  readonly replies: readonly Message[]; // to it or to each other, oldest first
}

export function messagesOf(stream: readonly Recorded[]): Message[] {
  return stream
    .filter(({ statement }) => statement.kind === "message.posted")
    .map(({ index, statement: { sid, at, signers, body } }) => ({
      ...{ sid, index, at, by: signers[0]! },
      topic: String(body["topic"]),
      text: String(body["text"]),
      inReplyTo: typeof body["in_reply_to"] === "string" ? body["in_reply_to"] : null,
    }));
}

// Oldest first, as the messages are.
export function threadsOf(messages: readonly Message[]): Thread[] {
  const threads: { first: Message; replies: Message[] }[] = [];
  const threadOf = new Map<string, { first: Message; replies: Message[] }>();
  for (const message of messages) {
    let thread = message.inReplyTo === null ? undefined : threadOf.get(message.inReplyTo);
    if (thread === undefined) {
      thread = { first: message, replies: [] };
      threads.push(thread);
    } else {
      thread.replies.push(message);
    }
    threadOf.set(message.sid, thread);
  }
  return threads;
}
