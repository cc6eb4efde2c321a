// SPDX-License-Identifier: Apache-2.0
// DSSE 1.0.2: the bytes that a party signs (docs/FORMAT.md, "Signature").
import { concat, encodeText, type Bytes } from './bytes';

export const STATEMENT_TYPE = 'application/vnd.pledgebook.statement+json';

export const preAuthEncoding = (payload: Uint8Array): Bytes =>
  concat(encodeText(`DSSEv1 ${STATEMENT_TYPE.length} ${STATEMENT_TYPE} ${payload.length} `), payload);
