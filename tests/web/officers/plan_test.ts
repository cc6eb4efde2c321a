// SPDX-License-Identifier: Apache-2.0
// The keys that a ceremony makes: by the names that `pledgebook init` wants.
import assert from "node:assert/strict";
import { test } from "node:test";
import { grouped, plannedKeys, usualQuorum } from "../../../server/web/src/ceremony/plan";

test("the root keys by number, then the officers", () => {
  assert.deepEqual(plannedKeys(2).map(({ name }) => name), ["root-1", "root-2", "registrar", "reviewer", "auditor-1", "auditor-2"]);
});

test("more than half of the root keys decide together", () => {
  assert.deepEqual([1, 2, 3, 4, 5, 6, 7].map(usualQuorum), [1, 2, 2, 3, 3, 4, 4]);
});

test("digits in groups of four", () => assert.equal(grouped("a1b2c3d4e5"), "a1b2 c3d4 e5"));
