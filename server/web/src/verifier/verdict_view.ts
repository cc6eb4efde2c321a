// SPDX-License-Identifier: Apache-2.0
// A verdict for people: the answer, then each step with its tick, then what was not checked.
import { isGood, type PageName, type Right, type Selection, type Step, type Verdict } from '../verify/index';
import { drawing, html } from './dom';
import type { Messages } from './messages';

const ROWS_MAX = 500; // of a table; an export may have thousands of pledges

const mark = {
  good: () =>
    drawing(
      {
        d: 'M8 .8l2 1.5 2.5-.1.7 2.4 2 1.4-.8 2.4.8 2.3-2 1.5-.7 2.4-2.5-.1-2 1.4-2-1.4-2.5.1-.7-2.4-2-1.5.8-2.3L.8 6l2-1.4.7-2.4 2.5.1z',
        fill: 'currentColor',
      },
      { d: 'M4.9 8.4l2.1 2.1 4-4.3', class: 'inner' },
    ),
  bad: () =>
    drawing(
      { d: 'M5 1h6l4 4v6l-4 4H5l-4-4V5z', fill: 'currentColor' },
      { d: 'M5 5l6 6M11 5l-6 6', class: 'inner' },
    ),
  ok: () => drawing({ d: 'M2 8.6l4 4 8-9', class: 'line' }),
  failed: () => drawing({ d: 'M3 3l10 10M13 3L3 13', class: 'line' }),
  not_checked: () => drawing({ d: 'M2 8h12', class: 'line' }),
};

export class VerdictView {
  constructor(readonly messages: Messages) {}

  of(verdict: Verdict, fileName: string): HTMLElement[] {
    const checked = verdict.steps.filter((step) => step.status !== 'not_checked');
    const unchecked = verdict.steps.filter((step) => step.status === 'not_checked');
    return [
      this.#answer(verdict, fileName),
      ...(checked.length > 0 ? this.#list('checked', checked) : []),
      ...this.#list('unchecked', unchecked),
      ...this.#contents(verdict),
    ];
  }

  #answer(verdict: Verdict, fileName: string): HTMLElement {
    const { messages } = this;
    const good = isGood(verdict);
    const title = good
      ? verdict.file === 'receipt'
        ? 'good.receipt'
        : 'good'
      : verdict.verdict === 'unreadable'
        ? 'unreadable'
        : verdict.complete === false
          ? 'bad.complete'
          : 'bad';
    const sentences = good ? this.#summary(verdict) : this.#fault(verdict);
    return html(
      'section',
      { class: good ? 'verdict' : 'verdict bad', 'aria-labelledby': 'verdict' },
      html('h2', { id: 'verdict', tabindex: '-1' }, good ? mark.good() : mark.bad(), messages.page(title)),
      html('p', {}, html('b', { class: 'mono' }, fileName)),
      ...sentences.map((text) => html('p', {}, text)),
    );
  }

