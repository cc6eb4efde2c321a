// SPDX-License-Identifier: Apache-2.0
// The page /{language}/my/keys: the keys of this browser, and what can be done with them. What it says
// without scripts is in templates/my_keys.html.
import { html } from '../verifier/dom';
import { faultOfBrowser } from './browser_key';
import { isFault, type KeyFault } from './key_fault';
import { KeyList } from './key_list';
import { openKeyRing, type KeptKey } from './key_ring';
import { KeyWords, type Dictionary } from './key_words';
import { LedgerApi } from './ledger_api';
import { MakeView } from './make_view';
import { RegisterView } from './register_view';
import { ReplaceView } from './replace_view';
import { RequestView } from './request_view';
import { RestoreView } from './restore_view';
import { RevokeView } from './revoke_view';
import { SecondView, SpareView } from './second_view';
import { stateBlock, type KeyView, type Shared, type View } from './view';

// The addresses of the words of each language, given by tools/build.mjs.
declare const KEYS_WORDS: Readonly<Record<string, string>>;

const VIEWS: Readonly<Record<string, (shared: Shared) => View>> = {
  make: (shared) => new MakeView(shared),
  restore: (shared) => new RestoreView(shared),
  request: (shared) => new RequestView(shared),
};
const KEY_VIEWS: Readonly<Record<string, KeyView>> = {
  register: (shared, key) => new RegisterView(shared, key),
  second: (shared, key) => new SecondView(shared, key),
  spare: (shared, key) => new SpareView(shared, key),
  replace: (shared, key) => new ReplaceView(shared, key),
  revoke: (shared, key) => new RevokeView(shared, key),
};

class KeysPage {
  constructor(
    readonly place: HTMLElement,
    readonly shared: Shared,
  ) {}

  // The view that the address names; without a name that we know, the list.
  async show(isFirst: boolean): Promise<void> {
    const [name = '', id = ''] = location.hash.slice(1).split('/');
    const key: KeptKey | null = Object.hasOwn(KEY_VIEWS, name) ? await this.shared.ring.get(id) : null;
    const view =
      key !== null
        ? KEY_VIEWS[name]!(this.shared, key)
        : Object.hasOwn(VIEWS, name)
          ? VIEWS[name]!(this.shared)
          : new KeyList(this.shared);
    this.place.classList.toggle('task', !(view instanceof KeyList));
    this.place.replaceChildren(view.element);
    if (!isFirst) view.focus();
  }
}

function refused(words: KeyWords, fault: KeyFault): HTMLElement {
  const title = html('h2', {}, words.say('list.title'));
  const body = stateBlock(words.say('list.impossible'), words.fault(fault));
  return html('section', { class: 'section first' }, html('header', {}, title), body);
}

async function start(place: HTMLElement): Promise<void> {
  const language = document.documentElement.lang;
  const dictionary = (await (await fetch(KEYS_WORDS[language]!)).json()) as Dictionary;
  const words = new KeyWords(dictionary, language);
  const fault = await faultOfBrowser();
  const ring = fault ?? (await openKeyRing());
  if (isFault(ring)) {
    place.replaceChildren(refused(words, ring));
    return;
  }
  const page = new KeysPage(place, { words, ring, api: new LedgerApi() });
  addEventListener('hashchange', () => void page.show(false));
  await page.show(true);
}

const place = document.querySelector<HTMLElement>('[data-keys]');
if (place !== null) {
  start(place).catch(() => {
    // The template's own sentence for a page whose scripts do not work.
    for (const each of place.querySelectorAll<HTMLElement>('[hidden]')) each.hidden = false;
  });
}
