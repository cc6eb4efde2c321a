// SPDX-License-Identifier: Apache-2.0
// Marks of the house (templates/sprite.html), drawn for scripts: always beside a word.
import { drawing } from '../verifier/dom';

const RING = { d: 'M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 1 1 8 1.8z', class: 'ring' };

export const mark = {
  alert: () => drawing({ d: 'M8 1.4l7 12.8H1z', class: 'ring' }, { d: 'M8 6v4.2M8 11.4v1.4', class: 'ring' }),
  active: () => drawing({ ...RING, class: 'full' }, { d: 'M4.7 8.2l2.4 2.4 4.3-4.8', class: 'inner' }),
  waiting: () => drawing({ ...RING, class: 'ring dashed' }),
  replaced: () => drawing(RING, { d: 'M5 8h5.6M8.4 5.6L10.8 8l-2.4 2.4', class: 'ring' }),
  revoked: () => drawing(RING, { d: 'M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2', class: 'ring' }),
  seal: () =>
    drawing(
      {
        d: 'M8 .8l2 1.5 2.5-.1.7 2.4 2 1.4-.8 2.4.8 2.3-2 1.5-.7 2.4-2.5-.1-2 1.4-2-1.4-2.5.1-.7-2.4-2-1.5.8-2.3L.8 6l2-1.4.7-2.4 2.5.1z',
        class: 'full',
      },
      { d: 'M4.9 8.4l2.1 2.1 4-4.3', class: 'inner' },
    ),
};
