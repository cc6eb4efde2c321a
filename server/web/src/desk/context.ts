// SPDX-License-Identifier: Apache-2.0
// DeskContext: what the views of the desk share: what they read with, the keys that may sign, and the sheet.
import type { UsableKey } from "../form_page/usable_keys";
import type { Catalogue, Envelope, FieldOf, Kind, LedgerClient, Remark } from "../signing";
import type { JsonObject } from "../verify/json";
import type { DeskApi } from "./desk_api";
import type { OfficerRole } from "./rules";

// What is to be signed: a statement of this desk, or what others have signed already.
export interface NewStatement {
  readonly kind: Kind;
  readonly stream: string;
  readonly prev: string | null;
  readonly body: JsonObject;
}
export type ToSign = NewStatement | { readonly envelope: Envelope };

export interface SignRequest {
  readonly what: ToSign;
  readonly keys: readonly UsableKey[]; // the likeliest first
  readonly form?: HTMLElement;
  readonly fieldOf?: FieldOf;
  readonly remarks?: readonly Remark[];
  readonly references?: readonly Uint8Array[];
  readonly onRecorded?: () => void;
  // What is to be signed next, once this is recorded.
  readonly next?: { readonly label: string; readonly go: () => void };
}

export interface DeskContext {
  readonly catalogue: Catalogue; // with the names that the desk has read
  readonly client: LedgerClient;
  readonly api: DeskApi;
  readonly operator: string;
  // The keys of this browser with the role, the chosen one first; none where the chosen one has another role.
  keysFor(role: OfficerRole): readonly UsableKey[];
  // Keys of any role, the chosen one first.
  readonly allKeys: readonly UsableKey[];
  choose(key: string): void;
  sign(request: SignRequest): void;
}

// What is shown of an item. `streams`: a statement in one of them may change what is shown.
export interface ItemView {
  readonly element: HTMLElement;
  readonly streams: readonly string[];
}

export const recordLink = ({ catalogue }: DeskContext, index: number): string => `/${catalogue.language}/records/${index}`;
export const pledgeLink = ({ catalogue }: DeskContext, id: string): string => `/${catalogue.language}/pledges/${id}`;
