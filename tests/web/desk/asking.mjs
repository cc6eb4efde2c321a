// SPDX-License-Identifier: Apache-2.0
// What others send to BDT's desk: pledges and reports by the command line, and a request for registration as the
// page of keys makes it.
import assert from 'node:assert/strict';
import { createHash, webcrypto } from 'node:crypto';
import { config, json, keyFile, run } from '../form_page/writer_browser.mjs';

const { subtle } = webcrypto;

export function submitPledge(id, title, ...more) {
  run('pledge', 'submit', id, '--title', title, '--type', 'financial', '--focus-area', 'access', '--scope', 'countries',
    '--country', 'FJI', '--country', 'TON', '--start', '2027-01-01', '--end', '2029-12-31', '--value', '7500000 AUD', '--key', keyFile('example-islands'), ...more);
}

// RFC 8785, as far as requests need it: names in order, no white space.
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

const TYPE = 'application/vnd.pledgebook.statement+json';

export async function askForRegistration(id, name) {
  const { ledger, operator } = await json('/api/v1/ledger');
  const pair = await subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  const publicKey = Buffer.from(await subtle.exportKey('raw', pair.publicKey));
  const body = { label: 'Office laptop', public_key: publicKey.toString('base64'), roles: ['member'] };
  const at = `${new Date().toISOString().slice(0, 19)}Z`;
  const payload = Buffer.from(canonical({ at, body, kind: 'key.added', ledger, prev: null, signers: [operator], stream: `keys/${id}`, v: 1 }));
  const message = Buffer.concat([Buffer.from(`DSSEv1 ${TYPE.length} ${TYPE} ${payload.length} `), payload]);
  const sig = Buffer.from(await subtle.sign('Ed25519', pair.privateKey, message)).toString('base64');
  const keyid = createHash('sha256').update(publicKey).digest('hex');
  const key_added = { payload: payload.toString('base64'), payloadType: TYPE, signatures: [{ keyid, sig }] };
  const party = { name, sector: 'government', country: 'FJI', roles: ['member'] };
  const answer = await fetch(`${config.address}/api/v1/desk/registrations`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: canonical({ id, key_added, party, type: 'pledgebook.registration', v: 1 }),
  });
  assert.equal(answer.status, 201, await answer.text());
  return { id, key: keyid };
}
