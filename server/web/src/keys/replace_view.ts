// SPDX-License-Identifier: Apache-2.0
// The view that replaces a key by a new one in this browser. The new key is stored and has signed before
// the old one ends.
import type { DraftKey } from './browser_key';
import { isFault, type KeyFault } from './key_fault';
import { keep, notKept } from './keep_key';
import { standingOf } from './key_place';
import { signerOf, type KeptKey } from './key_ring';
import { keyReplaced } from './key_statements';
import { KeyMaking } from './make_key';
import { recordedOutcome, Signing, type Proposal } from './sign_sheet';
import { keyLine } from './statement_rows';
import { actions, linkButton, View, type Shared } from './view';

export class ReplaceView extends View {
  constructor(
    shared: Shared,
    readonly key: KeptKey,
  ) {
    super(shared, shared.words.say('replace.title'), shared.words.say('replace.sub'));
    const begin = (draft: DraftKey, name: string): Promise<void> => this.#keepAndSign(making, draft, name);
    const making = new KeyMaking(this, { name: this.words.say('step.sign'), begin }, this.words.say('replace.intro', { name: key.name }));
    making.showName();
  }

  async #keepAndSign(making: KeyMaking, draft: DraftKey, name: string): Promise<void> {
    const { words, shared } = this;
    const head = making.head(3);
    const kept = await keep(shared, draft, name, this.key.party);
    if (isFault(kept)) {
      this.show(head, notKept(words, kept, () => void this.#keepAndSign(making, draft, name)));
      return;
    }
    const signing = new Signing(
      this,
      () => this.#propose(kept.key),
      words.say('sign.replace'),
      async (recorded) => {
        await shared.ring.remove(this.key.id);
        const back = actions(linkButton(words.say('back'), ''));
        this.show(head, recordedOutcome(words, words.say('replace.done'), recorded, words.say('replace.done_note'), back));
      },
      head,
    );
    await signing.show();
  }

  async #propose(newKey: KeptKey): Promise<Proposal | KeyFault> {
    const { words, shared, key } = this;
    const standing = await standingOf(shared, key);
    if (isFault(standing)) return standing;
    const { place, facts } = standing;
    await shared.ring.change(newKey.id, { party: facts.party, ledger: place.ledger });
    return {
      more: [[words.say('replace.old'), keyLine(key.name, key.id)]],
      payload: keyReplaced(place, { party: facts.party, publicKey: newKey.publicKey, label: newKey.name }),
      keys: [signerOf(key), signerOf(newKey)],
      given: [],
    };
  }
}
