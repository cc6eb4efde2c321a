// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { messagesOf, threadsOf, type Message } from "../../../server/web/src/talking/conversation";
import { recorded } from "./recorded";

const message = (index: number, inReplyTo: number | null = null): Message => ({
  ...{ index, sid: `s${index}`, at: "2026-01-01T00:00:00Z", by: "ken-gov", topic: "question", text: `text ${index}` },
  inReplyTo: inReplyTo === null ? null : `s${inReplyTo}`,
});

const drawn = (messages: readonly Message[]): number[][] => threadsOf(messages).map(({ first, replies }) => [first, ...replies].map(({ index }) => index));

test("what answers a message stands in its thread, also what answers an answer", () => {
  assert.deepEqual(drawn([message(1), message(2), message(3, 1), message(4, 3), message(5, 2), message(6, 1)]), [[1, 3, 4, 6], [2, 5]]);
});

test("a message that answers an unknown one begins a thread", () => {
  assert.deepEqual(drawn([message(3, 1), message(4, 3)]), [[3, 4]]);
  assert.deepEqual(drawn([]), []);
});

// Whatever answers what: each message stands once, after the one that it answers, and threads begin in order.
test("no message is lost", () => {
  let state = 7;
  const draw = (below: number): number => (state = (state * 48_271) % 2_147_483_647) % below;
  for (let round = 0; round < 200; ++round) {
    const messages: Message[] = [];
    for (let i = 1; i <= 12; ++i) messages.push(message(i, i > 1 && draw(3) > 0 ? 1 + draw(i - 1) : null));
    const threads = drawn(messages);
    assert.deepEqual(threads.flat().sort((a, b) => a - b), messages.map(({ index }) => index));
    for (const thread of threads) assert.deepEqual(thread, [...thread].sort((a, b) => a - b));
    const begun = threads.map(([first]) => first!);
    assert.deepEqual(begun, [...begun].sort((a, b) => a - b));
  }
});

test("messages are read from their stream, with who said them", () => {
  const stream = [recorded(4, "message.posted", { text: "How far?", topic: "question" }), recorded(5, "message.posted", { text: "Half way.", topic: "answer", in_reply_to: "s4" })];
  assert.deepEqual(
    messagesOf(stream).map(({ index, by, topic, text, inReplyTo }) => [index, by, topic, text, inReplyTo]),
    [
      [4, "ken-gov", "question", "How far?", null],
      [5, "ken-gov", "answer", "Half way.", "s4"],
    ],
  );
});
