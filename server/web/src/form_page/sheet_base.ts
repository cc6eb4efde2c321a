// SPDX-License-Identifier: Apache-2.0
// SheetBase: what each sheet of a page gets, whatever is signed on it.
import type { SheetOptions } from "../signing";
import type { FormPage } from "./form_page";
import type { UsableKey } from "./usable_keys";

export type SheetPage = Pick<FormPage, "client" | "outbox" | "catalogue" | "ledger">;

// `keys`: the likeliest first.
export const sheetBase = ({ client, outbox, catalogue, ledger }: SheetPage, keys: readonly UsableKey[]) =>
  ({
    client,
    outbox,
    catalogue,
    ledger,
    keys: keys.map(({ signing }) => signing),
    page: location.pathname,
    recordAddress: (index: number) => `/${catalogue.language}/records/${index}`,
  }) satisfies Partial<SheetOptions>;
