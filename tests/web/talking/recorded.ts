// SPDX-License-Identifier: Apache-2.0
// Recorded statements as tests need them.
import type { Recorded } from "../../../server/web/src/signing/ledger_client";

export const recorded = (index: number, kind: string, body: object, by = "ken-gov", at = "2026-05-01T00:00:00Z"): Recorded =>
  ({ index, recordedAt: Date.parse(at), payload: new Uint8Array(), statement: { kind, sid: `s${index}`, at, signers: [by], body } }) as unknown as Recorded;
