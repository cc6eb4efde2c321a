// SPDX-License-Identifier: Apache-2.0
// The view that revokes another key of the same organisation. No key revokes itself, and those of officers
// are the root keys' to revoke.
import { html } from '../verifier/dom';
import { Choices, Field } from '../fields/fields';
import { Faults, Form } from './form';
import { isFault, type KeyFault } from './key_fault';
import { standingOf } from './key_place';
import { signerOf, type KeptKey } from './key_ring';
import { isKeyRole, keyRevoked } from './key_statements';
import type { KeyFacts } from './ledger_api';
import { faultOfText } from './line_text';
import { recordedOutcome, Signing, type Proposal } from './sign_sheet';
import { actions, failed, fingerprintOf, linkButton, named, stateBlock, View, type Shared } from './view';

const REASON_CHARACTERS_MAX = 2_000;

export class RevokeView extends View {
  constructor(
    shared: Shared,
    readonly key: KeptKey,
  ) {
    super(shared, shared.words.say('revoke.title'), shared.words.say('revoke.sub'));
    void this.#begin();
  }

  async #begin(): Promise<void> {
    const { shared, words } = this;
    const standing = await standingOf(shared, this.key);
    const party = isFault(standing) ? standing : await shared.api.party(standing.facts.party);
    if (isFault(party) || party === null) {
      this.show(party === null ? stateBlock(words.say('fault.not_active')) : failed(words, party, () => void this.#begin()));
      return;
    }
    const others = party.keys.filter((each) => each.isActive && each.id !== this.key.id && each.roles.some(isKeyRole));
    if (others.length === 0) this.show(stateBlock(words.say('revoke.none'), words.say('revoke.none_note')));
    else this.#showForm(others);
  }

  #showForm(others: readonly KeyFacts[]): void {
    const { words } = this;
    const which = new Choices(
      'radio',
      words.say('revoke.which'),
      others.map(({ id, label }) => ({ value: id, label, note: fingerprintOf(id) })),
    );
    const reason = new Field(html('textarea', { rows: '3' }), words.say('revoke.reason'), words.say('revoke.reason_hint'));
    const check = (faults: Faults): void => {
      if (which.value === '') faults.add(which, words.say('error.which'));
      const fault = faultOfText(reason.value, REASON_CHARACTERS_MAX);
      if (fault === 'blank') faults.add(reason, words.say('error.reason'));
      if (fault === 'long') faults.add(reason, words.say('error.long', { limit: REASON_CHARACTERS_MAX }));
      if (fault === 'character') faults.add(reason, words.say('error.character'));
    };
    const act = async (): Promise<string | null> => {
      const revoked = others.find(({ id }) => id === which.value)!;
      await this.#sign(revoked, reason.value.trim().replaceAll('\r\n', '\n'));
      return null;
    };
    this.show(new Form(words, [which, reason], { submit: words.say('next'), busy: words.say('busy') }, check, act).element);
  }

  async #sign(revoked: KeyFacts, reason: string): Promise<void> {
    const { words } = this;
    const signing = new Signing(
      this,
      () => this.#propose(revoked, reason),
      words.say('sign.revoke'),
      (recorded) => {
        const back = actions(linkButton(words.say('back'), ''));
        this.show(recordedOutcome(words, words.say('revoke.done'), recorded, words.say('revoke.done_note'), back));
      },
    );
    await signing.show();
  }

  async #propose(revoked: KeyFacts, reason: string): Promise<Proposal | KeyFault> {
    const { words, shared, key } = this;
    const standing = await standingOf(shared, key);
    if (isFault(standing)) return standing;
    const { place, facts } = standing;
    return {
      more: [
        [words.say('revoke.name'), named(revoked.label)],
        [words.say('sheet.signed_with'), named(key.name)],
      ],
      payload: keyRevoked(place, facts.party, revoked.id, reason),
      keys: [signerOf(key)],
      given: [],
    };
  }
}
