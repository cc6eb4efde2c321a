// SPDX-License-Identifier: Apache-2.0
// Keeping a key in this browser: WebCrypto takes it, the ring stores it, and what was stored must sign.
import { html } from '../verifier/dom';
import type { DraftKey } from './browser_key';
import { isFault, type KeyFault } from './key_fault';
import { askToPersist, type KeptKey } from './key_ring';
import type { KeyWords } from './key_words';
import { actions, button, focusOutcome, linkButton, outcome, type Shared, type View } from './view';

export interface Kept {
  readonly key: KeptKey;
  readonly isPersistent: boolean;
}

// The draft's seed is wiped once the key is kept.
export async function keep(shared: Pick<Shared, 'ring' | 'api'>, draft: DraftKey, name: string, party = ''): Promise<Kept | KeyFault> {
  const { ring, api } = shared;
  const ledger = await api.ledger();
  const { id, publicKey, privateKey } = await draft.sealed();
  const key: KeptKey = {
    id,
    ledger: isFault(ledger) ? '' : ledger.ledger,
    party,
    name,
    publicKey,
    privateKey,
    made: new Date().toISOString(),
    hasBackup: true, // it was checked, or the key came from it
  };
  const fault = await ring.keep(key);
  if (fault !== null) return fault;
  draft.forget();
  return { key, isPersistent: await askToPersist() };
}

// A browser that does not keep the key: the draft is still there, so another try is possible.
export function notKept(words: KeyWords, fault: KeyFault, onAgain: () => void): HTMLElement {
  const buttons = actions(button(words.say('again'), onAgain), linkButton(words.say('back'), '', true));
  const element = outcome('bad', words.say('test.bad'), words.fault(fault), buttons);
  queueMicrotask(() => focusOutcome(element));
  return element;
}

// Stores the draft and says how it went, in the body of the view, under `head`.
export async function keepAndSay(view: View, draft: DraftKey, name: string, head: HTMLElement | null): Promise<void> {
  const { words } = view;
  view.show(head, html('p', { class: 'quiet', role: 'status' }, words.say('test.busy')));
  const kept = await keep(view.shared, draft, name);
  if (isFault(kept)) {
    view.show(head, notKept(words, kept, () => void keepAndSay(view, draft, name, head)));
    return;
  }
  const { key, isPersistent } = kept;
  const facts = await view.shared.api.key(key.id);
  const isKnown = facts !== null && !isFault(facts);
  const next = isKnown
    ? actions(linkButton(words.say('back'), ''))
    : actions(linkButton(words.say('action.register'), `register/${key.id}`), linkButton(words.say('back'), '', true));
  const element = outcome(
    'good',
    words.say('test.good'),
    words.say('test.good_note'),
    words.say(isPersistent ? 'test.persists' : 'test.may_go'),
    ...(isKnown ? [] : [words.say('test.next')]),
    next,
  );
  view.show(head, element);
  focusOutcome(element);
}