  #fault({ fault }: Verdict): string[] {
    if (fault === null) return [this.messages.page('unreadable.detail')];
    const { messages } = this;
    return [messages.page('at', { place: messages.place(fault.place), fault: messages.text(fault.words) })];
  }

  #summary(verdict: Verdict): string[] {
    const { messages } = this;
    const { records, recordedAt, quorumAt } = verdict;
    const size = String(verdict.size);
    const time = recordedAt === null ? '' : messages.time(recordedAt);
    const sentences: string[] = [];
    if (verdict.record !== null) {
      const index = String(verdict.record.index);
      sentences.push(messages.page('summary.record', { index, time, size }));
    } else if (verdict.extent === 'everything') {
      sentences.push(messages.page('summary.everything', { records, size, time }));
    } else {
      const selection = this.#selection(verdict.selection!);
      sentences.push(messages.page('summary.selection', { records, size, time, selection }));
    }
    const auditors = verdict.witnesses.filter((each) => each.auditor).map((each) => each.witness);
    if (verdict.word !== null) {
      sentences.push(messages.page(`word.${verdict.word}`, { auditors: auditors.join(messages.page('and_next')) }));
    }
    for (const { stream, records: count } of verdict.selected) {
      if (count === 0) sentences.push(messages.page('absent', { stream }));
    }
    if (quorumAt !== null) {
      sentences.push(messages.page('summary.quorum', { time: messages.time(quorumAt * 1000) }));
    }
    return sentences;
  }

  #selection(selection: Selection): string {
    if ('member' in selection) return this.messages.page('selection.member', { name: selection.member });
    if ('stream' in selection) return selection.stream;
    return 'all' in selection
      ? ''
      : this.messages.page('selection.focus_area', { name: selection.focus_area });
  }

  #list(title: 'checked' | 'unchecked', steps: readonly Step[]): HTMLElement[] {
    const { messages } = this;
    const items = steps.map((step) => {
      const text = step.detail === null ? '' : messages.text(step.detail);
      const placed = step.place === null ? text : messages.page('at', { place: messages.place(step.place), fault: text });
      const detail = step.detail === null ? null : html('small', {}, placed);
      const name = step.status === 'not_checked' ? 'no' : step.status === 'failed' ? 'fail' : '';
      return html(
        'li',
        { class: name },
        mark[step.status](),
        html('span', {}, messages.text(step.title), detail),
      );
    });
    return [html('h2', { class: 'h2s' }, messages.page(title)), html('ol', { class: 'steps top' }, ...items)];
  }

  #contents(verdict: Verdict): HTMLElement[] {
    if (verdict.record !== null) return this.#statement(verdict);
    return [...this.#signers(verdict), ...this.#pledges(verdict)];
  }

  #statement({ record }: Verdict): HTMLElement[] {
    const { messages } = this;
    const text =
      record!.sid === null ? messages.page('statement.none') : JSON.stringify(record!.statement, null, 1);
    return [
      html('h2', { class: 'h2s' }, messages.page('statement')),
      html('pre', { class: 'receipt', tabindex: '0' }, text),
    ];
  }

  #signers({ signers }: Verdict): HTMLElement[] {
    const { messages } = this;
    const rows = signers.map((signer) => {
      const notes: string[] = [];
      for (const [member, count] of Object.entries(signer.on_behalf_of))
        notes.push(messages.page('signers.behalf', { count, member }));
      if (signer.recovered > 0) notes.push(messages.page('signers.recovered', { count: signer.recovered }));
      const rights = Object.entries(signer.rights)
        .map(([right, count]) => `${messages.page(`right.${right as Right}`)} ${count}`)
        .join(messages.page('and_next'));
      const disputed =
        signer.disputed > 0 ? messages.page('signers.disputed', { count: signer.disputed }) : null;
      return [named(signer.name, signer.party, notes, disputed), rights, String(signer.statements)];
    });
    return this.#table('signers', ['signers.party', 'signers.rights', 'signers.statements'], rows);
  }

  #pledges({ pledges }: Verdict): HTMLElement[] {
    const { messages } = this;
    const rows = pledges.map((pledge) => {
      const count = pledge.entered_on_behalf;
      const notes = count > 0 ? [messages.page('pledges.entered', { count })] : [];
      return [
        named(pledge.title, `${pledge.pledge} · ${pledge.owner}`, notes),
        String(pledge.records),
        String(pledge.reports),
      ];
    });
    return this.#table('pledges', ['pledges.pledge', 'pledges.records', 'pledges.reports'], rows);
  }

  #table(name: PageName, columns: readonly PageName[], rows: readonly (string | Node)[][]): HTMLElement[] {
    if (rows.length === 0) return [];
    const isNumber = (cell: string | Node): boolean => typeof cell === 'string' && /^[0-9]+$/.test(cell);
    const head = columns.map((column, i) =>
      html('th', { scope: 'col', class: isNumber(rows[0]![i]!) ? 'r' : false }, this.messages.page(column)),
    );
    const body = rows
      .slice(0, ROWS_MAX)
      .map((row) =>
        html(
          'tr',
          {},
          ...row.map((cell, i) =>
            i === 0
              ? html('th', { scope: 'row' }, cell)
              : html('td', { class: isNumber(cell) ? 'r num' : false }, cell),
          ),
        ),
      );
    const more = rows.length > ROWS_MAX ? html('p', { class: 's2' }, `… ${rows.length - ROWS_MAX}`) : null;
    const heading = html('h2', { class: 'h2s' }, this.messages.page(name));
    const table = html(
      'table',
      { class: 'list' },
      html('thead', {}, html('tr', {}, ...head)),
      html('tbody', {}, ...body),
    );
    return more === null ? [heading, table] : [heading, table, more];
  }
}

function named(name: string, id: string, notes: readonly string[], alert: string | null = null): Node {
  const lines = notes.map((note) => html('span', { class: 'note' }, note));
  return html(
    'span',
    {},
    html('bdi', {}, name),
    html('small', {}, id, ...lines, alert === null ? null : html('span', { class: 'note alert' }, alert)),
  );
}
