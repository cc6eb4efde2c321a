// SPDX-License-Identifier: Apache-2.0
// The view that restores a key from its backup, or from a file of the command line or of openssl.
import { html } from '../verifier/dom';
import { DraftKey } from './browser_key';
import { chosenBytes, Field, textInput } from '../fields/fields';
import { Faults, Form } from './form';
import { isFault } from './key_fault';
import { keepAndSay } from './keep_key';
import { refuseLine } from './make_key';
import { KEY_FILE_BYTES_MAX } from './pem';
import { View, type Shared } from './view';

const utf8 = new TextDecoder();

export class RestoreView extends View {
  constructor(shared: Shared) {
    super(shared, shared.words.say('restore.title'), shared.words.say('restore.sub'));
    this.#showForm();
  }

  #showForm(): void {
    const { words, shared } = this;
    const file = new Field(
      html('input', { type: 'file', accept: '.pem,.key' }),
      words.say('restore.file'),
      words.say('restore.file_hint'),
    );
    const passphrase = new Field(
      textInput({ type: 'password', autocomplete: 'current-password' }),
      words.say('restore.passphrase'),
      words.say('restore.passphrase_hint'),
    );
    const name = new Field(textInput(), words.say('make.name'), words.say('make.name_hint'));
    let draft: DraftKey | null = null;
    const check = async (faults: Faults): Promise<void> => {
      const bytes = await chosenBytes(file.target, KEY_FILE_BYTES_MAX);
      if (bytes === null) faults.add(file, words.say('error.file'));
      refuseLine(words, faults, name, words.say('error.name'));
      if (bytes === null || faults.all.length > 0) return;
      const opened = await DraftKey.fromPem(utf8.decode(bytes), passphrase.value);
      if (isFault(opened)) {
        const isOfPassphrase = opened.name.startsWith('passphrase_');
        faults.add(isOfPassphrase ? passphrase : file, words.fault(opened));
      } else if ((await shared.ring.get(opened.id)) !== null) {
        opened.forget();
        faults.add(file, words.say('restore.there'));
      } else {
        draft = opened;
      }
    };
    const act = async (): Promise<string | null> => {
      await keepAndSay(this, draft!, name.value.trim(), null);
      return null;
    };
    const options = { submit: words.say('restore.go'), busy: words.say('restore.busy') };
    this.show(new Form(words, [file, passphrase, name], options, check, act).element);
  }
}
