// SPDX-License-Identifier: Apache-2.0
// Node 18 has WebCrypto, but not under its global names.
import { webcrypto } from 'node:crypto';

globalThis.crypto ??= webcrypto as Crypto;
globalThis.CryptoKey ??= webcrypto.CryptoKey as unknown as typeof CryptoKey;
