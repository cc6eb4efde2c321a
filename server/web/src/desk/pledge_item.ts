// SPDX-License-Identifier: Apache-2.0
// PledgeItem: what the views of a pledge that is under way read, and what all of them show at the top.
import { theirs } from "../fields/fields";
import { foldedBody, type Recorded } from "../signing";
import { html } from "../verifier/dom";
import type { JsonObject } from "../verify/json";
import type { Statement } from "../verify/statement";
import { pledgeLink, type DeskContext, type ItemView } from "./context";
import type { PledgeFacts } from "./desk_api";
import { amountOf, itemHead, whereOf } from "./parts";

export interface PledgeItem {
  readonly facts: PledgeFacts;
  readonly stream: readonly Recorded[];
  readonly statements: readonly Statement[];
  readonly body: JsonObject; // as it is now
  readonly prev: string; // the sid of the last statement that is shown
}

export async function readPledge({ client, api }: DeskContext, id: string): Promise<PledgeItem | null> {
  const [stream, facts] = await Promise.all([client.stream(`pledge/${id}`), api.pledge(id)]);
  if (!stream.ok || facts === null || stream.value.length === 0) return null;
  const statements = stream.value.map(({ statement }) => statement);
  return { facts, statements, stream: stream.value, body: foldedBody(statements).body ?? {}, prev: statements.at(-1)!.sid };
}

export function stateName({ catalogue }: DeskContext, state: string): string {
  return catalogue.optional(`status.${state}`) ?? state;
}

export function pledgeHead(context: DeskContext, { facts: { row } }: PledgeItem, ...lines: (Node | string)[][]): HTMLElement {
  const { catalogue } = context;
  const page = html("a", { href: pledgeLink(context, row.id) }, catalogue.text("desk.pledge_page"));
  const first = [theirs(row.memberName), " · ", amountOf(row, catalogue), " · ", whereOf(row, catalogue), " · ", stateName(context, row.state)];
  return itemHead(theirs(row.title), first, ...lines, [page]);
}

export function itemView(id: string, ...content: HTMLElement[]): ItemView {
  return { element: html("div", { class: "item-body" }, ...content), streams: [`pledge/${id}`] };
}

export const dayOf = ({ catalogue }: DeskContext, time: string | number): string => catalogue.day(new Date(time).toISOString().slice(0, 10));
