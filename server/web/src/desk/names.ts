// SPDX-License-Identifier: Apache-2.0
// DeskNames: the names of parties and pledges that the desk has read, for the words of statements about them.
import type { PartyRow } from "./desk_api";
import type { Items } from "./queues";
import type { SaidRow } from "./said_rows";
import type { Names } from "../signing";

export class DeskNames implements Names {
  readonly #parties = new Map<string, string>();
  readonly #pledges = new Map<string, string>();

  constructor(readonly others: Names) {}

  learn(items: Items): void {
    for (const { subject } of Object.values(items).flat()) {
      if (subject.is === "said") this.#learnSaid(subject.row);
      if (subject.is !== "pledge") continue;
      this.#pledges.set(subject.row.id, subject.row.title);
      this.#parties.set(subject.row.member, subject.row.memberName);
    }
  }

  #learnSaid({ pledge, pledgeTitle, member, memberName, by, byName }: SaidRow): void {
    this.#pledges.set(pledge, pledgeTitle);
    this.#parties.set(member, memberName);
    this.#parties.set(by, byName);
  }

  learnParty({ party, name }: Pick<PartyRow, "party" | "name">): void {
    this.#parties.set(party, name);
  }

  readonly item: Names["item"] = (lists, id) => this.others.item(lists, id);
  readonly party: Names["party"] = (id) => this.#parties.get(id) ?? this.others.party(id);
  readonly pledge: Names["pledge"] = (id) => this.#pledges.get(id) ?? this.others.pledge(id);
  readonly objective: Names["objective"] = (id) => this.others.objective(id);
}
