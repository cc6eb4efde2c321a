// SPDX-License-Identifier: Apache-2.0
// OpenedFile: what a file has to sign: an envelope with signatures, or a statement that nobody has signed yet, as the
// page of parties gives it to the holders of the root keys (`pledgebook sign` takes both).
import { Envelope, isFaults, MadeStatement, type Fault } from "../signing";
import { encodeText } from "../verify/bytes";
import { isObject, member, parseJson } from "../verify/json";

export function envelopeIn(text: string): Envelope | readonly Fault[] {
  const value = parseJson(text);
  const isStatement = isObject(value) && member(value, "payload") === undefined && member(value, "ledger") !== undefined;
  if (!isStatement) return Envelope.parse(text);
  const statement = MadeStatement.from(encodeText(text.trim()));
  return isFaults(statement) ? statement : Envelope.of(statement);
}
