// SPDX-License-Identifier: Apache-2.0
// Which keys of a browser are of a ledger for practice that is no more.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KeptKey } from '../../../server/web/src/keys/key_ring';
import { keysOfGone } from '../../../server/web/src/practice/gone_keys';

const key = (id: string, ledger: string): KeptKey => ({ id, ledger }) as KeptKey;

test('keys of another name under the same origin are gone; of this ledger and of other ledgers they stay', () => {
  const keys = [
    key('now', 'practice.example/pledges#22'),
    key('before', 'practice.example/pledges#11'),
    key('long before', 'practice.example/pledges#00'),
    key('real', 'itu.int/p2c#33'),
    key('like it', 'practice.example/pledges-2#11'),
    key('of none', ''),
  ];
  assert.deepEqual(keysOfGone(keys, 'practice.example/pledges#22').map(({ id }) => id), ['before', 'long before']);
});
