// SPDX-License-Identifier: Apache-2.0
// The view that makes a key for this browser.
import type { DraftKey } from './browser_key';
import { keepAndSay } from './keep_key';
import { KeyMaking } from './make_key';
import { View, type Shared } from './view';

export class MakeView extends View {
  constructor(shared: Shared) {
    const { words } = shared;
    super(shared, words.say('make.title'), words.say('make.sub'));
    const begin = (draft: DraftKey, name: string): Promise<void> => keepAndSay(this, draft, name, making.head(3));
    const making = new KeyMaking(this, { name: words.say('step.test'), begin }, words.say('make.intro'));
    making.showName();
  }
}
