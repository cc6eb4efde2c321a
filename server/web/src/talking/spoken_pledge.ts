// SPDX-License-Identifier: Apache-2.0
// SpokenPledge: the pledge that others speak about: whether it was published, and what they have said.
import { pledgeNow, type PledgeNow } from "../changing/pledge_now";
import { Catalogue, type Recorded, type Trouble } from "../signing";
import type { FormPage } from "../form_page/form_page";
import { readParties, withParties } from "../form_page/reference";

export interface SpokenPledge {
  readonly now: PledgeNow;
  readonly isPublished: boolean; // it was, at some time
  readonly stream: string; // in which is spoken
  readonly said: readonly Recorded[]; // of that stream
}

export type Reading = { readonly is: "read"; readonly pledge: SpokenPledge } | { readonly is: "absent" } | { readonly is: "unread"; readonly trouble: Trouble["kind"] };

// `sort`: "attestation" or "discussion".
export async function readSpoken({ client, pledge: id }: FormPage, sort: string): Promise<Reading> {
  const stream = `${sort}/${id}`;
  const [pledge, said] = await Promise.all([client.stream(`pledge/${id}`), client.stream(stream)]);
  const silent = pledge.ok ? (said.ok ? null : said.trouble.kind) : pledge.trouble.kind;
  if (silent !== null && silent !== "not_found") return { is: "unread", trouble: silent };
  const now = pledge.ok ? pledgeNow(pledge.value) : null;
  if (now === null || !pledge.ok) return { is: "absent" };
  const isPublished = pledge.value.some(({ statement }) => statement.kind === "pledge.published");
  return { is: "read", pledge: { now, isPublished, stream, said: said.ok ? said.value : [] } };
}

export const headOf = ({ said }: SpokenPledge): string | null => said.at(-1)?.statement.sid ?? null;

// Statements name the pledge and all organisations by their names.
export async function withNames(page: FormPage, { body, id }: PledgeNow): Promise<FormPage> {
  const parties = await readParties(page.catalogue);
  const { dictionary, language, names } = withParties(page.catalogue, parties);
  const pledge = (other: string): string | null => (other === id ? body.title : names.pledge(other));
  return { ...page, catalogue: new Catalogue(dictionary, language, { ...names, pledge }) };
}
