// SPDX-License-Identifier: Apache-2.0
// ServerClock: how far this computer's clock is from the ledger's, by the Date of its answers. The ledger
// refuses a time that is more than five minutes ahead of its own (`at_ahead_of_clock`).

export const OFF_MAX_MS = 5 * 60_000;

const SECOND_MS = 1000;
// An answer that took longer says too little.
const ROUND_TRIP_MAX_MS = 60_000;

export class ServerClock {
  #ahead: number | null = null;

  constructor(readonly now: () => number = Date.now) {}

  // `asked`, `answered`: when, by this computer's clock.
  see(date: string | null, asked: number, answered: number): void {
    const theirs = date === null ? NaN : Date.parse(date);
    if (Number.isNaN(theirs) || answered < asked || answered - asked > ROUND_TRIP_MAX_MS) return;
    // The header has whole seconds, cut off.
    this.#ahead = (asked + answered) / 2 - (theirs + SECOND_MS / 2);
  }

  // How far this computer's clock is ahead, negative where it is behind; null before the first answer.
  get aheadMs(): number | null {
    return this.#ahead;
  }

  get isOff(): boolean {
    return this.#ahead !== null && Math.abs(this.#ahead) > OFF_MAX_MS;
  }

  // The time for a statement: this computer's, or the ledger's where the two are too far apart.
  get time(): number {
    const now = this.now();
    return this.isOff ? now - this.#ahead! : now;
  }
}
