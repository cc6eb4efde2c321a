// SPDX-License-Identifier: Apache-2.0
// Merge patches (RFC 7396) of a pledge's body, and the categories that an amendment may have
// (ledger/domain/rules/rules_amendment.cc).
import { canonical, isObject, merged, type Json, type JsonObject } from "../verify/json";
import type { Amendment, PledgeBody, PledgePatch } from "./kinds";

// The smallest patch that makes `after` of `before`. Neither has a null: bodies have none. An array is
// replaced as a whole; an empty one is removed.
export function patchBetween(before: JsonObject, after: JsonObject): JsonObject {
  const changes: JsonObject = {};
  for (const name of Object.keys(before)) {
    if (isAbsent(after[name]) && !isAbsent(before[name])) changes[name] = null;
  }
  for (const [name, value] of Object.entries(after)) {
    const old = before[name];
    if (isAbsent(value) || (old !== undefined && canonical(old) === canonical(value))) continue;
    changes[name] = isObject(old) && isObject(value) ? patchBetween(old, value) : value;
  }
  return changes;
}

const isAbsent = (value: Json | undefined): boolean => value === undefined || (Array.isArray(value) && value.length === 0);

export const pledgePatch = (before: PledgeBody, after: PledgeBody): PledgePatch =>
  patchBetween(plain(before), plain(after)) as PledgePatch;

export const patched = (body: JsonObject, changes: Json): JsonObject => {
  const after = merged(body, changes);
  return isObject(after) ? after : {};
};

// Without what is undefined, so that it is JSON.
export const plain = (body: object): JsonObject => JSON.parse(JSON.stringify(body)) as JsonObject;

export type Category = Amendment["category"];

// The categories that the rules allow for this change; none for a change of nothing. `correction` says that
// the pledge never was as written.
export function categoriesOf(before: PledgeBody, after: PledgeBody): Category[] {
  if (Object.keys(pledgePatch(before, after)).length === 0) return [];
  const [old, now] = [before.value, after.value];
  if (old && now && old.currency !== now.currency) return ["correction"];
  const [less, more] = [units(old?.amount ?? "0"), units(now?.amount ?? "0")];
  if (more > less) return ["increase", "correction"];
  if (more < less) return ["reduction", "correction"];
  return (before.end ?? "") !== (after.end ?? "") ? ["extension", "correction"] : ["scope", "correction"];
}

const PLACES = 4;

// Ten-thousandths.
function units(amount: string): bigint {
  const [whole = "0", fraction = ""] = amount.split(".");
  return BigInt(whole + fraction.padEnd(PLACES, "0"));
}

// Whether the amount or the currency is another: such a correction is a proposal.
export function isSameMoney(before: JsonObject, after: JsonObject): boolean {
  return moneyOf(before) === moneyOf(after);
}

function moneyOf(body: JsonObject): string {
  const value = body["value"];
  if (!isObject(value) || typeof value["amount"] !== "string") return "";
  return `${units(value["amount"])} ${String(value["currency"])}`;
}
