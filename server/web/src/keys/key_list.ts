// SPDX-License-Identifier: Apache-2.0
// The list of this browser's keys, with what the ledger says each may do.
import { html } from '../verifier/dom';
import { isFault, KeyFault } from './key_fault';
import { signerOf, type KeptKey } from './key_ring';
import type { KeyFacts, LedgerFacts, PartyFacts } from './ledger_api';
import { isKeyRole } from './key_statements';
import { mark } from '../fields/marks';
import { actions, button, code, facts, fingerprintOf, linkButton, named, stateBlock, View, type Shared } from './view';

interface Known {
  readonly key: KeptKey;
  readonly facts: KeyFacts | null | KeyFault; // null: the ledger does not know the key
  readonly party: PartyFacts | null; // of the key, where the ledger has both
  readonly canSign: boolean; // as this browser keeps it now
}

async function known(shared: Shared, key: KeptKey): Promise<Known> {
  const { api } = shared;
  const keyFacts = await api.key(key.id);
  const id = keyFacts === null || isFault(keyFacts) ? key.party : keyFacts.party;
  const party = id === '' ? null : await api.party(id);
  return { key, facts: keyFacts, party: isFault(party) ? null : party, canSign: await signerOf(key).canSign() };
}

export class KeyList extends View {
  constructor(shared: Shared) {
    super(shared, shared.words.say('list.title'), shared.words.say('list.note'), false);
    this.show(html('p', { class: 'quiet', role: 'status' }, this.words.say('list.looking')));
    void this.load();
  }

  async load(): Promise<void> {
    const { shared } = this;
    const [keys, ledger] = await Promise.all([shared.ring.all(), shared.api.ledger()]);
    const all = await Promise.all(keys.map((key) => known(shared, key)));
    const entries = all.map((each) => this.#entry(each, ledger));
    this.show(
      isFault(ledger) ? this.#silent(ledger) : null,
      entries.length > 0 ? html('ul', { class: 'key-list' }, ...entries) : this.#empty(),
      this.#actions(entries.length > 0),
    );
  }

  #silent(fault: KeyFault): HTMLElement {
    const again = button(this.words.say('again'), () => void this.load(), true);
    return stateBlock(this.words.fault(fault), this.words.say('list.silent_note'), actions(again));
  }

