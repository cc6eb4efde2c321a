// SPDX-License-Identifier: Apache-2.0
// The view that opens a request of another computer of the same organisation: a key of this browser signs
// what the new key has signed, and the ledger adds it.
import { html } from '../verifier/dom';
import { fromBase64, type Bytes } from '../verify/bytes';
import { keyIdOf } from './browser_key';
import { chosenBytes, Field } from '../fields/fields';
import { Faults, Form } from './form';
import { isFault, KeyFault } from './key_fault';
import { standingOf } from './key_place';
import { signerOf, type KeptKey } from './key_ring';
import { parseRegistration, REQUEST_BYTES_MAX, type Registration } from './registration';
import { recordedOutcome, Signing, type Proposal } from './sign_sheet';
import { actions, fingerprintOf, linkButton, named, stateBlock, View, type Shared } from './view';

export class RequestView extends View {
  constructor(shared: Shared) {
    super(shared, shared.words.say('request.title'), shared.words.say('request.sub'));
    this.#showForm();
  }

  #showForm(): void {
    const { words } = this;
    const file = new Field(
      html('input', { type: 'file', accept: '.json' }),
      words.say('request.file'),
      words.say('request.file_hint'),
    );
    let found: { request: Registration; key: KeptKey } | null = null;
    const check = async (faults: Faults): Promise<void> => {
      const bytes = await chosenBytes(file.target, REQUEST_BYTES_MAX);
      if (bytes === null) {
        faults.add(file, words.say('error.file'));
        return;
      }
      const request = await parseRegistration(bytes);
      const key = isFault(request) ? request : await this.#keyFor(request);
      if (isFault(key)) faults.add(file, words.fault(key));
      else found = { request: request as Registration, key };
    };
    const act = async (): Promise<string | null> => {
      await this.#sign(found!.request, found!.key);
      return null;
    };
    this.show(new Form(words, [file], { submit: words.say('request.go'), busy: words.say('busy') }, check, act).element);
  }

  // The key of this browser that can grant the request.
  async #keyFor({ id, statement }: Registration): Promise<KeptKey | KeyFault> {
    if (statement.signers[0] !== id) return new KeyFault('request_for_registrar');
    for (const key of await this.shared.ring.all()) {
      const facts = await this.shared.api.key(key.id);
      if (isFault(facts)) return facts;
      if (facts?.party === id && facts.isActive) return key;
    }
    return new KeyFault('request_other_party', { party: id });
  }

  async #sign(request: Registration, key: KeptKey): Promise<void> {
    const { words } = this;
    const id = html('p', {}, fingerprintOf(keyIdOf(request.publicKey)));
    const compare = stateBlock(words.say('request.compare'), words.say('request.compare_note'), id);
    const signing = new Signing(
      this,
      () => this.#propose(request, key),
      words.say('sign.add'),
      (recorded) => {
        const back = actions(linkButton(words.say('back'), ''));
        this.show(recordedOutcome(words, words.say('request.done'), recorded, words.say('request.done_note'), back));
      },
      compare,
    );
    await signing.show();
  }

  async #propose({ keyAdded, statement }: Registration, key: KeptKey): Promise<Proposal | KeyFault> {
    const { words } = this;
    const standing = await standingOf(this.shared, key);
    if (isFault(standing)) return standing;
    if (statement.ledger !== standing.place.ledger) return new KeyFault('request_other_ledger');
    if (statement.prev !== standing.place.prev) return new KeyFault('request_old');
    return {
      payload: fromBase64(keyAdded.payload) as Bytes,
      more: [[words.say('sheet.signed_with'), named(key.name)]],
      keys: [signerOf(key)],
      given: keyAdded.signatures,
    };
  }
}
