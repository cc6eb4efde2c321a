// SPDX-License-Identifier: Apache-2.0
// The demonstration that signing_test.py has started: its address, its keys, and the program.
import { createHash, createPrivateKey, createPublicKey, sign, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SigningKey } from "../../../server/web/src/signing/envelope";
import { LedgerClient } from "../../../server/web/src/signing/ledger_client";

export const server = process.env["PLEDGEBOOK_SERVER"] ?? "";
export const program = process.env["PLEDGEBOOK_PROGRAM"] ?? "";
export const folder = process.env["PLEDGEBOOK_DEMO"] ?? "";
export const root = process.env["PLEDGEBOOK_ROOT"] ?? process.cwd();

// Where there is no program, as in a run by hand, the tests that need it say so.
export const needsServer = server === "" ? { skip: "no demonstration: see signing_test.py" } : {};

export const client = new LedgerClient({ base: server });

export const keyPath = (name: string): string => join(folder, "demo-keys", name, `${name}.pem`);

export const keyNames = [
  "registrar", "reviewer", "auditor-1", "auditor-2", "example-assurance", "example-islands", "example-ministry", "example-university",
  "root-1", "root-2", "root-3",
] as const;

const rawBytes = (key: KeyObject): Uint8Array => new Uint8Array(createPublicKey(key).export({ format: "der", type: "spki" }).subarray(-32));

// A key as src/keys would give it.
export function keyOf(name: (typeof keyNames)[number]): SigningKey & { readonly publicKey: Uint8Array } {
  return signingKey(createPrivateKey(readFileSync(keyPath(name))), name);
}

export function signingKey(key: KeyObject, label: string): SigningKey & { readonly publicKey: Uint8Array } {
  const publicKey = rawBytes(key);
  return {
    id: createHash("sha256").update(publicKey).digest("hex"),
    label,
    publicKey,
    sign: async (bytes) => new Uint8Array(sign(null, bytes, key)),
  };
}
