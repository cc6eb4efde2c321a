// SPDX-License-Identifier: Apache-2.0
// The view that adds a second key: a spare one, which is made here and kept as a backup alone; or the way
// to one of another computer.
import { html } from '../verifier/dom';
import type { BrowserKey, DraftKey } from './browser_key';
import { isFault, type KeyFault } from './key_fault';
import { standingOf } from './key_place';
import { signerOf, type KeptKey } from './key_ring';
import { isKeyRole, keyAdded, signatureBy } from './key_statements';
import { KeyMaking } from './make_key';
import { recordedOutcome, Signing, type Proposal } from './sign_sheet';
import { actions, linkButton, named, stateBlock, View, type Shared } from './view';

export class SecondView extends View {
  constructor(shared: Shared, key: KeptKey) {
    const { words } = shared;
    super(shared, words.say('second.title'), words.say('second.sub'));
    const here = actions(linkButton(words.say('second.here_go'), `spare/${key.id}`));
    const spare = stateBlock(words.say('second.here'), words.say('second.here_note'), here);
    const steps = (['second.there_1', 'second.there_2', 'second.there_3'] as const).map((step) =>
      html('li', {}, words.say(step)),
    );
    const there = actions(linkButton(words.say('list.request'), 'request', true));
    const other = stateBlock(words.say('second.there'), html('ol', { class: 'numbered' }, ...steps), there);
    this.show(html('div', { class: 'two' }, spare, other));
  }
}

export class SpareView extends View {
  constructor(
    shared: Shared,
    readonly key: KeptKey,
  ) {
    super(shared, shared.words.say('spare.title'), shared.words.say('spare.sub'));
    const begin = (draft: DraftKey, name: string): Promise<void> => this.#sign(making, draft, name);
    const making = new KeyMaking(this, { name: this.words.say('step.sign'), begin }, this.words.say('spare.intro'));
    making.showName();
  }

  async #sign(making: KeyMaking, draft: DraftKey, name: string): Promise<void> {
    const { words } = this;
    const head = making.head(3);
    const spare = await draft.sealed();
    const signing = new Signing(
      this,
      () => this.#propose(spare, name),
      words.say('sign.add'),
      (recorded) => {
        draft.forget();
        const back = actions(linkButton(words.say('back'), ''));
        this.show(head, recordedOutcome(words, words.say('spare.done'), recorded, words.say('spare.done_note'), back));
      },
      head,
    );
    await signing.show();
  }

  async #propose(spare: BrowserKey, name: string): Promise<Proposal | KeyFault> {
    const { words, shared, key } = this;
    const standing = await standingOf(shared, key);
    if (isFault(standing)) return standing;
    const { place, facts } = standing;
    const roles = facts.roles.filter(isKeyRole);
    const payload = keyAdded(place, { party: facts.party, publicKey: spare.publicKey, label: name }, roles, facts.party);
    return {
      payload,
      more: [[words.say('sheet.signed_with'), named(key.name)]],
      keys: [signerOf(key)],
      given: [await signatureBy(spare, payload)],
    };
  }
}
