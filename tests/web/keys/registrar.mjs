// SPDX-License-Identifier: Apache-2.0
// The registrar, who grants requests with the program; and what the program makes of files of the page.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { config } from './keys_browser.mjs';

let made = 0;
const file = (end) => join(config.folder, `registrar-${++made}${end}`);

export function run(...options) {
  return execFileSync(config.program, options, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

const atServer = ['--server', config.ledger];
const key = ['--key', join(config.folder, 'keys/registrar/registrar.pem'), '--yes'];

export function register({ id, party }) {
  const country = party.country ? ['--country', party.country] : [];
  const roles = party.roles.flatMap((role) => ['--role', role]);
  run('party', 'register', id, '--name', party.name, '--sector', party.sector, ...country, ...roles, ...key, ...atServer);
}

// The registrar's signature makes the request whole.
export function grant(text) {
  const request = JSON.parse(text);
  if (request.party) register(request);
  const [half, whole] = [file('.json'), file('.json')];
  writeFileSync(half, JSON.stringify(request.key_added));
  run('sign', half, ...key, '-o', whole);
  run('submit', whole, '--yes', ...atServer);
  return request;
}

export function passphraseFile(passphrase) {
  const path = file('.pass');
  writeFileSync(path, `${passphrase}\n`, { mode: 0o600 });
  return path;
}

// What the program says of a key file of the page.
export function whoami(path, passphrase) {
  return JSON.parse(run('whoami', '--key', path, '--passphrase-file', passphraseFile(passphrase), '--json', ...atServer));
}

export function makeKeyFile(passphrase) {
  const path = file('.pem');
  run('key', 'new', path, '--passphrase-file', passphraseFile(passphrase));
  return path;
}

export function keysOf(party) {
  const { keys } = JSON.parse(run('party', 'show', party, '--json', ...atServer)).member;
  return keys.map((each) => [each.label, each.revoked !== null ? 'revoked' : each.replaced !== null ? 'replaced' : each.recovered ? 'recovered' : 'active']);
}
