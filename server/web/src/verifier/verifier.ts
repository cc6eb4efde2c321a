// SPDX-License-Identifier: Apache-2.0
// verifier.html: the panel alone, for a file that works without a network.
import { html } from './dom';
import { Messages, type Dictionary } from './messages';
import { Panel } from './panel';

// Given by tools/build_verifier.mjs.
declare const MESSAGES: Dictionary;
declare const PINNED: string;

const messages = new Messages(MESSAGES, document.documentElement.lang);
document.title = `${messages.page('title')} · Pledgebook`;
document
  .querySelector('main')!
  .append(
    html(
      'div',
      { class: 'w' },
      html(
        'div',
        { class: 'ph' },
        html('h1', {}, messages.page('title')),
        html('p', { class: 'sub' }, messages.page('sub')),
      ),
      new Panel(messages, PINNED).element,
    ),
  );