  #empty(): HTMLElement {
    return stateBlock(this.words.say('list.empty'), this.words.say('list.empty_note'));
  }

  #actions(hasKeys: boolean): HTMLElement {
    const { words } = this;
    return actions(
      linkButton(words.say('list.make'), 'make', hasKeys),
      linkButton(words.say('list.restore'), 'restore', true),
      ...(hasKeys ? [linkButton(words.say('list.request'), 'request', true)] : []),
    );
  }

  #entry(entry: Known, ledger: LedgerFacts | KeyFault): HTMLElement {
    const { words } = this;
    const { key } = entry;
    const rows: [string, Node | string][] = [
      [words.say('list.state'), this.#state(entry, ledger)],
      [words.say('list.party'), this.#party(entry)],
      [words.say('list.id'), fingerprintOf(key.id)],
      [words.say('list.made'), words.day(key.made)],
      [words.say('list.backup'), words.say(key.hasBackup ? 'backup.yes' : 'backup.no')],
    ];
    return html(
      'li',
      {},
      html('h3', {}, named(key.name)),
      facts(...rows),
      this.#isOnly(entry) ? html('p', { class: 'remark' }, words.say('list.only')) : null,
      this.#entryActions(entry),
    );
  }

  // Whether the organisation could not help itself if this key were lost.
  #isOnly({ facts: keyFacts, party }: Known): boolean {
    if (keyFacts === null || isFault(keyFacts) || !keyFacts.isActive || party === null) return false;
    return party.keys.filter((each) => each.isActive && each.roles.some(isKeyRole)).length === 1;
  }

  #state({ key, facts: keyFacts, party, canSign }: Known, ledger: LedgerFacts | KeyFault): HTMLElement {
    const { words } = this;
    const line = (drawn: SVGElement, kind: string, text: string): HTMLElement =>
      html('span', { class: `status ${kind}` }, drawn, html('span', {}, text));
    if (!canSign) return line(mark.alert(), 'bad', words.say('state.broken'));
    if (isFault(keyFacts)) return line(mark.waiting(), '', words.say('state.silent'));
    if (keyFacts === null) {
      const isOthers = !isFault(ledger) && key.ledger !== '' && key.ledger !== ledger.ledger;
      const name = isOthers ? 'state.other_ledger' : key.party === '' ? 'state.unknown' : 'state.asked';
      return line(mark.waiting(), '', words.say(name));
    }
    if (keyFacts.revoked !== null)
      return line(mark.revoked(), '', words.say('state.revoked', { record: keyFacts.revoked }));
    if (keyFacts.replaced !== null)
      return line(mark.replaced(), '', words.say('state.replaced', { record: keyFacts.replaced }));
    const lines = [line(mark.active(), 'good', this.#rights(keyFacts))];
    const { isRecovered, disputedSince } = keyFacts;
    if (isRecovered) lines.push(line(mark.alert(), '', words.say('state.recovered')));
    if (party?.isSuspended) lines.push(line(mark.alert(), '', words.say('state.suspended')));
    if (disputedSince !== null)
      lines.push(line(mark.alert(), 'bad', words.say('state.disputed', { record: disputedSince })));
    return html('div', { class: 'states' }, ...lines);
  }

  #rights({ roles, added }: KeyFacts): string {
    const { words } = this;
    const names = roles.map((role) => words.role(role));
    if (names.length === 0) return words.say('state.active', { record: added });
    return words.say('state.may', { roles: words.list(names), record: added });
  }

  #party({ key, party }: Known): HTMLElement | string {
    if (key.party === '' && party === null) return this.words.say('list.no_party');
    if (party === null) return code(key.party);
    return html('span', {}, named(party.name), ' ', html('small', { class: 'quiet' }, code(party.id)));
  }

  #entryActions({ key, facts: keyFacts, canSign }: Known): HTMLElement {
    const { words } = this;
    const link = (name: 'register' | 'second' | 'replace' | 'revoke'): HTMLElement =>
      linkButton(words.say(`action.${name}`), `${name}/${key.id}`, true);
    const isKnown = keyFacts !== null && !isFault(keyFacts);
    const isMembers = isKnown && keyFacts.isActive && keyFacts.roles.some(isKeyRole);
    const links: HTMLElement[] = [];
    if (canSign && keyFacts === null) links.push(link('register'));
    if (canSign && isKnown && keyFacts.isActive && keyFacts.roles.includes('member')) {
      const address = `/${words.language}/my/pledges/new`;
      links.push(html('a', { href: address, class: 'button' }, words.say('action.pledge')));
    }
    if (canSign && isMembers) links.push(link('second'), link('replace'), link('revoke'));
    const remove = button(words.say('action.remove'), () => this.#askToRemove(key), true);
    return actions(...links, remove);
  }

  #askToRemove(key: KeptKey): void {
    const { words, shared } = this;
    const close = (): void => {
      dialog.close();
      dialog.remove();
    };
    const remove = button(words.say('remove.confirm'), async () => {
      await shared.ring.remove(key.id);
      close();
      await this.load();
      this.focus();
    });
    const title = html('h3', { id: 'remove-title' });
    title.append(...quoted(words.say('remove.title'), key.name));
    const note = words.say(key.hasBackup ? 'remove.note' : 'remove.no_backup');
    const dialog = html(
      'dialog',
      { 'aria-labelledby': 'remove-title' },
      title,
      html('p', {}, note),
      actions(remove, button(words.say('remove.cancel'), close, true)),
    );
    dialog.addEventListener('cancel', close);
    this.element.append(dialog);
    dialog.showModal();
  }
}

// A sentence with a name in it that has a direction of its own.
export function quoted(sentence: string, name: string): (Node | string)[] {
  const [before = '', after = ''] = sentence.split('{name}');
  return [before, named(name), after];
}
