// SPDX-License-Identifier: Apache-2.0
// The panel that checks a file: choose or drop it, progress, verdict. It is all of verifier.html, and
// part of the page /verify.
import { verifyFile, type Progress } from '../verify/index';
import { html } from './dom';
import type { Messages } from './messages';
import { TrustForm } from './trust_form';
import { VerdictView } from './verdict_view';

const REFRESH_MS = 100;

export class Panel {
  readonly element: HTMLElement;
  readonly #main = html('div');
  readonly #side = html('div', { class: 'side' });
  readonly #result = html('div', { role: 'status' });
  readonly #fileTitle: HTMLElement;
  readonly #hint = html('p', { class: 's s2', id: 'file-hint', role: 'status' });
  readonly #chooser: HTMLElement;
  readonly #trust: TrustForm;
  readonly #view: VerdictView;
  #waiting: File | null = null; // chosen before the keys
  #stop: (() => void) | null = null;

  // `pinned`: as for TrustForm. `onTrust`: for pages that remember what the reader trusts.
  constructor(
    readonly messages: Messages,
    pinned: string,
    readonly onTrust: (text: string) => void = () => {},
  ) {
    this.#trust = new TrustForm(messages, pinned, (text) => {
      this.onTrust(text);
      if (this.#waiting !== null) void this.check(this.#waiting);
    });
    this.#view = new VerdictView(messages);
    this.#fileTitle = html('h2', { id: 'file-title', class: 'h3s' }, messages.page('file'));
    this.#hint.textContent = messages.page('file.hint');
    this.#chooser = this.#drop();
    this.#main.append(html('div', { class: 'side' }, this.#trust.element, this.#chooser));
    this.#side.append(
      html(
        'section',
        { class: 'note2' },
        html('h2', { class: 'h3s' }, messages.page('whose')),
        html('p', {}, messages.page('whose.text')),
      ),
    );
    this.element = html('div', { class: 'vg' }, this.#main, this.#side);
    this.#dropAnywhere();
  }

  // Once a file is checked, the verdict takes the place of what was needed for it.
  #makeRoom(): void {
    if (this.#result.isConnected) return;
    this.#main.replaceChildren(this.#result);
    this.#side.prepend(this.#chooser, this.#trust.element);
    this.#fileTitle.textContent = this.messages.page('file.other');
  }

  #drop(): HTMLElement {
    const { messages } = this;
    const input = html('input', { type: 'file', id: 'file', class: 'vh', 'aria-describedby': 'file-hint' });
    input.addEventListener('change', () => {
      const file = input.files?.[0];
      input.value = ''; // the verdict names the file: the input must not name another
      if (file !== undefined) void this.check(file);
    });
    return html(
      'section',
      { class: 'drop', 'aria-labelledby': 'file-title' },
      this.#fileTitle,
      this.#hint,
      input,
      html('label', { for: 'file', class: 'btn' }, messages.page('file.choose')),
    );
  }

  #dropAnywhere(): void {
    document.addEventListener('dragover', (event) => event.preventDefault());
    document.addEventListener('drop', (event) => {
      event.preventDefault();
      const file = event.dataTransfer?.files[0];
      if (file !== undefined) void this.check(file);
    });
  }

  async check(file: File): Promise<void> {
    this.#stop?.();
    this.#waiting = file;
    const policy = this.#trust.policy;
    if (policy === null) {
      this.#hint.textContent = this.messages.page('file.waiting', { file: file.name });
      this.#trust.element.querySelector('textarea')?.focus();
      return;
    }
    this.#hint.textContent = this.messages.page('file.hint');
    this.#makeRoom();
    let isStopped = false;
    const progress = this.#showProgress(file, () => {
      isStopped = true;
      this.#say(this.messages.page('stopped', { file: file.name }));
    });
    let drawn = performance.now();
    const stream = file.stream().pipeThrough(
      new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
        async transform(piece, controller) {
          if (performance.now() - drawn > REFRESH_MS) {
            // Lets the page be drawn, and the button work.
            await new Promise((resolve) => setTimeout(resolve));
            drawn = performance.now();
          }
          if (isStopped) controller.error(new Error('stopped'));
          else controller.enqueue(piece);
        },
      }),
    );
    const verdict = await verifyFile(stream, policy, progress);
    if (isStopped) return;
    this.#stop = null;
    this.#result.replaceChildren(...this.#view.of(verdict, file.name));
    this.#result.querySelector<HTMLElement>('#verdict')?.focus();
  }

  #say(sentence: string): void {
    this.#result.replaceChildren(html('p', { class: 'empty' }, sentence));
  }

  #showProgress(file: File, onStop: () => void): (progress: Progress) => void {
    const { messages } = this;
    const bar = html('progress', { max: '100', value: '0', 'aria-labelledby': 'busy' });
    const detail = html('p', { class: 's s2' });
    const stop = html('button', { type: 'button', class: 'btn ghost sm' }, messages.page('stop'));
    this.#stop = () => {
      this.#stop = null;
      onStop();
    };
    stop.addEventListener('click', () => this.#stop?.());
    this.#result.replaceChildren(
      html(
        'section',
        { class: 'busy', 'aria-live': 'off' },
        html('p', { id: 'busy' }, messages.page('busy', { file: file.name })),
        bar,
        detail,
        stop,
      ),
    );
    let drawn = 0;
    return ({ bytes, records }) => {
      const now = performance.now();
      if (now - drawn < REFRESH_MS) return;
      drawn = now;
      const percent = Math.floor((100 * bytes) / Math.max(1, file.size));
      bar.value = percent;
      detail.textContent = messages.page('busy.detail', { percent, records });
    };
  }
}
