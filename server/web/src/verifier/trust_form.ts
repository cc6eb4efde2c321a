// SPDX-License-Identifier: Apache-2.0
// TrustForm: the keys that the reader trusts, shown, and a form to choose them.
import { fingerprint, isPolicy, parseTrust, type Policy, type PolicyFault } from '../verify/index';
import { html } from './dom';
import type { Messages } from './messages';

const POLICY_BYTES_MAX = 65_536;

// One word is a log's verifier key, anything else a policy. A text that was pasted may lack its last line end.
function trustIn(text: string): Policy | PolicyFault {
  const trimmed = text.trim();
  if (/^\S+$/.test(trimmed)) return parseTrust({ logKey: trimmed });
  return parseTrust({ policy: `${trimmed.replaceAll('\r\n', '\n')}\n` });
}

export class TrustForm {
  readonly element = html('section', { class: 'note2', 'aria-labelledby': 'trust' });
  policy: Policy | null = null;

  // `pinned`: the text of a policy or key that the page trusts from the start. `onChange`: the reader has
  // chosen this text.
  constructor(
    readonly messages: Messages,
    pinned: string,
    readonly onChange: (text: string) => void,
  ) {
    const trust = pinned === '' ? null : trustIn(pinned);
    if (trust !== null && isPolicy(trust)) this.policy = trust;
    this.#show();
  }

  #show(): void {
    const heading = html('h2', { class: 'h3s', id: 'trust' }, this.messages.page('trust'));
    this.element.replaceChildren(
      heading,
      ...(this.policy === null ? this.#form() : this.#facts(this.policy)),
    );
  }

  #facts(policy: Policy): Node[] {
    const { messages } = this;
    const facts = html('dl', { class: 'facts' });
    const add = (name: string, value: string, isKey: boolean): void => {
      facts.append(html('dt', {}, name), html('dd', isKey ? { class: 'mono' } : {}, value));
    };
    for (const log of policy.logs) add(messages.page('trust.log'), `${fingerprint(log)} ${log.name}`, true);
    for (const { name, key } of policy.witnesses)
      add(messages.page('trust.witness', { name }), fingerprint(key), true);
    const needed = policy.asksForWitnesses()
      ? messages.page('trust.needed.quorum', { name: policy.quorum })
      : messages.page('trust.needed.none');
    add(messages.page('trust.needed'), needed, false);
    const change = html('button', { type: 'button', class: 'btn ghost sm' }, messages.page('trust.change'));
    change.addEventListener('click', () => {
      this.policy = null;
      this.#show();
      this.element.querySelector('textarea')?.focus();
    });
    return [facts, html('p', {}, change)];
  }

  #form(): Node[] {
    const { messages } = this;
    const error = html('p', { class: 'emsg', role: 'alert', id: 'trust-error', hidden: true });
    const text = html('textarea', {
      id: 'trust-text',
      rows: '5',
      spellcheck: 'false',
      autocomplete: 'off',
      'aria-describedby': 'trust-hint trust-error',
    });
    const use = html('button', { type: 'submit', class: 'btn sm' }, messages.page('trust.use'));
    const file = html('input', { type: 'file', id: 'trust-file', class: 'vh' });
    const label = html('label', { for: 'trust-file', class: 'btn ghost sm' }, messages.page('trust.file'));
    const form = html(
      'form',
      {},
      html('p', { id: 'trust-hint' }, messages.page('trust.hint')),
      html('label', { for: 'trust-text', class: 'h3l' }, messages.page('trust.label')),
      error,
      text,
      html('div', { class: 'acts' }, use, file, label),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#choose(text.value, error);
    });
    file.addEventListener('change', async () => {
      const chosen = file.files?.[0];
      if (chosen === undefined) return;
      text.value = await chosen.slice(0, POLICY_BYTES_MAX + 1).text();
      file.value = '';
      this.#choose(text.value, error);
    });
    return [form];
  }

  #choose(text: string, error: HTMLElement): void {
    const trust = trustIn(text);
    if (isPolicy(trust)) {
      this.policy = trust;
      this.#show();
      this.onChange(text);
      return;
    }
    const { line } = trust;
    error.textContent =
      line === 0
        ? this.messages.page('trust.error.text')
        : this.messages.page('trust.error', { line: String(line) });
    error.hidden = false;
  }
}
