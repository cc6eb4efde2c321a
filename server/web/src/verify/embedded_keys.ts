// SPDX-License-Identifier: Apache-2.0
// The public keys that a statement brings into the ledger; each of them signs it.
import { fromBase64 } from './bytes';
import { parsePublicKey, type PublicKey } from './ed25519';
import { isObject, member, type Json, type JsonObject } from './json';
import { NOTE_KEY } from './verifier_key';

function publicKeyIn(value: Json | undefined): PublicKey | null {
  const bytes = typeof value === 'string' ? fromBase64(value) : null;
  return bytes && parsePublicKey(bytes);
}

function logKeyIn(value: Json | undefined): PublicKey | null {
  const base64 = typeof value === 'string' ? value.split('+').slice(2).join('+') : '';
  const typed = fromBase64(base64);
  return typed?.[0] === NOTE_KEY ? parsePublicKey(typed.subarray(1)) : null;
}

function listed(value: Json | undefined): Json[] | null {
  return value === undefined ? [] : Array.isArray(value) ? value : null;
}

// The keys, or null where one of them can't be read or no ledger accepts it. Of ledger.created those
// of `keys`, then `root_keys`.
export function embeddedKeys(kind: string, body: JsonObject): PublicKey[] | null {
  let keys: (PublicKey | null)[] = [];
  if (kind === 'key.added' || kind === 'key.replaced') keys = [publicKeyIn(member(body, 'public_key'))];
  if (kind === 'log-key.replaced') keys = [logKeyIn(member(body, 'log_key'))];
  if (kind === 'ledger.created') {
    const given = listed(member(body, 'keys'));
    const roots = listed(member(body, 'root_keys'));
    if (!given?.every(isObject) || !roots) return null;
    keys = [...given.map((key) => member(key, 'public_key')), ...roots].map(publicKeyIn);
  }
  return keys.every((key) => key !== null) ? keys : null;
}
