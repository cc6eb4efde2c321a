// SPDX-License-Identifier: Apache-2.0
// PartiesApi: what the page of parties reads besides what signing reads: all parties, one with all its keys, and the
// signatures of the log's records. Null where the server does not answer.
import { number, objects, text, texts, type Answer } from "../form_page/answers";
import { fromBase64 } from "../verify/bytes";
import { parseRecord } from "../verify/record";
import { parseStatement } from "../verify/statement";
import type { SignedRecord } from "./fallen_keys";

export interface PartyLine {
  readonly party: string;
  readonly name: string;
  readonly sector: string;
  readonly country: string | null;
  readonly roles: readonly string[];
  readonly isSuspended: boolean;
  readonly pledges: number;
}

export interface KeyLine {
  readonly key: string;
  readonly label: string;
  readonly roles: readonly string[];
  readonly isRoot: boolean;
  readonly isActive: boolean;
  readonly isRecovered: boolean;
  readonly added: number; // records
  readonly revoked: number | null;
  readonly replaced: number | null;
  readonly disputedSince: number | null;
}

export interface PartyWhole extends Omit<PartyLine, "pledges" | "isSuspended"> {
  readonly membership: string | null;
  readonly suspended: number | null;
  readonly keys: readonly KeyLine[];
}

export interface SignedRecords {
  readonly records: readonly SignedRecord[];
  readonly isWhole: boolean; // false: there are more than were read
}

const ROWS_MAX = 1000;
const PAGE_RECORDS = 1000;
const RECORDS_MAX = 20_000;

async function get(path: string): Promise<Answer | null> {
  try {
    const answer = await fetch(path, { cache: "no-store", credentials: "omit" });
    return answer.ok ? ((await answer.json()) as Answer) : null;
  } catch {
    return null;
  }
}

export async function readPartyLines(): Promise<PartyLine[] | null> {
  const answer = await get(`/api/v1/parties?per_page=${ROWS_MAX}`);
  if (answer === null) return null;
  return objects(answer["rows"]).map((row) => ({
    party: String(row["party"]),
    name: String(row["name"]),
    sector: String(row["sector"]),
    country: text(row["country"]),
    roles: texts(row["roles"]),
    isSuspended: typeof row["suspended"] === "object" ? row["suspended"] !== null : row["suspended"] !== undefined,
    pledges: number(row["pledges"]) ?? 0,
  }));
}

export async function readParty(id: string): Promise<PartyWhole | null> {
  const answer = await get(`/api/v1/parties/${encodeURIComponent(id)}?per_page=${ROWS_MAX}`);
  if (answer === null) return null;
  return {
    party: id,
    name: String(answer["name"]),
    sector: String(answer["sector"]),
    country: text(answer["country"]),
    membership: text(answer["itu_membership"]),
    roles: texts(answer["roles"]),
    suspended: number(answer["suspended"]),
    keys: objects(answer["keys"]).map((key) => ({
      key: String(key["key"]),
      label: String(key["label"]),
      roles: texts(key["roles"]),
      isRoot: key["root"] === true,
      isActive: key["active"] === true,
      isRecovered: key["recovered"] === true,
      added: number(key["added"]) ?? 0,
      revoked: number(key["revoked"]),
      replaced: number(key["replaced"]),
      disputedSince: number(key["disputed_since"]),
    })),
  };
}

// The statements from the record `since` on, with the keys that have signed them.
export async function readSignedRecords(since: number): Promise<SignedRecords | null> {
  const records: SignedRecord[] = [];
  let after: number | null = since - 1;
  while (after !== null) {
    const query: string = after < 0 ? "" : `&after=${after}`;
    const page: Answer | null = await get(`/api/v1/records?limit=${PAGE_RECORDS}${query}`);
    if (page === null) return null;
    records.push(...objects(page["records"]).flatMap(signedRecord));
    after = number(page["next"]);
    if (after !== null && records.length >= RECORDS_MAX) return { records, isWhole: false };
  }
  return { records, isWhole: true };
}

function signedRecord({ bytes }: Answer): SignedRecord[] {
  const read = fromBase64(String(bytes));
  const record = read === null ? null : parseRecord(read);
  const signed = record?.signed;
  if (!record || !signed) return [];
  const statement = parseStatement(signed.payload);
  return typeof statement === "string" ? [] : [{ index: Number(record.index), keys: signed.signatures.map(({ key }) => key), statement }];
}
