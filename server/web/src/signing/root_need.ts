// SPDX-License-Identifier: Apache-2.0
// RootNeed: whether the root keys sign a statement, as far as that can be known before it is signed
// (ledger/domain/rules/rights.cc and rights_key.cc; the ledger decides). Where nobody says, they do not.
import { isObject, member, type Json, type JsonObject } from "../verify/json";
import type { LedgerClient } from "./ledger_client";

export interface RootSubject {
  readonly kind: string;
  readonly stream: string;
  readonly body: JsonObject;
}

const OFFICERS: ReadonlySet<string> = new Set(["registrar", "reviewer", "auditor"]);
export const isOfficerRole = (role: string): boolean => OFFICERS.has(role);

// Whether an officer's role is given or taken.
export function changesOfficers(before: readonly string[], after: readonly string[]): boolean {
  const lost = (from: readonly string[], to: readonly string[]): boolean => from.some((role) => isOfficerRole(role) && !to.includes(role));
  return lost(before, after) || lost(after, before);
}

const rolesIn = (value: Json | undefined): string[] => (Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : []);

export async function takesRoots({ kind, stream, body }: RootSubject, client: LedgerClient): Promise<boolean> {
  const roles = rolesIn(member(body, "roles"));
  switch (kind) {
    case "rules.adopted":
    case "log-key.replaced":
      return true;
    case "key.added":
      return member(body, "root") === true || roles.some(isOfficerRole);
    case "party.registered":
      return roles.some(isOfficerRole);
    case "party.updated": {
      const party = await client.party(stream.replace(/^party\//, ""));
      return party.ok && changesOfficers(party.value.roles, roles);
    }
    case "party.suspended":
    case "party.resumed": {
      const party = await client.party(stream.replace(/^party\//, ""));
      return party.ok && party.value.keys.some((key) => key.isActive && !key.isRoot && key.roles.some(isOfficerRole));
    }
    case "key.revoked": {
      const id = isObject(body) ? member(body, "key") : undefined;
      const key = stream === "governance" && typeof id === "string" ? await client.key(id) : null;
      return key !== null && key.ok && (key.value.isRoot || key.value.roles.some(isOfficerRole));
    }
    default:
      return false;
  }
}

// Those of them that a registrar's signature has no place on: the root keys sign alone.
export const isRootsAlone = (kind: string): boolean => kind !== "party.registered" && kind !== "party.updated";
